package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends a marked test message, so that the page at 3 a.m. is not the first. */
@Command(
        name = "test",
        header = "Sends destinations a message that says it is a test.",
        description = {"", "It goes past routes, thresholds, digests and quiet hours, and is remembered nowhere."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every destination accepted it",
            "1:one did not",
            "2:the configuration has problems, or wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  examples/guardduty-notify test notifier.json",
            "  examples/guardduty-notify test notifier.json soc-slack oncall-mail"
        })
final class TestCommand implements Callable<Integer> {
    @Mixin
    private Setup setup = new Setup();

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "DEST", description = "the destinations; all by default")
    private List<String> named = List.of();

    TestCommand() {}

    @Override
    public Integer call() {
        Screen screen = setup.screen();
        try (FindingNotifier notifier = setup.rehearsal()) {
            setup.requireDestinations(notifier, named);
            Collection<String> names = named.isEmpty() ? notifier.trial().destinations() : named;
            screen.progress("sending a test message to " + String.join(", ", names) + ", for " + Setup.LIMIT.toSeconds()
                    + " seconds at most");
            List<DestinationReport> reports = notifier.trial().test(names, Setup.LIMIT);
            boolean isGood =
                    reports.stream().allMatch(report -> report.outcome().isComplete());
            screen.destinations(reports);
            screen.json(JsonWriter.object(
                    "complete",
                    isGood,
                    "destinations",
                    reports.stream().map(DestinationReport::toMap).toList()));
            return isGood ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
