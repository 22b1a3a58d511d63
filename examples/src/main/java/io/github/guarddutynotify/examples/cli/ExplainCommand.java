package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.Explanation;
import io.github.guarddutynotify.routing.Explanation.Condition;
import io.github.guarddutynotify.routing.Explanation.OfRoute;
import io.github.guarddutynotify.routing.Explanation.OfSuppression;
import io.github.guarddutynotify.routing.Explanation.State;
import io.github.guarddutynotify.routing.Filter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says why a finding goes where it goes. */
@Command(
        name = "explain",
        header = "Says where a finding would go and why, condition by condition.",
        description = {"", "Nothing leaves this machine."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every event was explained",
            "1:an event can't be read",
            "2:the configuration has problems, or wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  examples/guardduty-notify explain notifier.json my-event.json",
            "  examples/guardduty-notify explain --json notifier.json my-event.json"
        })
final class ExplainCommand implements Callable<Integer> {
    /** A finding may have hundreds of addresses; a person needs to see what kind of thing they are. */
    private static final int SHOWN = 5;

    @Mixin
    private Setup setup = new Setup();

    @Parameters(index = "1", paramLabel = "EVENT", description = "a file that holds findings")
    private Path event = Path.of("");

    ExplainCommand() {}

    @Override
    public Integer call() {
        List<Event> events = Event.of(List.of(event), setup);
        try (FindingNotifier notifier = setup.rehearsal()) {
            events.forEach(read -> explain(notifier, read));
        }
        boolean isGood = events.stream().allMatch(read -> read.record() instanceof Found);
        return isGood ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void explain(FindingNotifier notifier, Event read) {
        Screen screen = setup.screen();
        Map<String, Object> object = new LinkedHashMap<>(read.toMap());
        screen.line(read.title());
        if (read.record() instanceof Found found) {
            Explanation explanation = notifier.trial().explain(found.finding());
            show(explanation, screen);
            object.putAll(object(explanation));
        }
        screen.json(object);
    }

    private static void show(Explanation explanation, Screen screen) {
        Destined destined = Destined.by(explanation.decision());
        screen.line("  ", destined.isWanted(), destined.toString(), "");
        screen.line("  routes, which add up:");
        for (OfRoute route : explanation.routes()) {
            screen.line(
                    "    " + route.route().name() + " -> "
                            + String.join(", ", route.route().destinations()) + ": ",
                    route.taken(),
                    route.taken() ? "takes it" : "does not take it",
                    "");
            show(route.condition(), "      ", screen);
        }
        if (!explanation.suppressions().isEmpty()) {
            screen.line("  suppressions:");
        }
        for (OfSuppression suppression : explanation.suppressions()) {
            boolean isSilent = suppression.state() != State.SUPPRESSES;
            screen.line(
                    "    " + Suppressions.line(suppression.suppression()) + ": ",
                    isSilent,
                    words(suppression.state()),
                    "");
            show(suppression.condition(), "      ", screen);
        }
    }

    private static String words(State state) {
        return switch (state) {
            case SUPPRESSES -> "keeps it back";
            case RUN_OUT -> "would keep it back, but has run out";
            case NOT_MATCHED -> "does not take it";
        };
    }

    private static void show(Condition condition, String indent, Screen screen) {
        String answer = condition.passes() ? "yes" : "no";
        if (condition.parts().isEmpty()) {
            screen.line(indent + condition.filter() + ": ", condition.passes(), answer, why(condition));
        } else if (condition.filter() instanceof Filter.AllOf) {
            condition.parts().forEach(part -> show(part, indent, screen));
        } else {
            String kind = condition.filter() instanceof Filter.Not ? "not" : "any of";
            screen.line(indent + kind + ": ", condition.passes(), answer, "");
            condition.parts().forEach(part -> show(part, indent + "  ", screen));
        }
    }

    private static String why(Condition condition) {
        List<String> found = condition.found();
        if (condition.failure().isPresent()) {
            return ", it failed with " + condition.failure().get();
        }
        if (found.isEmpty()) {
            return condition.passes() ? "" : ", the finding has nothing there";
        }
        String shown = String.join(", ", found.subList(0, Math.min(SHOWN, found.size())));
        return ", the finding has " + shown + (found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "");
    }

    private static Map<String, Object> object(Explanation explanation) {
        Map<String, Object> object = Destined.by(explanation.decision()).toMap();
        object.put(
                "byRoute",
                explanation.routes().stream()
                        .map(route -> JsonWriter.object(
                                "name",
                                route.route().name(),
                                "to",
                                route.route().destinations(),
                                "takes",
                                route.taken(),
                                "condition",
                                object(route.condition())))
                        .toList());
        object.put(
                "bySuppression",
                explanation.suppressions().stream().map(ExplainCommand::object).toList());
        return object;
    }

    private static Map<String, Object> object(OfSuppression suppression) {
        Map<String, Object> object = Suppressions.object(suppression.suppression());
        object.put("state", suppression.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        object.put("condition", object(suppression.condition()));
        return object;
    }

    private static Map<String, Object> object(Condition condition) {
        Map<String, Object> object = new LinkedHashMap<>(JsonWriter.object(
                "filter", condition.filter(), "passes", condition.passes(), "found", condition.found()));
        condition.failure().ifPresent(failure -> object.put("failure", failure));
        if (!condition.parts().isEmpty()) {
            object.put(
                    "parts",
                    condition.parts().stream().map(ExplainCommand::object).toList());
        }
        return object;
    }
}
