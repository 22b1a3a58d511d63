package io.github.guarddutynotify.channel.gchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Google Chat answers: the message that it made, or <a href="https://google.aip.dev/193">Google's common error</a>. */
class GoogleChatWebhookTest {
    private static final HttpAnswer ACCEPTED = HttpAnswer.of(200, "{\"name\":\"spaces/A/messages/B.C\"}");

    private final HttpFarEnd chat = HttpFarEnd.http(ACCEPTED);

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void remembersTheMessagesName() throws Exception {
        assertThat(answered(ACCEPTED).reference()).contains("spaces/A/messages/B.C");
    }

    @Test
    void asksForAThreadBehindTheParametersThatTheUrlHas() throws Exception {
        answered(ACCEPTED);

        assertThat(chat.requests().get(0).target())
                .isEqualTo("/v1/spaces/A/messages?key=k&token=t%3D"
                        + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, INVALID_MESSAGE",
        "401, UNAUTHENTICATED, AUTH",
        "403, PERMISSION_DENIED, AUTH",
        "404, NOT_FOUND, NOT_FOUND"
    })
    void isRejectedWithGooglesOwnWord(int status, String word, Reason reason) throws Exception {
        DeliveryResult result = answered(error(status, word));

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).startsWith("HTTP " + status + " " + word);
    }

    @ParameterizedTest
    @CsvSource({"429, RESOURCE_EXHAUSTED, RATE_LIMITED", "503, UNAVAILABLE, SERVER_ERROR"})
    void isDeferredWithoutATimeBecauseGoogleGivesNone(int status, String word, Reason reason) throws Exception {
        DeliveryResult result = answered(error(status, word));

        assertThat(result.status()).isEqualTo(Status.DEFERRED);
        assertThat(result.reason()).contains(reason);
        assertThat(result.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "[]", "<html>sign in</html>", "{\"name\":"})
    void isRejectedWhereASuccessIsNotTheMessageThatGooglePromises(String body) throws Exception {
        DeliveryResult result = answered(HttpAnswer.of(200, body));

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(Reason.UNEXPECTED_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[1]", "{\"error\":7}", "{\"error\":{\"status\":{}}}"})
    void isClassifiedByTheStatusWhereTheErrorIsStrange(String body) throws Exception {
        assertThat(answered(HttpAnswer.of(500, body)).detail()).isEqualTo("HTTP 500");
    }

    private static HttpAnswer error(int status, String word) {
        return HttpAnswer.of(
                status, "{\"error\":{\"code\":" + status + ",\"message\":\"m\",\"status\":\"" + word + "\"}}");
    }

    private DeliveryResult answered(HttpAnswer answer) throws Exception {
        chat.willAnswer(answer);
        String url = chat.url("/v1/spaces/A/messages?key=k&token=t%3D");
        Notification notification = Notification.builder("t", Severity.LOW).build();
        try (Destination destination =
                new GoogleChatChannel().open(GoogleChatChannel.toWebhook(url).named("chat", new Problems()))) {
            return destination.deliver(
                    Delivery.of(notification, Deadline.in(Duration.ofSeconds(20), InstantSource.system())));
        }
    }
}
