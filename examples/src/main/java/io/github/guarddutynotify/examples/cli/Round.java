package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.delivery.DeliveryReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;

/** Tells of events one after the other, shows what became of each as soon as that is known, and counts. */
final class Round {
    /** How long there may be no word of how far it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Screen screen;
    private final InstantSource clock;
    private Instant spoken;
    private int told;
    private int well;

    Round(Screen screen, InstantSource clock) {
        this.screen = screen;
        this.clock = clock;
        this.spoken = clock.instant();
    }

    /**
     * Tells of all events.
     *
     * @param teller tells of one
     * @return the exit code
     */
    int tell(List<Event> events, Function<Event, DeliveryReport> teller) {
        for (Event event : events) {
            show(event, teller.apply(event));
            speakOfProgress(events.size());
        }
        screen.line(well + " of " + events.size() + " told everywhere they are to go");
        return well == events.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void show(Event event, DeliveryReport report) {
        told++;
        if (report.isComplete() && !report.isUnrouted()) {
            well++;
        }
        screen.line(event.title());
        if (report.isUnrouted()) {
            screen.line("  ", false, "no route takes it", ", so nobody is told");
        }
        screen.destinations(report.destinations());
        Map<String, Object> object = new LinkedHashMap<>(event.toMap());
        object.putAll(report.toMap());
        screen.json(object);
    }

    private void speakOfProgress(int events) {
        Instant now = clock.instant();
        if (told < events && !now.isBefore(spoken.plus(PATIENCE))) {
            spoken = now;
            screen.progress(told + " of " + events + " done, " + (told - well) + " of them not told everywhere");
        }
    }
}
