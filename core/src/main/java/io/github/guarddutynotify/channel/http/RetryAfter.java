package io.github.guarddutynotify.channel.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The Retry-After header: seconds or a date; see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC
 * 9110, 10.2.3</a>. Rubbish counts as left out.
 */
final class RetryAfter {
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    static Optional<Duration> parse(String header, Instant now) {
        String value = header.trim();
        boolean isSeconds = !value.isEmpty()
                && value.length() <= MAX_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return isSeconds ? Optional.of(Duration.ofSeconds(Long.parseLong(value))) : date(value, now);
    }

    private static Optional<Duration> date(String value, Instant now) {
        try {
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
        } catch (DateTimeException rubbish) {
            return Optional.empty();
        }
    }
}
