package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.config.SendingLimits;
import java.time.Duration;

/**
 * How a destination is told.
 *
 * @param timeout how long one attempt may take
 * @param limits how fast, and how many at a time
 * @param holding what it is told later
 */
public record DestinationRules(Duration timeout, SendingLimits limits, Holding holding) {
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
