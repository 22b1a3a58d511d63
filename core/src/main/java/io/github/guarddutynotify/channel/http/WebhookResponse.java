package io.github.guarddutynotify.channel.http;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook answered.
 *
 * @param status the HTTP status, 200 to 599
 * @param body the body as UTF-8, its beginning only where it is long; the far end's words, not to be trusted or repeated
 * @param retryWait the Retry-After header as a time from now; {@code null} if there is none
 */
public record WebhookResponse(
        int status, String body, @Nullable Duration retryWait) {
    /** What vendors' error codes look like; anything else in a body is not repeated, it might echo a secret. */
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z][A-Za-z_]{2,59}");

    /**
     * How long the far end wants to be left alone.
     *
     * @return the time from now, if it gave one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryWait);
    }

    /**
     * Whether the status says that all is well.
     *
     * @return true from 200 to 299
     */
    public boolean isSuccess() {
        return status >= 200 && status <= 299;
    }

    /**
     * The result that the status alone tells.
     *
     * @return accepted for 2xx; deferred for 408, 425, 429 and 5xx; rejected for all else
     */
    public DeliveryResult classified() {
        return classified("");
    }

    /**
     * The result that the status tells, with the vendor's own error code in the detail.
     *
     * @param errorCode the code; left out unless it looks like one (letters and underscores)
     * @return the result, as {@link #classified()}
     */
    public DeliveryResult classified(String errorCode) {
        if (isSuccess()) {
            return DeliveryResult.accepted();
        }
        String detail = "HTTP " + status + (ERROR_CODE.matcher(errorCode).matches() ? " " + errorCode : "");
        if (isDeferral()) {
            DeliveryResult deferred = DeliveryResult.deferred(deferralReason(), detail);
            return retryWait == null ? deferred : deferred.retryAfter(retryWait);
        }
        return DeliveryResult.rejected(rejectionReason(), detail);
    }

    private boolean isDeferral() {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    private Reason deferralReason() {
        return switch (status) {
            case 408 -> Reason.TIMEOUT;
            case 425, 429 -> Reason.RATE_LIMITED;
            default -> Reason.SERVER_ERROR;
        };
    }

    private Reason rejectionReason() {
        return switch (status) {
            case 401, 403, 407 -> Reason.AUTH;
            case 404, 410 -> Reason.NOT_FOUND;
            case 413 -> Reason.TOO_LARGE;
            default -> status < 400 ? Reason.REDIRECTED : Reason.INVALID_MESSAGE;
        };
    }

    /** Shows the status only: the body may echo anything. */
    @Override
    public String toString() {
        return "WebhookResponse[" + status + "]";
    }
}
