package io.github.guarddutynotify.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A point in time by which something ends. Immutable and safe for use by many threads.
 */
public final class Deadline {
    private final Instant end;
    private final InstantSource clock;

    private Deadline(Instant end, InstantSource clock) {
        this.end = end;
        this.clock = clock;
    }

    /**
     * A deadline from now on.
     *
     * @param limit how long there is
     * @param clock tells now
     * @return the deadline
     */
    public static Deadline in(Duration limit, InstantSource clock) {
        return new Deadline(clock.instant().plus(limit), clock);
    }

    /**
     * The earlier of this deadline and another from now on.
     *
     * @param limit how long there is at most
     * @return the deadline
     */
    public Deadline atMost(Duration limit) {
        Deadline other = in(limit, clock);
        return other.end.isBefore(end) ? other : this;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * How long there is.
     *
     * @return the time left, zero if it is over
     */
    public Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public String toString() {
        return "Deadline[" + end + "]";
    }
}
