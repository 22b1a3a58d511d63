package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Tells what is held for digests and quiet hours, as the Lambda function does by its schedule. */
@Command(
        name = "tell-held",
        header = "Tells what is held for digests and quiet hours, where that is due.",
        description = {
            "",
            "Each destination gets one message of all that is held for it, within 30 seconds. It is held in the ledger: that "
                    + "file, or the table in LEDGER_TABLE, of which the Lambda function's schedule and the worker tell it too."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing that is due is held any more",
            "1:a destination did not take it, so it stays held",
            "2:the configuration has problems, or wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  examples/guardduty-notify tell-held --ledger told.jsonl notifier.json",
            "  LEDGER_TABLE=guardduty-notify examples/guardduty-notify tell-held notifier.json"
        })
final class TellHeldCommand implements Callable<Integer> {
    @Mixin
    private Setup setup = new Setup();

    @Mixin
    private LedgerOption memory = new LedgerOption();

    TellHeldCommand() {}

    @Override
    public Integer call() {
        Screen screen = setup.screen();
        try (FindingNotifier notifier = setup.notifier(memory.open(setup).orElse(null))) {
            DeliveryReport report = notifier.tellHeld(Setup.LIMIT);
            if (report.destinations().isEmpty()) {
                screen.line("no destination has a digest or quiet hours, so nothing is held");
            }
            screen.destinations(report.destinations());
            screen.json(report.toMap());
            return report.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
