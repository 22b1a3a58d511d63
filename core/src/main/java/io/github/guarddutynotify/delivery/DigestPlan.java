package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Tells lesser findings in one message now and then, instead of one message each.
 *
 * @param times when
 * @param below findings less bad than this wait; at least {@code MEDIUM}
 */
public record DigestPlan(Times times, Severity below) {
    /** When a digest is told. */
    public sealed interface Times {
        /**
         * Whether it is to be told now.
         *
         * @param oldest since when the first of its findings is held
         * @param last when the destination was last told of what was held; {@code null} if never
         * @param now the time
         * @return true if it is
         */
        boolean isDue(Instant oldest, @Nullable Instant last, Instant now);
    }

    /**
     * When a finding has waited for some time, and not sooner after the last digest.
     *
     * @param time how long a finding waits at most
     */
    public record Every(Duration time) implements Times {
        @Override
        public boolean isDue(Instant oldest, @Nullable Instant last, Instant now) {
            Instant begin = last == null || last.isBefore(oldest) ? oldest : last;
            return Duration.between(begin, now).compareTo(time) >= 0;
        }
    }

    /**
     * At a time of day, what is held by then. A time that a change of the clocks leaves out is an hour later on that day; one
     * that comes twice is the first.
     *
     * @param time the time of day
     * @param zone the place whose clocks count
     */
    public record Daily(LocalTime time, ZoneId zone) implements Times {
        @Override
        public boolean isDue(Instant oldest, @Nullable Instant last, Instant now) {
            return oldest.isBefore(latest(now));
        }

        private Instant latest(Instant now) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            Instant todays = on(today);
            return todays.isAfter(now) ? on(today.minusDays(1)) : todays;
        }

        private Instant on(LocalDate day) {
            return day.atTime(time).atZone(zone).toInstant();
        }
    }
}
