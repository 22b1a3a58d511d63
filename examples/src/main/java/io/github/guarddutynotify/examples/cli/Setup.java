package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.config.Suggestion;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.examples.lambda.ConfigFile;
import io.github.guarddutynotify.ledger.dynamodb.DynamoDbLedger;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command takes that works by a configuration: where that is, and for whom it prints. */
final class Setup {
    /** How long a finding, a test message or a proof may take, as in the handlers. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    /** A ledger for those who tell nobody: digests may wait in it, and it is never asked. */
    private static final String NEVER_ASKED = "never-asked";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "CONFIG",
            description =
                    "notifier.json, the classic input.json (with its environment variables), or the folder that holds "
                            + "one of them")
    private Path config = Path.of("");

    @Option(
            names = "--json",
            description =
                    "print JSON instead, one object a line; progress and wrong usage are told on the error stream")
    private boolean isForMachines;

    Setup() {}

    Path config() {
        return config;
    }

    Screen screen() {
        return Screen.of(command.commandLine(), isForMachines);
    }

    /** The notifier for those who tell nobody of a finding: by the handlers' ledger, or one that could be theirs. */
    FindingNotifier rehearsal() {
        return notifier(ConfigFile.ledger(environment()).orElseGet(() -> DynamoDbLedger.inTable(NEVER_ASKED)));
    }

    /** The notifier with a ledger; with that in memory, if there is none. */
    FindingNotifier notifier(@Nullable DeliveryLedger ledger) {
        NotifierBuilder code = FindingNotifier.builder();
        if (ledger != null) {
            code.ledger(ledger);
        }
        try {
            FindingNotifier notifier = ConfigFile.notifier(config, environment(), code);
            if (!isForMachines) {
                notifier.warnings().forEach(warning -> screen().progress("warning: " + warning));
            }
            return notifier;
        } catch (NoSuchFileException missing) {
            throw misused("there is no file " + config + "; CONFIG is a notifier.json, an input.json or their folder");
        } catch (AccessDeniedException denied) {
            throw misused("reading " + config + " is not permitted");
        } catch (IOException unreadable) {
            throw misused("can't read " + config + ": " + unreadable.getMessage());
        }
    }

    /** The ledger of the handlers: the table that {@code LEDGER_TABLE} names, if it is set. It has answered. */
    Optional<DeliveryLedger> handlersLedger() {
        try {
            return ConfigFile.answeringLedger(environment());
        } catch (IOException unreachable) {
            throw misused("the table of LEDGER_TABLE does not answer, so nobody was told: " + unreachable.getMessage()
                    + "; check its name, AWS_REGION and the credentials, or unset it");
        }
    }

    /** Refuses a name that no destination has, before anything is done. */
    void requireDestinations(FindingNotifier notifier, Collection<String> names) {
        Set<String> defined = notifier.trial().destinations();
        for (String name : names) {
            if (!defined.contains(name)) {
                throw misused("no destination named \"" + name + "\"" + Suggestion.after(name, defined) + "; defined: "
                        + String.join(", ", defined));
            }
        }
    }

    private Map<String, String> environment() {
        return ((Main) command.root().userObject()).environment();
    }

    /** What is wrong with how the command is used, for the exit code 2. */
    ParameterException misused(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
