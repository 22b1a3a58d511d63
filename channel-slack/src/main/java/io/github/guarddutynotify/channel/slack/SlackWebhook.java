package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Mentions;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.channel.http.WebhookResponse;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;

/** One incoming webhook. It answers in plain text: {@code ok}, or the code of an error. */
final class SlackWebhook implements Destination {
    private static final String OK = "ok";

    private final WebhookClient client;
    private final Mentions mentions;

    SlackWebhook(WebhookClient client, Mentions mentions) {
        this.client = client;
        this.mentions = mentions;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
        String message = JsonWriter.write(
                SlackMessage.of(delivery.notification(), delivery.change().orElse(""), mentions.of(delivery)));
        return classified(client.post(message, delivery));
    }

    private static DeliveryResult classified(WebhookResponse response) {
        String answer = response.body().strip();
        boolean isPromised = !response.isSuccess() || answer.equals(OK);
        return isPromised
                ? response.classified(answer)
                : DeliveryResult.rejected(
                        Reason.UNEXPECTED_ANSWER,
                        "HTTP " + response.status() + " without the \"ok\" that Slack promises");
    }

    @Override
    public String toString() {
        return "SlackWebhook";
    }
}
