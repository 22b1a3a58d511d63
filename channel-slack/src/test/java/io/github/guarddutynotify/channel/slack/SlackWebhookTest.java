package io.github.guarddutynotify.channel.slack;

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

/** What Slack answers, by its <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">page</a>. */
class SlackWebhookTest {
    private final HttpFarEnd slack = HttpFarEnd.http(HttpAnswer.of(200, "ok"));

    @AfterEach
    void close() {
        slack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_payload, INVALID_MESSAGE",
        "400, invalid_blocks, INVALID_MESSAGE",
        "403, action_prohibited, AUTH",
        "403, invalid_token, AUTH",
        "404, no_service, NOT_FOUND",
        "404, channel_not_found, NOT_FOUND",
        "410, channel_is_archived, NOT_FOUND"
    })
    void isRejectedWithSlacksOwnWord(int status, String word, Reason reason) throws Exception {
        DeliveryResult result = answered(HttpAnswer.of(status, word));

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).startsWith("HTTP " + status + " " + word);
    }

    @Test
    void isDeferredForAsLongAsSlackAsks() throws Exception {
        DeliveryResult result = answered(HttpAnswer.of(429, "rate_limited").with("Retry-After", "30"));

        assertThat(result.status()).isEqualTo(Status.DEFERRED);
        assertThat(result.reason()).contains(Reason.RATE_LIMITED);
        assertThat(result.retryAfter()).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "ok ok", "<html>ok</html>", "{\"ok\":false,\"error\":\"x\"}"})
    void isRejectedWhereASuccessIsNotTheOkThatSlackPromises(String body) throws Exception {
        DeliveryResult result = answered(HttpAnswer.of(200, body));

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(Reason.UNEXPECTED_ANSWER);
    }

    @Test
    void takesAnOkWithALineEnd() throws Exception {
        assertThat(answered(HttpAnswer.of(200, "ok\n")).status()).isEqualTo(Status.ACCEPTED);
    }

    private DeliveryResult answered(HttpAnswer answer) throws Exception {
        slack.willAnswer(answer);
        Notification notification = Notification.builder("t", Severity.LOW).build();
        try (Destination destination = new SlackChannel()
                .open(SlackChannel.toWebhook(slack.url("/services/x")).named("slack", new Problems()))) {
            return destination.deliver(
                    Delivery.of(notification, Deadline.in(Duration.ofSeconds(20), InstantSource.system())));
        }
    }
}
