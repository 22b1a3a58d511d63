package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.FileLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where it is remembered who was told what, from one run to the next. */
final class LedgerOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description =
                    "remember in a file who was told what, so that nobody is told twice, in this run and later ones; "
                            + "without it the DynamoDB table that LEDGER_TABLE names, as the Lambda function does")
    private @Nullable Path file;

    LedgerOption() {}

    /** The ledger, which whoever gets it closes; empty if it is to be that of this run alone. */
    Optional<DeliveryLedger> open(Setup setup) {
        return file == null ? setup.handlersLedger() : Optional.of(inFile(file, command));
    }

    /**
     * The ledger that a command keeps in a file, which whoever gets it closes.
     *
     * @throws ParameterException if it can't be kept there
     */
    static DeliveryLedger inFile(Path file, CommandSpec command) {
        try {
            return FileLedger.open(file, InstantSource.system());
        } catch (IOException unusable) {
            throw new ParameterException(
                    command.commandLine(),
                    "can't keep a ledger in " + file + ": " + Unwritable.reason(unusable)
                            + "; choose another file by --ledger",
                    unusable);
        }
    }
}
