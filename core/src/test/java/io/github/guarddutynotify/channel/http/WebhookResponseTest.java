package io.github.guarddutynotify.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookResponseTest {
    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void acceptsASuccess(int status) {
        assertThat(answer(status).isSuccess()).isTrue();
        assertThat(answer(status).classified().status()).isEqualTo(Status.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "408, TIMEOUT",
        "425, RATE_LIMITED",
        "429, RATE_LIMITED",
        "500, SERVER_ERROR",
        "503, SERVER_ERROR",
        "599, SERVER_ERROR"
    })
    void defersWhatMayPassLater(int status, Reason reason) {
        DeliveryResult result = answer(status).classified();

        assertThat(result.status()).isEqualTo(Status.DEFERRED);
        assertThat(result.reason()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "300, REDIRECTED",
        "301, REDIRECTED",
        "399, REDIRECTED",
        "400, INVALID_MESSAGE",
        "401, AUTH",
        "403, AUTH",
        "404, NOT_FOUND",
        "407, AUTH",
        "410, NOT_FOUND",
        "413, TOO_LARGE",
        "422, INVALID_MESSAGE",
        "424, INVALID_MESSAGE",
        "428, INVALID_MESSAGE",
        "499, INVALID_MESSAGE"
    })
    void rejectsWhatNeverPasses(int status, Reason reason) {
        DeliveryResult result = answer(status).classified();

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(reason);
    }

    @Test
    void handsTheTimeToWaitOnOnlyWithADeferral() {
        Duration wait = Duration.ofSeconds(7);

        assertThat(new WebhookResponse(429, "", wait).classified().retryAfter()).contains(wait);
        assertThat(new WebhookResponse(404, "", wait).classified().retryAfter()).isEmpty();
        assertThat(new WebhookResponse(200, "", wait).classified().retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"no_service, HTTP 404 no_service", "RESOURCE_EXHAUSTED, HTTP 404 RESOURCE_EXHAUSTED"})
    void repeatsAVendorsCode(String code, String detail) {
        assertThat(answer(404).classified(code).detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "xoxb-12345", "T024/B024", "two words", "line\nend", "<b>", "tok3n", "é_é"})
    void repeatsNothingElse(String text) {
        assertThat(answer(404).classified(text).detail()).isEqualTo("HTTP 404");
        assertThat(answer(404).classified("x".repeat(61)).detail()).isEqualTo("HTTP 404");
    }

    @Test
    void printsTheStatusAndNotTheBody() {
        assertThat(new WebhookResponse(200, "S3CRET", null)).hasToString("WebhookResponse[200]");
    }

    private static WebhookResponse answer(int status) {
        return new WebhookResponse(status, "", null);
    }
}
