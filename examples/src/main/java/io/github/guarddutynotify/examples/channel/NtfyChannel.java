package io.github.guarddutynotify.examples.channel;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.PlainText;

/** Pushes findings to phones by <a href="https://docs.ntfy.sh/publish/#publish-as-json">ntfy</a>. */
public final class NtfyChannel implements NotificationChannel {
    @Override
    public String name() {
        return "ntfy";
    }

    @Override
    public Destination open(DestinationConfig config) {
        WebhookClient server = WebhookClient.to(config, "url");
        Secret topic = config.settings().secret("topic");
        return delivery -> {
            String title = PlainText.defang(delivery.notification().title());
            String text = PlainText.defang(delivery.notification().summary());
            String push = JsonWriter.write(JsonWriter.object(
                    "topic", topic.reveal(), "title", PlainText.cut(title, 200), "message", PlainText.cut(text, 1000)));
            return server.post(push, delivery).classified();
        };
    }
}
