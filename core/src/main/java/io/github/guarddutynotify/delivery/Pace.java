package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.config.Rate;
import java.time.Duration;

/**
 * Hands out the moments at which a destination may be asked, to all calls of a notifier together: never more of them in
 * any stretch of time than its rate has, and none while the far end wants to be left alone. Nobody waits in here.
 *
 * <p>Safe for use by many threads. Times are the JVM's nanoseconds, of which only differences mean something.
 */
final class Pace {
    /** A far end that says "for ever" means no more, and nothing overflows. */
    private static final Duration LONGEST_HOLD = Duration.ofDays(1);

    private final long per;

    /** The moments handed out last, the oldest at {@link #oldest}. */
    private final long[] moments;

    private int oldest;
    private int handedOut;
    private long holdEnd;
    private boolean holding;

    Pace(Rate rate) {
        this.per = rate.per().toNanos();
        this.moments = new long[rate.count()];
    }

    /**
     * The next free moment, which is the caller's if it is not too late for that.
     *
     * @param now the time
     * @param latest how long the caller can wait
     * @return the time from now on, zero for at once; longer than the caller can wait if none was handed out
     */
    synchronized Duration next(long now, Duration latest) {
        Duration wait = untilNext(now);
        if (per > 0 && wait.compareTo(latest) <= 0) {
            moments[oldest] = now + wait.toNanos();
            oldest = (oldest + 1) % moments.length;
            handedOut = Math.min(handedOut + 1, moments.length);
        }
        return wait;
    }

    private Duration untilNext(long now) {
        boolean isFull = handedOut == moments.length;
        long untilRoom = per > 0 && isFull ? moments[oldest] + per - now : 0;
        return Duration.ofNanos(Math.max(untilRoom, held(now)));
    }

    /** How many moments there are within a time. */
    synchronized long room(long now, Duration time) {
        if (per == 0) {
            return Long.MAX_VALUE;
        }
        long first = untilNext(now).toNanos();
        if (first > time.toNanos()) {
            return 0;
        }
        long free = 0;
        for (int i = 0; i < moments.length; i++) {
            long earliest =
                    i < handedOut ? moments[(oldest + moments.length - handedOut + i) % moments.length] + per - now : 0;
            long usable = time.toNanos() - Math.max(earliest, first);
            free += usable < 0 ? 0 : 1 + usable / per;
        }
        return free;
    }

    /** Hands out nothing for a while, as the far end asked. */
    synchronized void hold(long now, Duration time) {
        Duration bounded = time.compareTo(LONGEST_HOLD) < 0 ? time : LONGEST_HOLD;
        if (bounded.toNanos() > held(now)) {
            holding = true;
            holdEnd = now + bounded.toNanos();
        }
    }

    /** Whether a moment that was handed out before must not be used. */
    synchronized boolean isHeld(long now) {
        return held(now) > 0;
    }

    private long held(long now) {
        holding = holding && holdEnd - now > 0;
        return holding ? holdEnd - now : 0;
    }
}
