package io.github.guarddutynotify.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "' 30 ', 30", "007, 7", "999999999, 999999999"})
    void readsSeconds(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void readsADate() {
        assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:05:35 GMT", NOW)).contains(Duration.ofSeconds(90));
    }

    @Test
    void takesADateThatIsOverForNow() {
        assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:04:04 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "1s",
                "1000000000",
                "99999999999999999999",
                "٣",
                "soon",
                "Mon, 02 Jan 2026 03:05:35 GMT",
                "2026-01-02T03:05:35Z",
                "Fri, 02 Jan 2026 03:05:35 GMT; x"
            })
    void countsRubbishAsLeftOut(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
