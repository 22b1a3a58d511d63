package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.config.SendingLimits;
import io.github.guarddutynotify.notification.Notification;
import java.time.Duration;
import java.util.function.Function;

/**
 * How a destination is told.
 *
 * @param timeout how long one attempt may take
 * @param limits how fast, and how many at a time
 * @param holding what it is told later
 * @param words fits what it is told to it; a pure function, safe for use by many threads
 */
public record DestinationRules(
        Duration timeout, SendingLimits limits, Holding holding, Function<Notification, Notification> words) {
    /**
     * Tells what it is given as it is.
     *
     * @param timeout how long one attempt may take
     * @param limits how fast, and how many at a time
     * @param holding what it is told later
     */
    public DestinationRules(Duration timeout, SendingLimits limits, Holding holding) {
        this(timeout, limits, holding, Function.identity());
    }

    /**
     * Tells everything at once, without a bound but that on an attempt's time.
     *
     * @param timeout how long one attempt may take
     * @return the rules
     */
    public static DestinationRules within(Duration timeout) {
        return new DestinationRules(timeout, SendingLimits.none(), Holding.nothing());
    }
}
