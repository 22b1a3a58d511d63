package io.github.guarddutynotify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bot says and is told, by <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>. */
class SlackBotTest {
    private static final String CHANNEL = "C0123456789";
    private static final HttpAnswer OK =
            HttpAnswer.of(200, "{\"ok\":true,\"channel\":\"C0123456789\",\"ts\":\"1767323045.000200\"}");

    private final HttpFarEnd slack = HttpFarEnd.http(OK);

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void postsToTheChannelWithItsToken() throws Exception {
        deliver(null);

        HttpFarEnd.Request request = slack.requests().get(0);
        assertThat(request.target()).isEqualTo("/api/chat.postMessage");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer xoxb-1");
        assertThat(sent().member("channel").text()).contains(CHANNEL);
        assertThat(sent().names()).doesNotContain("thread_ts", "reply_broadcast");
    }

    @Test
    void remembersTheMessageThatBeginsAThread() throws Exception {
        assertThat(deliver(null).reference()).contains("C0123456789/1767323045.000200");
    }

    @Test
    void tellsAnUpdateInTheThreadAndGoesOnRememberingItsBeginning() throws Exception {
        DeliveryResult result = deliver(told(Severity.HIGH, "C0123456789/1700000000.000001"));

        assertThat(sent().member("thread_ts").text()).contains("1700000000.000001");
        assertThat(sent().member("reply_broadcast").isTrue()).isFalse();
        assertThat(result.reference()).contains("C0123456789/1700000000.000001");
        assertThat(sent().at("/blocks/1/text/text").text().orElseThrow()).startsWith("*3 → 41 occurrences since");
        SlackJudge.judgeBots(slack.messages().get(0));
    }

    @Test
    void showsARaisedSeverityInTheChannelToo() throws Exception {
        deliver(told(Severity.MEDIUM, "C0123456789/1700000000.000001"));

        assertThat(sent().member("reply_broadcast").isTrue()).isTrue();
        assertThat(sent().at("/blocks/1/text/text").text().orElseThrow())
                .startsWith("*Severity Medium → High · 3 → 41 occurrences since");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C9999999999/1700000000.000001", "1700000000.000001", "nonsense", "C0123456789/x"})
    void beginsAThreadAnewWhereTheOldOneIsElsewhereOrUnknown(String reference) throws Exception {
        DeliveryResult result = deliver(told(Severity.HIGH, reference));

        assertThat(sent().names()).doesNotContain("thread_ts");
        assertThat(result.reference()).contains("C0123456789/1767323045.000200");
    }

    @Test
    void isAcceptedWithoutAReferenceWhereSlackGivesNone() throws Exception {
        slack.willAnswer(HttpAnswer.of(200, "{\"ok\":true}"));

        DeliveryResult result = deliver(null);

        assertThat(result.status()).isEqualTo(Status.ACCEPTED);
        assertThat(result.reference()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "token_revoked, AUTH",
        "invalid_auth, AUTH",
        "account_inactive, AUTH",
        "missing_scope, AUTH",
        "channel_not_found, NOT_FOUND",
        "not_in_channel, NOT_FOUND",
        "is_archived, NOT_FOUND",
        "msg_too_long, TOO_LARGE",
        "msg_blocks_too_long, TOO_LARGE",
        "invalid_blocks, INVALID_MESSAGE",
        "no_text, INVALID_MESSAGE",
        "some_new_error, INVALID_MESSAGE"
    })
    void isRejectedWithSlacksOwnWord(String error, Reason reason) throws Exception {
        slack.willAnswer(HttpAnswer.of(200, "{\"ok\":false,\"error\":\"" + error + "\"}"));

        DeliveryResult result = deliver(null);

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).startsWith("Slack answered " + error);
    }

    @ParameterizedTest
    @CsvSource({
        "ratelimited, RATE_LIMITED",
        "internal_error, SERVER_ERROR",
        "fatal_error, SERVER_ERROR",
        "service_unavailable, SERVER_ERROR",
        "request_timeout, SERVER_ERROR"
    })
    void isDeferredWhereSlackSaysSoWithAStatusOf200(String error, Reason reason) throws Exception {
        slack.willAnswer(
                HttpAnswer.of(200, "{\"ok\":false,\"error\":\"" + error + "\"}").with("Retry-After", "7"));

        DeliveryResult result = deliver(null);

        assertThat(result.status()).isEqualTo(Status.DEFERRED);
        assertThat(result.reason()).contains(reason);
        assertThat(result.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void isDeferredForAsLongAsSlackAsks() throws Exception {
        slack.willAnswer(
                HttpAnswer.of(429, "{\"ok\":false,\"error\":\"ratelimited\"}").with("Retry-After", "30"));

        DeliveryResult result = deliver(null);

        assertThat(result.reason()).contains(Reason.RATE_LIMITED);
        assertThat(result.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(result.detail()).isEqualTo("HTTP 429 ratelimited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "{}", "{\"ok\":\"yes\"}", "{\"ok\":false}", "[]", "<html>"})
    void isRejectedWhereASuccessIsNotTheOkThatSlackPromises(String body) throws Exception {
        slack.willAnswer(HttpAnswer.of(200, body));

        assertThat(deliver(null).reason()).contains(Reason.UNEXPECTED_ANSWER);
    }

    @Test
    void repeatsNothingOfAnErrorThatIsNoCode() throws Exception {
        slack.willAnswer(HttpAnswer.of(200, "{\"ok\":false,\"error\":\"bad token xoxb-1\"}"));

        assertThat(deliver(null).detail()).isEqualTo("Slack answered with an error");
    }

    @Test
    void saysNothingOfATokenThatTurnsOutToBeNone() {
        DestinationSpec spec = SlackChannel.toChannel(null, CHANNEL)
                .with("token", Secret.from(() -> "xoxb-1\r\nX-Forged: yes"))
                .with("apiBase", slack.url("/api"));

        assertThatIOException()
                .isThrownBy(() -> deliver(spec, null))
                .withMessageContaining("token")
                .withMessageNotContaining("xoxb");
        assertThat(slack.attempts()).isZero();
    }

    private static Telling told(Severity severity, String reference) {
        return new Telling(severity, 3, null, Instant.parse("2026-01-02T03:00:00Z"), reference);
    }

    private DeliveryResult deliver(@Nullable Telling previous) throws Exception {
        return deliver(SlackChannel.toChannel("xoxb-1", CHANNEL).with("apiBase", slack.url("/api")), previous);
    }

    private static DeliveryResult deliver(DestinationSpec spec, @Nullable Telling previous) throws Exception {
        Notification notification = new NotificationComposer()
                .apply(Findings.builder("Recon:EC2/Portscan", 8)
                        .at("/service/count", 41)
                        .build());
        try (Destination destination = new SlackChannel().open(spec.named("slack", new Problems()))) {
            return destination.deliver(
                    Delivery.of(notification, Deadline.in(Duration.ofSeconds(20), InstantSource.system()))
                            .after(previous));
        }
    }

    private JsonValue sent() throws JsonSyntaxException {
        return JsonValue.parse(new String(slack.messages().get(0), StandardCharsets.UTF_8));
    }
}
