package io.github.guarddutynotify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.config.DestinationSpec;
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

/** What a person who sets Slack up is told, and that nobody in Slack sees it. */
class SlackProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpFarEnd slack = HttpFarEnd.http(HttpAnswer.of(200, "ok"));

    @AfterEach
    void close() {
        slack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_text", "invalid_payload", "missing_text_or_fallback_or_attachments"})
    void provesAWebhookThatOnlyMissesTheText(String word) throws Exception {
        assertThat(probedWebhook(HttpAnswer.of(400, word)).status()).isEqualTo(Status.ACCEPTED);
        assertThat(sent()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | no_service | the webhook no longer exists: add a new one on the app's page \"Incoming Webhooks\" and set"
                        + " webhookUrl",
                "410 | channel_is_archived | the channel is archived or gone: choose another one, or restore it",
                "403 | action_prohibited | the workspace does not let this app post there: ask an administrator of it to"
                        + " allow it",
                "404 | <html> | check that it is the URL that Slack gave, in full"
            })
    void saysWhatToDoAboutAWebhook(int status, String word, String remedy) throws Exception {
        DeliveryResult result = probedWebhook(HttpAnswer.of(status, word));

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.detail()).startsWith("HTTP " + status).endsWith("; " + remedy);
    }

    @Test
    void provesATokenWhoseMessageOnlyMissesTheText() throws Exception {
        assertThat(probedBot("no_text").status()).isEqualTo(Status.ACCEPTED);
        assertThat(sent()).isEqualTo("{\"channel\":\"C0123456789\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not_in_channel | the bot is no member of the channel: type /invite @ and its name there",
                "missing_scope | the app lacks the scope chat:write: add it and install the app again",
                "token_revoked | the token is no longer valid: install the app again and set token to its new bot token"
                        + " (xoxb-…)"
            })
    void saysWhatToDoAboutABot(String error, String remedy) throws Exception {
        DeliveryResult result = probedBot(error);

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.detail()).isEqualTo("Slack answered " + error + "; " + remedy);
    }

    @Test
    void showsTheMessageWithoutSendingIt() {
        Delivery delivery = Delivery.of(
                Notification.builder("a title", Severity.LOW).build(), Deadline.in(LIMIT, InstantSource.system()));
        try (Destination webhook = open(webhook());
                Destination bot = open(bot())) {
            assertThat(webhook.preview(delivery)).hasValueSatisfying(SlackProbeTest::isMessage);
            assertThat(bot.preview(delivery)).hasValueSatisfying(SlackProbeTest::isMessage);
        }
        assertThat(slack.connections()).isZero();
    }

    private static void isMessage(Preview preview) {
        assertThat(preview.mediaType()).isEqualTo("application/json");
        assertThat(preview.content()).contains("a title").doesNotContain("xoxb-1");
    }

    private DeliveryResult probedWebhook(HttpAnswer answer) throws Exception {
        return probed(webhook(), answer);
    }

    private DeliveryResult probedBot(String error) throws Exception {
        return probed(bot(), HttpAnswer.of(200, "{\"ok\":false,\"error\":\"" + error + "\"}"));
    }

    private DeliveryResult probed(DestinationSpec spec, HttpAnswer answer) throws Exception {
        slack.willAnswer(answer);
        try (Destination destination = open(spec)) {
            return destination.probe(Deadline.in(LIMIT, InstantSource.system())).orElseThrow();
        }
    }

    private DestinationSpec webhook() {
        return SlackChannel.toWebhook(slack.url("/services/x"));
    }

    private DestinationSpec bot() {
        return SlackChannel.toChannel("xoxb-1", "C0123456789").with("apiBase", slack.url("/api"));
    }

    private static Destination open(DestinationSpec spec) {
        return new SlackChannel().open(spec.named("slack", new Problems()));
    }

    private String sent() {
        return slack.requests().get(0).body();
    }
}
