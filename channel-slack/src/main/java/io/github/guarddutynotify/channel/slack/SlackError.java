package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.http.WebhookResponse;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Slack's API says with a status of 200: {@code "ok": false} and a code, of which <a
 * href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">chat.postMessage</a> lists the meanings. A code
 * that is not listed here is about the message.
 */
final class SlackError {
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z_]{2,59}");

    private static final Map<Reason, Set<String>> REJECTIONS = Map.of(
            Reason.AUTH,
            Set.of(
                    "access_denied",
                    "account_inactive",
                    "enterprise_is_restricted",
                    "ekm_access_denied",
                    "invalid_auth",
                    "missing_scope",
                    "no_permission",
                    "not_allowed_token_type",
                    "not_authed",
                    "org_login_required",
                    "restricted_action",
                    "restricted_action_non_threadable_channel",
                    "restricted_action_read_only_channel",
                    "restricted_action_thread_locked",
                    "restricted_action_thread_only_channel",
                    "team_access_not_granted",
                    "token_expired",
                    "token_revoked",
                    "two_factor_setup_required"),
            Reason.NOT_FOUND,
            Set.of("channel_not_found", "is_archived", "is_inactive", "not_in_channel", "team_not_found"),
            Reason.TOO_LARGE,
            Set.of("msg_blocks_too_long", "msg_too_long", "too_many_attachments"));

    private static final Map<Reason, Set<String>> DEFERRALS = Map.of(
            Reason.RATE_LIMITED,
            Set.of("message_limit_exceeded", "rate_limited", "ratelimited"),
            Reason.SERVER_ERROR,
            Set.of("fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"));

    private SlackError() {}

    /** The code is repeated only where it looks like one: it might echo a secret. */
    static DeliveryResult classified(String code, WebhookResponse response) {
        String detail = CODE.matcher(code).matches() ? "Slack answered " + code : "Slack answered with an error";
        for (Map.Entry<Reason, Set<String>> deferral : DEFERRALS.entrySet()) {
            if (deferral.getValue().contains(code)) {
                DeliveryResult deferred = DeliveryResult.deferred(deferral.getKey(), detail);
                return response.retryAfter().map(deferred::retryAfter).orElse(deferred);
            }
        }
        Reason reason = REJECTIONS.entrySet().stream()
                .filter(rejection -> rejection.getValue().contains(code))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Reason.INVALID_MESSAGE);
        return DeliveryResult.rejected(reason, detail);
    }
}
