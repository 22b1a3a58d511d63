package io.github.guarddutynotify.channel.gchat;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Mentions;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.channel.http.WebhookResponse;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.util.Optional;

/** One webhook of a space. It answers in JSON: the message it made, or Google's common error. */
final class GoogleChatWebhook implements Destination {
    /** Without it Google Chat ignores the thread's key and begins a thread with each message. */
    private static final String THREADED = "messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD";

    private final WebhookClient client;
    private final Mentions mentions;

    GoogleChatWebhook(WebhookClient client, Mentions mentions) {
        this.client = client;
        this.mentions = mentions;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
        String message =
                GoogleChatMessage.of(delivery.notification(), delivery.change().orElse(""), mentions.of(delivery));
        return classified(client.post(message, THREADED, delivery));
    }

    private static DeliveryResult classified(WebhookResponse response) {
        Optional<JsonValue> answer = parsed(response.body()).filter(JsonValue::isObject);
        if (!response.isSuccess()) {
            String code =
                    answer.flatMap(body -> body.at("/error/status").text()).orElse("");
            return response.classified(code);
        }
        return answer.map(message -> message.member("name")
                        .text()
                        .map(DeliveryResult::accepted)
                        .orElseGet(DeliveryResult::accepted))
                .orElseGet(() -> DeliveryResult.rejected(
                        Reason.UNEXPECTED_ANSWER,
                        "HTTP " + response.status() + " without the message that Google Chat promises"));
    }

    private static Optional<JsonValue> parsed(String body) {
        try {
            return Optional.of(JsonValue.parse(body));
        } catch (JsonSyntaxException notJson) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "GoogleChatWebhook";
    }
}
