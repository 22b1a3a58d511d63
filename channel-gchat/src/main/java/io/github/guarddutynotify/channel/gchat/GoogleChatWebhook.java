package io.github.guarddutynotify.channel.gchat;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Mentions;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.channel.http.WebhookResponse;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** One webhook of a space. It answers in JSON: the message it made, or Google's common error. */
final class GoogleChatWebhook implements Destination {
    /** Without it Google Chat ignores the thread's key and begins a thread with each message. */
    private static final String THREADED = "messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD";

    private static final Set<Reason> GONE = Set.of(Reason.AUTH, Reason.NOT_FOUND);

    private final WebhookClient client;
    private final Mentions mentions;

    GoogleChatWebhook(WebhookClient client, Mentions mentions) {
        this.client = client;
        this.mentions = mentions;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
        return classified(client.post(message(delivery), THREADED, delivery.timeLeft()));
    }

    /**
     * Posts a message without anything in it. Google looks at the URL's key and token before it finds that the message is
     * empty; nobody sees one.
     */
    @Override
    public Optional<DeliveryResult> probe(Deadline deadline) throws IOException, InterruptedException {
        WebhookResponse response = client.post("{}", THREADED, deadline.left());
        boolean isOnlyEmpty = response.status() == 400 && status(response).equals("INVALID_ARGUMENT");
        return Optional.of(isOnlyEmpty ? DeliveryResult.accepted() : classified(response));
    }

    @Override
    public Optional<Preview> preview(Delivery delivery) {
        return Optional.of(new Preview("application/json", message(delivery)));
    }

    private String message(Delivery delivery) {
        return GoogleChatMessage.of(delivery.notification(), delivery.change().orElse(""), mentions.of(delivery));
    }

    private static DeliveryResult classified(WebhookResponse response) {
        Optional<JsonValue> answer = parsed(response.body()).filter(JsonValue::isObject);
        if (!response.isSuccess()) {
            return advised(response.classified(status(response)));
        }
        return answer.map(message -> message.member("name")
                        .text()
                        .map(DeliveryResult::accepted)
                        .orElseGet(DeliveryResult::accepted))
                .orElseGet(() -> DeliveryResult.rejected(
                        Reason.UNEXPECTED_ANSWER,
                        "HTTP " + response.status() + " without the message that Google Chat promises"));
    }

    private static String status(WebhookResponse response) {
        return parsed(response.body())
                .flatMap(body -> body.at("/error/status").text())
                .orElse("");
    }

    /** Which of the two a deleted webhook is answered with, Google does not say. */
    private static DeliveryResult advised(DeliveryResult result) {
        boolean isGone = result.reason().filter(GONE::contains).isPresent();
        return isGone
                ? result.advising(
                        "the webhook or its space no longer exists, or the URL's key and token are not whole: copy it"
                                + " again from the space's \"Apps & integrations\", or add a new one, and set webhookUrl")
                : result;
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
