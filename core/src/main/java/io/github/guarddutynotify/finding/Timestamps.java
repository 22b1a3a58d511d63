package io.github.guarddutynotify.finding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Reads the three spellings of time that findings carry: ISO 8601, seconds since 1970 with a fraction, and
 * milliseconds since 1970.
 */
final class Timestamps {
    /** Above this a number counts milliseconds: as seconds it would lie beyond the year 5000. */
    private static final double MILLISECONDS_FROM = 1e11;

    /** Below this a number is no plausible time of a finding. */
    private static final double LATEST_MILLISECONDS = 1e14;

    private Timestamps() {}

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notIso) {
            return ofNumber(text);
        }
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
