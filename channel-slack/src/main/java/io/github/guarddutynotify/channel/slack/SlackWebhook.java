package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Mentions;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.channel.http.WebhookResponse;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** One incoming webhook. It answers in plain text: {@code ok}, or the code of an error. */
final class SlackWebhook implements Destination {
    private static final String OK = "ok";

    /** What Slack answers to a message without a text; see the errors of its page on webhooks. */
    private static final Set<String> MISSES_TEXT =
            Set.of("no_text", "invalid_payload", "missing_text_or_fallback_or_attachments");

    private final WebhookClient client;
    private final Mentions mentions;

    SlackWebhook(WebhookClient client, Mentions mentions) {
        this.client = client;
        this.mentions = mentions;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
        return classified(client.post(message(delivery), delivery));
    }

    /**
     * Posts a message without a text. That Slack misses the text, after it has found the webhook and its channel, proves the
     * rest, and nobody sees a message.
     */
    @Override
    public Optional<DeliveryResult> probe(Deadline deadline) throws IOException, InterruptedException {
        WebhookResponse response = client.post("{}", "", deadline.left());
        boolean isOnlyTextMissing =
                response.status() == 400 && MISSES_TEXT.contains(response.body().strip());
        return Optional.of(isOnlyTextMissing ? DeliveryResult.accepted() : classified(response));
    }

    @Override
    public Optional<Preview> preview(Delivery delivery) {
        return Optional.of(new Preview("application/json", message(delivery)));
    }

    private String message(Delivery delivery) {
        return JsonWriter.write(
                SlackMessage.of(delivery.notification(), delivery.change().orElse(""), mentions.of(delivery)));
    }

    private static DeliveryResult classified(WebhookResponse response) {
        String answer = response.body().strip();
        boolean isPromised = !response.isSuccess() || answer.equals(OK);
        return isPromised
                ? SlackRemedy.with(response.classified(answer), answer)
                : DeliveryResult.rejected(
                        Reason.UNEXPECTED_ANSWER,
                        "HTTP " + response.status() + " without the \"ok\" that Slack promises");
    }

    @Override
    public String toString() {
        return "SlackWebhook";
    }
}
