package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.routing.RouteDecision;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells of findings by a configuration, as the Lambda function would. */
@Command(
        name = "send",
        header = "Tells of findings by a configuration, as the Lambda function would.",
        description = {"", "Each finding goes to the destinations of all routes that take it, within 30 seconds."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every finding was told everywhere it was to go",
            "1:one was not: still owed, not to be read, or taken by no route",
            "2:the configuration has problems, or wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  examples/guardduty-notify send notifier.json my-event.json",
            "  examples/guardduty-notify send --dry-run notifier.json events/",
            "  examples/guardduty-notify send --to soc-slack --ledger told.jsonl notifier.json my-event.json"
        })
final class SendCommand implements Callable<Integer> {
    @Mixin
    private Setup setup = new Setup();

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "EVENT",
            description =
                    "EventBridge events of findings or anything else that holds findings; files, or folders of them "
                            + "(*.json)")
    private List<Path> events = List.of();

    @Option(names = "--dry-run", description = "say where each finding would go, and tell nobody")
    private boolean isDry;

    @Option(
            names = "--to",
            paramLabel = "DEST",
            split = ",",
            description = "tell these destinations, past routes and suppressions")
    private List<String> to = List.of();

    @Mixin
    private LedgerOption memory = new LedgerOption();

    SendCommand() {}

    @Override
    public Integer call() {
        List<Event> records = Event.of(events, setup);
        if (isDry) {
            return rehearse(records);
        }
        try (FindingNotifier notifier = setup.notifier(memory.open(setup).orElse(null))) {
            setup.requireDestinations(notifier, to);
            return new Round(setup.screen(), InstantSource.system()).tell(records, event -> told(notifier, event));
        }
    }

    private DeliveryReport told(FindingNotifier notifier, Event event) {
        return event.record() instanceof Found found && !to.isEmpty()
                ? notifier.trial().send(found.finding(), to, Setup.LIMIT)
                : notifier.process(event.record(), Setup.LIMIT);
    }

    private int rehearse(List<Event> records) {
        try (FindingNotifier notifier = setup.rehearsal()) {
            setup.requireDestinations(notifier, to);
            boolean isGood = true;
            for (Event event : records) {
                isGood &= isToldOf(notifier, event);
            }
            return isGood ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** Says where an event would go. */
    private boolean isToldOf(FindingNotifier notifier, Event event) {
        Screen screen = setup.screen();
        Map<String, Object> object = new LinkedHashMap<>(event.toMap());
        screen.line(event.title());
        boolean isGood = false;
        if (event.record() instanceof Found found) {
            RouteDecision decision = to.isEmpty()
                    ? notifier.trial().explain(found.finding()).decision()
                    : new RouteDecision(to, List.of("--to"), null, List.of());
            Destined destined = Destined.by(decision);
            isGood = destined.isWanted();
            screen.line("  ", isGood, destined.toString(), "");
            object.putAll(destined.toMap());
        }
        screen.json(object);
        return isGood;
    }
}
