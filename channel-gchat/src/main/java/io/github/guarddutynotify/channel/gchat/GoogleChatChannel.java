package io.github.guarddutynotify.channel.gchat;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Mentions;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Rate;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.config.SendingLimits;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts findings to a Google Chat space by an <a
 * href="https://developers.google.com/workspace/chat/quickstart/webhooks">incoming webhook</a>.
 *
 * <p>Settings of a destination, besides those that core reads for every one:
 *
 * <ul>
 *   <li>{@code webhookUrl}: the webhook's URL, {@code https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…};
 *       required; who has it can post, so it is a secret
 *   <li>{@code mention}: whom a message calls, by severity, such as {@code {"CRITICAL": "<users/all>"}}; one or a list of
 *       {@code <users/all>} and {@code <users/ID>}. Nobody unless set, and never by an update that raises no severity, by a
 *       sample or a test
 * </ul>
 *
 * <p>All messages about one finding share a thread. Stateless and safe for use by many threads.
 */
public final class GoogleChatChannel implements NotificationChannel {
    static final String NAME = "gchat";
    private static final String WEBHOOK_URL = "webhookUrl";

    /** One message a second to a space, by <a href="https://developers.google.com/workspace/chat/limits">usage limits</a>. */
    private static final String VENDOR_RATE = "1/s";
    /** See <a href="https://developers.google.com/workspace/chat/format-messages#messages-@mention">mentioning</a>. */
    private static final Pattern MENTION = Pattern.compile("<users/(?:all|\\d{1,40})>");

    /** Makes the channel, for {@code ServiceLoader}. */
    public GoogleChatChannel() {}

    /**
     * A destination in code: a Google Chat webhook.
     *
     * @param url the webhook's URL; {@code null}, such as an environment variable that is not set, is reported when the
     *     notifier is built
     * @return the specification, to be named in a notifier
     */
    public static DestinationSpec toWebhook(@Nullable String url) {
        return DestinationSpec.of(NAME).with(WEBHOOK_URL, url == null ? null : Secret.of(url));
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * One message a second.
     *
     * @return the limits
     */
    @Override
    public SendingLimits limits() {
        return SendingLimits.none().rate(Rate.parse(VENDOR_RATE));
    }

    @Override
    public Destination open(DestinationConfig config) {
        Mentions mentions = Mentions.read(config.settings(), MENTION, "<users/all> or <users/ID>");
        return new GoogleChatWebhook(WebhookClient.to(config, WEBHOOK_URL), mentions);
    }
}
