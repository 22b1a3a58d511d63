package io.github.guarddutynotify.config;

/**
 * How fast, and how many at a time, messages go to one destination.
 *
 * @param rate how many messages go out in a stretch of time
 * @param concurrency how many are under way at once, at least 1; {@code Integer.MAX_VALUE} without a bound
 */
public record SendingLimits(Rate rate, int concurrency) {
    /**
     * Checks the bounds.
     *
     * @param rate how many messages go out in a stretch of time
     * @param concurrency how many are under way at once
     * @throws IllegalArgumentException where nothing could ever be under way
     */
    public SendingLimits {
        if (concurrency < 1) {
            throw new IllegalArgumentException("at least one message at a time, but this is " + concurrency);
        }
    }

    /**
     * No bounds.
     *
     * @return the limits
     */
    public static SendingLimits none() {
        return new SendingLimits(Rate.UNLIMITED, Integer.MAX_VALUE);
    }

    /**
     * The same with another rate.
     *
     * @param other how many messages go out in a stretch of time
     * @return the new limits
     */
    public SendingLimits rate(Rate other) {
        return new SendingLimits(other, concurrency);
    }

    /**
     * The same with another concurrency.
     *
     * @param other how many messages are under way at once
     * @return the new limits
     */
    public SendingLimits concurrency(int other) {
        return new SendingLimits(rate, other);
    }
}
