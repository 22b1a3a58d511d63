package io.github.guarddutynotify.finding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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
        Optional<Instant> usual = ofUsualDate(text);
        if (usual.isPresent()) {
            return usual;
        }
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

    /** As GuardDuty writes it, {@code 2026-03-05T06:07:08.123Z}, without the JDK's parser, which knows all the others. */
    private static Optional<Instant> ofUsualDate(String text) {
        int length = text.length();
        boolean isUsual = (length == 20 || length == 24) && isShaped(text);
        if (!isUsual) {
            return Optional.empty();
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        boolean isPlain = year >= 1970
                && year < 3000
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 28
                && hour < 24
                && minute < 60
                && second < 60;
        if (!isPlain) {
            return Optional.empty(); // the ends of months are the parser's
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        long seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
        int millis = length == 24 ? number(text, 20, 23) : 0;
        return Optional.of(Instant.ofEpochSecond(seconds, millis * 1_000_000L));
    }

    private static boolean isShaped(String text) {
        String shape = text.length() == 24 ? "0000-00-00T00:00:00.000Z" : "0000-00-00T00:00:00Z";
        for (int i = 0; i < shape.length(); i++) {
            char wanted = shape.charAt(i);
            char c = text.charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
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
