package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.Finding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the findings that pass a filter from every destination, up to a day.
 *
 * @param name what it is called in reports
 * @param filter which findings it takes
 * @param until the last day in UTC on which it holds; {@code null} for one without end
 * @param reason why it is there, for who asks later; {@code null} if nobody said
 */
public record Suppression(
        String name,
        Filter filter,
        @Nullable LocalDate until,
        @Nullable String reason) {
    /**
     * A suppression for which nobody gave a reason.
     *
     * @param name what it is called in reports
     * @param filter which findings it takes
     * @param until the last day in UTC on which it holds; {@code null} for one without end
     */
    public Suppression(String name, Filter filter, @Nullable LocalDate until) {
        this(name, filter, until, null);
    }

    /**
     * The last day on which it holds.
     *
     * @return the day in UTC; empty for one without end
     */
    public Optional<LocalDate> lastDay() {
        return Optional.ofNullable(until);
    }

    /**
     * Why it is there.
     *
     * @return the reason, if somebody gave one
     */
    public Optional<String> why() {
        return Optional.ofNullable(reason);
    }

    /**
     * Whether its last day is over, so that it keeps nothing back any more.
     *
     * @param now the time
     * @return false for one without end
     */
    public boolean hasRunOut(Instant now) {
        return until != null && now.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(until);
    }

    boolean covers(Finding finding, Instant now) {
        return !hasRunOut(now) && filter.test(finding);
    }
}
