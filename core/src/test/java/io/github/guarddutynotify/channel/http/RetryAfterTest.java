package io.github.guarddutynotify.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final String DATE = "Fri, 02 Jan 2026 03:04:05 GMT";

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "' 30 ', 30", "007, 7", "999999999, 999999999"})
    void readsSeconds(String header, long seconds) {
        assertThat(read(header)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void readsADate() {
        assertThat(read("Fri, 02 Jan 2026 03:05:35 GMT")).contains(Duration.ofSeconds(90));
    }

    @Test
    void takesADateThatIsOverForNow() {
        assertThat(read("Fri, 02 Jan 2026 03:04:04 GMT")).contains(Duration.ZERO);
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
        assertThat(read(header)).isEmpty();
    }

    @Test
    void countsADateAsLeftOutWhereTheFarEndDoesNotTellItsTime() {
        assertThat(RetryAfter.of(headers(Map.of("Retry-After", List.of("Fri, 02 Jan 2026 03:05:35 GMT")))))
                .isEmpty();
        assertThat(RetryAfter.of(headers(Map.of("Retry-After", List.of("30"))))).contains(Duration.ofSeconds(30));
    }

    @Test
    void readsWhatAnotherClientGot() {
        assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:05:35 GMT", DATE)).contains(Duration.ofSeconds(90));
        assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:05:35 GMT", "")).isEmpty();
        assertThat(RetryAfter.parse("30", "")).contains(Duration.ofSeconds(30));
    }

    private static Optional<Duration> read(String header) {
        return RetryAfter.of(headers(Map.of("Retry-After", List.of(header), "Date", List.of(DATE))));
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
