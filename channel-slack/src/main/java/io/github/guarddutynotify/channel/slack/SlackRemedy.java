package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import java.util.Map;

/**
 * What a person does about an error of Slack's; see <a
 * href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors">webhooks</a> and <a
 * href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">chat.postMessage</a>.
 */
final class SlackRemedy {
    private static final String NEW_WEBHOOK =
            "the webhook no longer exists: add a new one on the app's page \"Incoming Webhooks\" and set webhookUrl";
    private static final String NEW_TOKEN =
            "the token is no longer valid: install the app again and set token to its new bot token (xoxb-…)";
    private static final String OTHER_CHANNEL = "the channel is archived or gone: choose another one, or restore it";

    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry("no_service", NEW_WEBHOOK),
            Map.entry("no_service_id", NEW_WEBHOOK),
            Map.entry("no_active_hooks", NEW_WEBHOOK),
            Map.entry("no_team", NEW_WEBHOOK),
            Map.entry("invalid_token", NEW_WEBHOOK),
            Map.entry("team_disabled", "the workspace is disabled: use a webhook of another one"),
            Map.entry("channel_is_archived", OTHER_CHANNEL),
            Map.entry("is_archived", OTHER_CHANNEL),
            Map.entry(
                    "channel_not_found",
                    "there is no such channel, or a private one without the app: check the channel and invite the app"),
            Map.entry("not_in_channel", "the bot is no member of the channel: type /invite @ and its name there"),
            Map.entry(
                    "action_prohibited",
                    "the workspace does not let this app post there: ask an administrator of it to allow it"),
            Map.entry(
                    "posting_to_general_channel_denied",
                    "the workspace lets few people post to its general channel: choose another channel"),
            Map.entry("missing_scope", "the app lacks the scope chat:write: add it and install the app again"),
            Map.entry("invalid_auth", NEW_TOKEN),
            Map.entry("not_authed", NEW_TOKEN),
            Map.entry("account_inactive", NEW_TOKEN),
            Map.entry("token_revoked", NEW_TOKEN),
            Map.entry("token_expired", NEW_TOKEN));

    private SlackRemedy() {}

    /** The same result, with what to do about it where that is known. */
    static DeliveryResult with(DeliveryResult result, String code) {
        String remedy = BY_CODE.get(code);
        if (remedy != null) {
            return result.advising(remedy);
        }
        boolean isGone = result.reason().filter(Reason.NOT_FOUND::equals).isPresent();
        return isGone ? result.advising("check that it is the URL that Slack gave, in full") : result;
    }
}
