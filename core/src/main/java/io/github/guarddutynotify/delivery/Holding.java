package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.finding.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a destination is told later, and when.
 *
 * @param digest what is told in one message now and then; {@code null} for nothing
 * @param quiet the hours in which lesser findings wait; {@code null} for none
 */
public record Holding(@Nullable DigestPlan digest, @Nullable QuietHours quiet) {
    /**
     * Tells everything at once.
     *
     * @return the rule
     */
    public static Holding nothing() {
        return new Holding(null, null);
    }

    /**
     * Whether anything is ever held, which takes a store that survives the process.
     *
     * @return true with a digest or quiet hours
     */
    public boolean isNeeded() {
        return digest != null || quiet != null;
    }

    /** Why a finding of a severity is held at a time; empty where it is told. */
    Optional<Reason> reason(Severity severity, Instant now) {
        if (isForDigest(severity)) {
            return Optional.of(Reason.DIGEST);
        }
        boolean mustWait = quiet != null && isQuiet(now) && !severity.isAtLeast(quiet.below());
        return mustWait ? Optional.of(Reason.QUIET_HOURS) : Optional.empty();
    }

    private boolean isForDigest(Severity severity) {
        return digest != null && !severity.isAtLeast(digest.below());
    }

    /** Whether a time is within quiet hours. */
    boolean isQuiet(Instant now) {
        return quiet != null && quiet.includes(now);
    }

    /**
     * Whether what is held is to be told now: never in quiet hours; else what only waited for their end at once, and with it
     * the rest, which alone waits for its digest's time.
     *
     * @param last when the destination was last told of what was held; {@code null} if never
     */
    boolean isDue(List<HeldFinding> held, @Nullable Instant last, Instant now) {
        if (held.isEmpty() || isQuiet(now)) {
            return false;
        }
        DigestPlan plan = digest;
        boolean isOnlyDigest = held.stream().allMatch(one -> isForDigest(one.severity()));
        if (plan == null || !isOnlyDigest) {
            return true;
        }
        return plan.times().isDue(held.get(0).heldAt(), last, now);
    }
}
