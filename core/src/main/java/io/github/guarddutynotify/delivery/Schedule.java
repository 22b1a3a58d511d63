package io.github.guarddutynotify.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How a call's time is divided, so that it is over by its deadline even if a destination hangs: attempts end three
 * graces before it, what still blocks is given up two graces before it, and the rest is for the ledger.
 *
 * @param begin when the call began
 * @param end when it must be over
 * @param grace how long interrupted code may take to end
 */
record Schedule(Instant begin, Instant end, Duration grace) {
    /** Who says "for ever" means no more; and a day can be added to any time without an overflow. */
    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    private static final Duration LONGEST_GRACE = Duration.ofMillis(250);
    private static final int GRACES_IN_A_CALL = 8;
    private static final Duration LEASE_BEYOND_END = Duration.ofSeconds(10);

    static Schedule of(Instant begin, Duration limit) {
        Duration bounded = limit.isNegative() ? Duration.ZERO : shorter(limit, LONGEST_CALL);
        Duration grace = shorter(bounded.dividedBy(GRACES_IN_A_CALL), LONGEST_GRACE);
        return new Schedule(begin, begin.plus(bounded), grace);
    }

    Instant attemptsEnd() {
        return end.minus(grace.multipliedBy(3));
    }

    Instant ledgerEnd() {
        return end.minus(grace);
    }

    /** A claim may use a tenth of the time left. */
    Instant claimEnd(Instant now) {
        return earlier(now.plus(Duration.between(now, end).dividedBy(10)), attemptsEnd());
    }

    Instant attemptEnd(Instant now, Duration timeout) {
        return earlier(now.plus(shorter(timeout, LONGEST_CALL)), attemptsEnd());
    }

    /** Whether an attempt after this wait would still begin in time. */
    boolean leavesTimeAfter(Duration wait, Instant now) {
        return wait.compareTo(Duration.between(now, attemptsEnd())) < 0;
    }

    /** Longer than the call, so that no second teller begins while the first may still tell. */
    Duration lease(Instant now) {
        return Duration.between(now, end).plus(LEASE_BEYOND_END);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
