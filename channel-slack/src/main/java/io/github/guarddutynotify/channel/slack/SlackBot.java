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
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One channel that a bot posts to, by <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>.
 * Updates of a finding go to its thread; one that raises the severity is shown in the channel too.
 */
final class SlackBot implements Destination {
    private static final String NO_TEXT = "no_text";

    private final WebhookClient client;
    private final String channelId;
    private final Mentions mentions;

    SlackBot(WebhookClient client, String channelId, Mentions mentions) {
        this.client = client;
        this.channelId = channelId;
        this.mentions = mentions;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
        Optional<SlackThread> thread = SlackThread.of(delivery, channelId);
        return classified(client.post(message(delivery, thread), delivery), thread);
    }

    /**
     * Posts a message without a text. That Slack misses the text, after it has looked at the token, proves that, and nobody
     * sees a message.
     */
    @Override
    public Optional<DeliveryResult> probe(Deadline deadline) throws IOException, InterruptedException {
        WebhookResponse response = client.post(JsonWriter.write(Map.of("channel", channelId)), "", deadline.left());
        return Optional.of(
                error(response).equals(NO_TEXT) ? DeliveryResult.accepted() : classified(response, Optional.empty()));
    }

    @Override
    public Optional<Preview> preview(Delivery delivery) {
        return Optional.of(new Preview("application/json", message(delivery, SlackThread.of(delivery, channelId))));
    }

    private String message(Delivery delivery, Optional<SlackThread> thread) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("channel", channelId);
        message.putAll(
                SlackMessage.of(delivery.notification(), delivery.change().orElse(""), mentions.of(delivery)));
        thread.ifPresent(known -> {
            message.put("thread_ts", known.timestamp());
            message.put("reply_broadcast", isRaised(delivery));
        });
        return JsonWriter.write(message);
    }

    private static boolean isRaised(Delivery delivery) {
        return delivery.previous()
                .filter(told -> delivery.notification().severity().compareTo(told.severity()) > 0)
                .isPresent();
    }

    private static DeliveryResult classified(WebhookResponse response, Optional<SlackThread> thread) {
        Optional<JsonValue> answer = parsed(response.body());
        String error = error(response);
        if (!response.isSuccess()) {
            return SlackRemedy.with(response.classified(error), error);
        }
        if (answer.filter(body -> body.member("ok").isTrue()).isPresent()) {
            return thread.or(() -> answer.flatMap(SlackBot::begun))
                    .map(known -> DeliveryResult.accepted(known.reference()))
                    .orElseGet(DeliveryResult::accepted);
        }
        return error.isEmpty()
                ? DeliveryResult.rejected(
                        Reason.UNEXPECTED_ANSWER,
                        "HTTP " + response.status() + " without the \"ok\" that Slack promises")
                : SlackRemedy.with(SlackError.classified(error, response), error);
    }

    private static String error(WebhookResponse response) {
        return parsed(response.body())
                .flatMap(body -> body.member("error").text())
                .orElse("");
    }

    /** A reply goes on the thread that it replies in; only a message outside one begins one. */
    private static Optional<SlackThread> begun(JsonValue answer) {
        String channel = answer.member("channel").text().orElse("");
        String timestamp = answer.member("ts").text().orElse("");
        return SlackThread.parse(new SlackThread(channel, timestamp).reference());
    }

    private static Optional<JsonValue> parsed(String body) {
        try {
            return Optional.of(JsonValue.parse(body));
        } catch (JsonSyntaxException notJson) {
            return Optional.empty();
        }
    }

    /** Names nothing: which channel it is stands in the configuration. */
    @Override
    public String toString() {
        return "SlackBot";
    }
}
