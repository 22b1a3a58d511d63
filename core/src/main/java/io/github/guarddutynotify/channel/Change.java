package io.github.guarddutynotify.channel;

import io.github.guarddutynotify.finding.Finding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What changed about a finding since a destination was told of it, in words of our own alone. */
final class Change {
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Change() {}

    /** Such as: Severity Medium → High · 3 → 41 occurrences since 09:12 UTC. */
    static String of(Telling previous, Finding finding, Instant now) {
        List<String> parts = new ArrayList<>();
        if (finding.severity() != previous.severity()) {
            parts.add("Severity " + previous.severity().word() + " → "
                    + finding.severity().word());
        }
        if (finding.count() != previous.count()) {
            parts.add(previous.count() + " → " + finding.count() + " occurrences");
        }
        String changes = parts.isEmpty() ? "Unchanged" : String.join(" · ", parts);
        return changes + " since " + time(previous.told(), now);
    }

    /** The time alone is enough within a day. */
    private static String time(Instant told, Instant now) {
        return day(told).equals(day(now))
                ? TIME_OF_DAY.format(told)
                : DateTimeFormatter.ISO_INSTANT.format(told.truncatedTo(ChronoUnit.SECONDS));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
