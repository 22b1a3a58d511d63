package io.github.guarddutynotify.channel;

import java.util.Locale;

/** Why something was not accepted, in few enough words to count by. */
public enum Reason {
    /** The far end refused who we are: a wrong, missing or expired login, token or signature. */
    AUTH,
    /** What the destination points at does not exist, or no longer does. */
    NOT_FOUND,
    /** The far end wants to be asked less often, or our own rate for it has no room in time. */
    RATE_LIMITED,
    /** The far end does not take this message, whoever sends it. */
    INVALID_MESSAGE,
    /** The message is larger than the far end takes. */
    TOO_LARGE,
    /** The far end sends us elsewhere; a secret is never sent there. */
    REDIRECTED,
    /** The far end answered, but not as its vendor promises. */
    UNEXPECTED_ANSWER,
    /** The far end has a fault of its own. */
    SERVER_ERROR,
    /** No answer in time; the message may have arrived. */
    TIMEOUT,
    /** No connection, or it broke, and the message may have arrived; or the ledger that holds a digest can't be asked. */
    UNREACHABLE,
    /** The far end's certificate is not trusted, or is another name's. */
    TLS,
    /** The channel broke its contract. */
    BUG,
    /** A suppression covers the finding. */
    SUPPRESSED,
    /** The destination has been told this already, or nothing new would be said. */
    ALREADY_TOLD,
    /** The destination has been told something newer. */
    OUTDATED,
    /** It waits for the destination's next digest. */
    DIGEST,
    /** It waits for the end of the destination's quiet hours. */
    QUIET_HOURS,
    /** Nothing that was held is due now. */
    NOT_DUE,
    /** The far end can't be asked without sending, so nothing is known. */
    UNPROVEN,
    /** Someone else is telling it at this moment. */
    IN_FLIGHT,
    /** The deadline passed, or would pass before the next attempt. */
    OUT_OF_TIME;

    /**
     * The reason as metrics and JSON spell it.
     *
     * @return kebab-case, such as {@code rate-limited}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
