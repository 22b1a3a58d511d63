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
 */
public record Suppression(
        String name, Filter filter, @Nullable LocalDate until) {

    /**
     * The last day on which it holds.
     *
     * @return the day in UTC; empty for one without end
     */
    public Optional<LocalDate> lastDay() {
        return Optional.ofNullable(until);
    }

    boolean covers(Finding finding, Instant now) {
        boolean holds =
                until == null || !now.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(until);
        return holds && filter.test(finding);
    }
}
