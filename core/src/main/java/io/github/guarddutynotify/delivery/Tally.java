package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task counts for its line in the report: its attempts, its time, and who was refused for good. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Dispatch dispatch;
    private final String destination;
    private final Instant begun;
    private final Set<String> refused = new TreeSet<>();
    private int attempts;

    Tally(Dispatch dispatch, String destination) {
        this.dispatch = dispatch;
        this.destination = destination;
        this.begun = dispatch.now();
    }

    void attempt() {
        attempts++;
    }

    /** The last attempt did not come about: the far end was not asked. */
    void withoutAttempt() {
        attempts--;
    }

    /** In whichever attempt it was. */
    void refuse(Set<String> recipients) {
        refused.addAll(recipients);
    }

    String refusals() {
        return refused.isEmpty() ? "" : "refused for good: " + String.join(", ", refused);
    }

    /** Those that say something, in one line. */
    static String details(String... details) {
        return Stream.of(details).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
    }

    /** @param updated when GuardDuty changed the finding; {@code null} if that is not known */
    DestinationReport report(
            Outcome outcome,
            @Nullable Reason reason,
            String details,
            @Nullable Duration wait,
            @Nullable Instant updated) {
        Instant now = dispatch.now();
        Duration elapsed = Duration.between(begun, now);
        if (outcome.isComplete() && refused.isEmpty()) {
            LOG.debug("destination {}: {} in {} ms", destination, outcome, elapsed.toMillis());
        } else {
            LOG.warn("destination {}: {} after {} attempts, {} ({})", destination, outcome, attempts, reason, details);
        }
        @Nullable Duration age = outcome == Outcome.ACCEPTED && updated != null ? age(updated, now) : null;
        return new DestinationReport(destination, outcome, reason, details, attempts, elapsed, wait, age);
    }

    static Duration age(Instant updated, Instant now) {
        Duration age = Duration.between(updated, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
