package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an update of a finding is told again: at once where its severity rose to a higher band, and else, if there is an
 * interval, when that has passed since the destination was last told. An update that comes after a newer one is never told.
 *
 * @param interval the least time between two tellings of a finding whose severity did not rise; {@code null} for ever
 */
public record UpdateRule(@Nullable Duration interval) {
    /**
     * Tells an update only where its severity rose.
     *
     * @return the rule
     */
    public static UpdateRule severityOnly() {
        return new UpdateRule(null);
    }

    /**
     * Tells an update where its severity rose, or an interval has passed.
     *
     * @param interval the least time between two tellings
     * @return the rule
     */
    public static UpdateRule after(Duration interval) {
        return new UpdateRule(interval);
    }

    /** Why nothing is to be told of a finding to who was told before; empty where there is something new to say. */
    Optional<Reason> reasonToSkip(Finding finding, Telling last, Instant now) {
        int order = order(finding, last);
        if (order < 0) {
            return Optional.of(Reason.OUTDATED);
        }
        boolean isWorse = finding.severity().compareTo(last.severity()) > 0;
        boolean isDue = order > 0
                && interval != null
                && Duration.between(last.told(), now).compareTo(interval) >= 0;
        return isWorse || isDue ? Optional.empty() : Optional.of(Reason.ALREADY_TOLD);
    }

    /** Above zero for an update, zero for what was told itself; the count decides where a time is missing. */
    private static int order(Finding finding, Telling last) {
        return finding.updatedAt()
                .flatMap(updated -> last.updatedAt().map(updated::compareTo))
                .orElseGet(() -> Math.max(0, Long.compare(finding.count(), last.count())));
    }
}
