package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.Trial;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.Suppression;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says everything that is wrong with a configuration, and what it does; asked to, proves its destinations too. */
@Command(
        name = "check",
        header = "Says everything that is wrong with a configuration, or else what it does.",
        description = {
            "",
            "Without --live nothing leaves this machine. With it each destination is proven as far as can be without sending: "
                    + "connection, certificate, login, sender, topic, webhook; a sentence says what is wrong and what to do."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the configuration is good, and with --live nothing stands in the way of its destinations",
            "1:--live: a destination would not take a message",
            "2:the configuration has problems, or wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  examples/guardduty-notify check notifier.json",
            "  examples/guardduty-notify check --live notifier.json"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private Setup setup = new Setup();

    @Option(names = "--live", description = "prove each destination, over the network")
    private boolean isLive;

    CheckCommand() {}

    @Override
    public Integer call() {
        Screen screen = setup.screen();
        try (FindingNotifier notifier = setup.rehearsal()) {
            Trial trial = notifier.trial();
            show(trial, screen);
            List<DestinationReport> proofs = isLive ? proofs(trial, screen) : List.of();
            screen.json(object(notifier, trial, proofs));
            boolean isGood = proofs.stream().allMatch(line -> line.outcome().isComplete());
            return isGood ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private List<DestinationReport> proofs(Trial trial, Screen screen) {
        screen.progress("asking " + String.join(", ", trial.destinations()) + ", for " + Setup.LIMIT.toSeconds()
                + " seconds at most");
        List<DestinationReport> proofs = trial.probe(trial.destinations(), Setup.LIMIT);
        screen.line("proven, as far as can be without sending:");
        screen.destinations(proofs);
        return proofs;
    }

    private void show(Trial trial, Screen screen) {
        screen.line("no problem in " + setup.config());
        screen.line("destinations:");
        int width = Screen.width(trial.destinations());
        for (String name : trial.destinations()) {
            screen.line("  " + Screen.padded(name, width) + "  "
                    + trial.channels().getOrDefault(name, "")
                    + (trial.holding().contains(name)
                            ? ", holds some for later (in the ledger, until a schedule or tell-held tells it)"
                            : ""));
        }
        screen.line("routes, which add up:");
        for (Route route : trial.routes()) {
            screen.line("  " + route.name() + ": " + route.filter() + " -> " + String.join(", ", route.destinations()));
        }
        if (!trial.suppressions().isEmpty()) {
            screen.line("suppressions:");
        }
        for (Suppression suppression : trial.suppressions()) {
            screen.line("  " + Suppressions.line(suppression) + ": " + suppression.filter());
        }
    }

    private Map<String, Object> object(FindingNotifier notifier, Trial trial, List<DestinationReport> proofs) {
        Map<String, Object> object = JsonWriter.object(
                "config",
                setup.config(),
                "problems",
                List.of(),
                "warnings",
                Main.maps(notifier.warnings()),
                "destinations",
                trial.destinations().stream()
                        .map(name -> JsonWriter.object(
                                "name", name, "channel", trial.channels().getOrDefault(name, "")))
                        .toList(),
                "routes",
                trial.routes().stream()
                        .map(route -> JsonWriter.object(
                                "name", route.name(), "filter", route.filter(), "to", route.destinations()))
                        .toList(),
                "suppressions",
                trial.suppressions().stream().map(Suppressions::object).toList());
        if (isLive) {
            object.put("live", proofs.stream().map(DestinationReport::toMap).toList());
        }
        return object;
    }
}
