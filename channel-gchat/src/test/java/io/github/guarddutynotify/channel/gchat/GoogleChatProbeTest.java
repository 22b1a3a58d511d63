package io.github.guarddutynotify.channel.gchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
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

/** What a person who sets Google Chat up is told, and that nobody in the space sees it. */
class GoogleChatProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpFarEnd chat = HttpFarEnd.http(HttpAnswer.of(200, "{\"name\":\"spaces/A/messages/1\"}"));

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void provesAWebhookThatOnlyMissesTheMessage() throws Exception {
        assertThat(probed(400, "INVALID_ARGUMENT").status()).isEqualTo(Status.ACCEPTED);
        assertThat(chat.requests().get(0).body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({"404, NOT_FOUND", "403, PERMISSION_DENIED", "401, UNAUTHENTICATED"})
    void saysWhatToDoAboutAWebhookThatIsGone(int status, String word) throws Exception {
        DeliveryResult result = probed(status, word);

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.detail())
                .isEqualTo("HTTP " + status + " " + word
                        + "; the webhook or its space no longer exists, or the URL's key and token are not whole: copy it again"
                        + " from the space's \"Apps & integrations\", or add a new one, and set webhookUrl");
    }

    @Test
    void showsTheMessageWithoutSendingIt() {
        Delivery delivery = Delivery.of(
                Notification.builder("a title", Severity.LOW).build(), Deadline.in(LIMIT, InstantSource.system()));
        try (Destination destination = open()) {
            assertThat(destination.preview(delivery)).hasValueSatisfying(preview -> {
                assertThat(preview.mediaType()).isEqualTo("application/json");
                assertThat(preview.content()).contains("a title").doesNotContain("token=");
            });
        }
        assertThat(chat.connections()).isZero();
    }

    private DeliveryResult probed(int status, String word) throws Exception {
        chat.willAnswer(HttpAnswer.of(status, "{\"error\":{\"status\":\"" + word + "\"}}"));
        try (Destination destination = open()) {
            return destination.probe(Deadline.in(LIMIT, InstantSource.system())).orElseThrow();
        }
    }

    private Destination open() {
        String url = chat.url("/v1/spaces/A/messages?key=k&token=t%3D");
        return new GoogleChatChannel().open(GoogleChatChannel.toWebhook(url).named("chat", new Problems()));
    }
}
