package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.channel.http.WebhookResponse;
import java.io.IOException;

/** One incoming webhook. It answers in plain text: {@code ok}, or the code of an error. */
final class SlackWebhook implements Destination {
    private static final String OK = "ok";

    private final WebhookClient client;

    SlackWebhook(WebhookClient client) {
        this.client = client;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
        return classified(client.post(SlackMessage.of(delivery.notification()), delivery));
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
