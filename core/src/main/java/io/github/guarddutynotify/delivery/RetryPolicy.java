package io.github.guarddutynotify.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and after what wait a deferred delivery is attempted again: exponential backoff with full jitter, so that
 * many notifiers that failed together do not come back together.
 *
 * <p>A wait that the far end asks for is honoured where it is longer. No attempt begins after the deadline.
 * An attempt that follows a refused login, with the destination opened anew, does not count.
 *
 * @param maxAttempts the most attempts, the first included; at least 1
 * @param firstWait the longest wait before the second attempt; doubled for each further one
 * @param longestWait where the doubling ends
 */
public record RetryPolicy(int maxAttempts, Duration firstWait, Duration longestWait) {
    private static final int MAX_DOUBLINGS = 30;

    /**
     * Checks the bounds.
     *
     * @param maxAttempts the most attempts, the first included; at least 1
     * @param firstWait the longest wait before the second attempt; doubled for each further one
     * @param longestWait where the doubling ends
     * @throws IllegalArgumentException without any attempt, or with a negative wait
     */
    public RetryPolicy {
        if (maxAttempts < 1 || firstWait.isNegative() || longestWait.isNegative()) {
            throw new IllegalArgumentException("at least one attempt and no negative wait, but these are " + maxAttempts
                    + ", " + firstWait + " and " + longestWait);
        }
    }

    /**
     * What a notifier does unless told otherwise.
     *
     * @return five attempts, waits of at most 0.5, 1, 2 and 4 seconds
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    /**
     * One attempt only, for hosts that retry by themselves.
     *
     * @return the policy
     */
    public static RetryPolicy none() {
        return new RetryPolicy(1, Duration.ZERO, Duration.ZERO);
    }

    Duration waitAfter(int attempt, RandomGenerator random) {
        long doubled = firstWait.toNanos() * (1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        boolean overflowed = doubled / (1L << Math.min(attempt - 1, MAX_DOUBLINGS)) != firstWait.toNanos();
        long bound = overflowed ? longestWait.toNanos() : Math.min(doubled, longestWait.toNanos());
        return Duration.ofNanos(bound == 0 ? 0 : random.nextLong(bound + 1));
    }
}
