package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Mentions;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.channel.http.WebhookClient;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Rate;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.config.SendingLimits;
import io.github.guarddutynotify.config.Settings;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts findings to Slack, by an <a
 * href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming webhook</a> or as a bot.
 *
 * <p>Settings of a destination, besides those that core reads for every one:
 *
 * <ul>
 *   <li>{@code webhookUrl}: the webhook's URL, {@code https://hooks.slack.com/services/…} (or {@code
 *       hooks.slack-gov.com}); who has it can post, so it is a secret. Or instead of it:
 *   <li>{@code token}: a bot's token, {@code xoxb-…}, with the scope {@code chat:write}; a secret. Then all messages about
 *       one finding share a thread, and one that raises the severity is shown in the channel too
 *   <li>{@code channelId}: with a token, the channel's ID, such as {@code C0123456789}; the bot must be a member
 *   <li>{@code apiBase}: with a token, where Slack's API is; {@code https://slack.com/api} unless set ({@code
 *       https://slack-gov.com/api} for GovSlack)
 *   <li>{@code mention}: whom a message calls, by severity, such as {@code {"CRITICAL": "<!subteam^S0123456789>", "HIGH":
 *       "<!here>"}}; one or a list of {@code <!here>}, {@code <!channel>}, {@code <!everyone>}, {@code <!subteam^S…>} and
 *       {@code <@U…>}. Nobody unless set, and never by an update that raises no severity, by a sample or a test
 * </ul>
 *
 * <p>Stateless and safe for use by many threads.
 */
public final class SlackChannel implements NotificationChannel {
    static final String NAME = "slack";
    private static final String WEBHOOK_URL = "webhookUrl";
    private static final String TOKEN = "token";
    private static final String CHANNEL_ID = "channelId";
    private static final String API_BASE = "apiBase";
    private static final String SLACK_API = "https://slack.com/api";

    /** See <a href="https://docs.slack.dev/messaging/formatting-message-text#mentioning-users">mentioning</a>. */
    private static final Pattern MENTION =
            Pattern.compile("<!(?:here|channel|everyone)>|<!subteam\\^S[A-Z0-9]{2,30}>|<@[UW][A-Z0-9]{2,30}>");

    private static final Pattern ID = Pattern.compile("[CGD][A-Z0-9]{2,30}");

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

    /**
     * A destination in code: a channel that a bot posts to, with a thread for each finding.
     *
     * @param token the bot's token, {@code xoxb-…}; {@code null} is reported when the notifier is built
     * @param channelId the channel's ID, such as {@code C0123456789}; {@code null} is reported when the notifier is built
     * @return the specification, to be named in a notifier
     */
    public static DestinationSpec toChannel(@Nullable String token, @Nullable String channelId) {
        return DestinationSpec.of(NAME)
                .with(TOKEN, token == null ? null : Secret.of(token))
                .with(CHANNEL_ID, channelId);
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
        Settings settings = config.settings();
        Mentions mentions =
                Mentions.read(settings, MENTION, "<!here>, <!channel>, <!everyone>, <!subteam^S…> or <@U…>");
        boolean isBot = settings.isSet(TOKEN) || (settings.isSet(CHANNEL_ID) && !settings.isSet(WEBHOOK_URL));
        if (!isBot) {
            for (String key : new String[] {CHANNEL_ID, API_BASE}) {
                if (settings.optionalText(key).isPresent()) {
                    settings.problem(key, "is for a bot's token, but a webhookUrl is set; set token instead of it");
                }
            }
            settings.optionalSecret(TOKEN);
            return new SlackWebhook(WebhookClient.to(config, WEBHOOK_URL), mentions);
        }
        if (settings.optionalSecret(WEBHOOK_URL).isPresent()) {
            settings.problem(TOKEN, "is set beside webhookUrl; keep one of the two: they are two ways to post");
        }
        String base = settings.optionalText(API_BASE).orElse(SLACK_API);
        String url = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/chat.postMessage";
        return new SlackBot(WebhookClient.withToken(config, API_BASE, url, TOKEN), channelId(settings), mentions);
    }

    private static String channelId(Settings settings) {
        String id = settings.text(CHANNEL_ID);
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            settings.problem(
                    CHANNEL_ID,
                    "is \"" + id
                            + "\", expected the channel's ID, such as C0123456789 (below in the channel's details)");
        }
        return id;
    }
}
