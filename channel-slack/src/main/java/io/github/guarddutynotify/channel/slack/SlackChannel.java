package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Rate;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.config.SendingLimits;
import org.jspecify.annotations.Nullable;

/**
 * Posts findings to Slack by an <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming
 * webhook</a>.
 *
 * <p>Settings of a destination, besides those that core reads for every one:
 *
 * <ul>
 *   <li>{@code webhookUrl}: the webhook's URL, {@code https://hooks.slack.com/services/…} (or {@code
 *       hooks.slack-gov.com}); required; who has it can post, so it is a secret
 * </ul>
 *
 * <p>Stateless and safe for use by many threads.
 */
public final class SlackChannel implements NotificationChannel {
    static final String NAME = "slack";
    private static final String WEBHOOK_URL = "webhookUrl";

    /** One message a second to a webhook, by <a href="https://docs.slack.dev/apis/web-api/rate-limits">rate limits</a>. */
    private static final String VENDOR_RATE = "1/s";

    /** Makes the channel, for {@code ServiceLoader}. */
    public SlackChannel() {}

    /**
     * A destination in code: a Slack webhook.
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
        return new SlackWebhook(WebhookClient.to(config, WEBHOOK_URL));
    }
}
