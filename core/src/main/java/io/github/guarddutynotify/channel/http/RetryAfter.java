package io.github.guarddutynotify.channel.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The Retry-After header: seconds or a date; see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC
 * 9110, 10.2.3</a>. A date counts from the answer's own Date header: of two clocks that differ, the far end's is the one
 * that will be asked. Rubbish counts as left out, and so does a date without a Date.
 */
public final class RetryAfter {
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    static Optional<Duration> of(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .flatMap(header -> parse(header, headers.firstValue("Date").orElse("")));
    }

    /**
     * Reads the header, for a channel whose client is another than {@link WebhookClient}.
     *
     * @param header the header's value
     * @param date the value of the answer's Date header; empty if there is none
     * @return how long the far end wants to be left alone; zero if the date is over
     */
    public static Optional<Duration> parse(String header, String date) {
        String value = header.trim();
        boolean isSeconds = !value.isEmpty()
                && value.length() <= MAX_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return isSeconds
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                : instant(date).flatMap(begin -> instant(value).map(end -> between(begin, end)));
    }

    private static Duration between(Instant now, Instant at) {
        return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    }

    private static Optional<Instant> instant(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException rubbish) {
            return Optional.empty();
        }
    }
}
