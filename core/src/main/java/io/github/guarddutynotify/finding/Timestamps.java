package io.github.guarddutynotify.finding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads the three spellings of time that findings carry: ISO 8601, seconds since 1970 with a fraction, and
 * milliseconds since 1970.
 */
final class Timestamps {
    /** Above this a number counts milliseconds: as seconds it would lie beyond the year 5000. */
    private static final double MILLISECONDS_FROM = 1e11;

    /** From this a number is no plausible time of a finding. */
    private static final double LATEST_MILLISECONDS = 1e14;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    private Timestamps() {}

    static Optional<Instant> parse(String text) {
        boolean isDate = text.length() > 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
        return isDate ? ofDate(text) : ofNumber(text);
    }

    /** ISO 8601, and the same with a blank for the T and without a zone, which rewriting tools leave behind. */
    private static Optional<Instant> ofDate(String text) {
        String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        try {
            Instant instant = hasZone(iso)
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static boolean hasZone(String iso) {
        return iso.endsWith("Z") || iso.indexOf('+', 11) > 0 || iso.indexOf('-', 11) > 0;
    }

    private static Optional<Instant> ofNumber(String text) {
        try {
            double number = Double.parseDouble(text);
            boolean isPlausible = number > 0 && number < LATEST_MILLISECONDS;
            double milliseconds = number < MILLISECONDS_FROM ? number * 1000 : number;
            return isPlausible ? Optional.of(Instant.ofEpochMilli(Math.round(milliseconds))) : Optional.empty();
        } catch (NumberFormatException noTime) {
            return Optional.empty();
        }
    }
}
