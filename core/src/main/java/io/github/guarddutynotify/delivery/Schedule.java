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
    private static final Duration LONGEST_GRACE = Duration.ofMillis(250);
    private static final int GRACES_IN_A_CALL = 8;
    private static final Duration LEASE_BEYOND_END = Duration.ofSeconds(10);

    static Schedule of(Instant begin, Duration limit) {
        Duration share = limit.dividedBy(GRACES_IN_A_CALL);
        return new Schedule(begin, begin.plus(limit), share.compareTo(LONGEST_GRACE) < 0 ? share : LONGEST_GRACE);
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
        return earlier(now.plus(timeout), attemptsEnd());
    }

    /** Longer than the call, so that no second teller begins while the first may still tell. */
    Duration lease(Instant now) {
        return Duration.between(now, end).plus(LEASE_BEYOND_END);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
