package io.github.guarddutynotify.examples.worker;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.finding.FindingRecord.Unreadable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What became of one message.
 *
 * @param reports one for each finding in it and for each record that is none; never empty
 */
record Telling(List<DeliveryReport> reports) {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Where the far end did not say when to try again. */
    private static final Duration STANDARD_PAUSE = Duration.ofSeconds(30);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** Longer than a day's quarter, a human has looked, or should have. SQS takes twelve hours at most. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    /** Tells of each record of a message, whatever became of those before it, each with its share of the time. */
    static Telling of(FindingNotifier notifier, String body, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        List<FindingRecord> records = FindingReader.readAll(body);
        if (records.isEmpty()) {
            records = List.of(new Unreadable("", "the message holds nothing"));
        }
        List<DeliveryReport> reports = new ArrayList<>();
        for (FindingRecord record : records) {
            Duration share = Duration.ofNanos(end - System.nanoTime()).dividedBy(records.size() - reports.size());
            reports.add(notifier.process(record, share.compareTo(SHORTEST) < 0 ? SHORTEST : share));
        }
        return new Telling(List.copyOf(reports));
    }

    boolean isComplete() {
        return reports.stream().allMatch(DeliveryReport::isComplete);
    }

    /** When to try again: as late as the one who asked for the longest wait wants it. */
    Duration pause() {
        return reports.stream()
                .flatMap(report -> report.destinations().stream())
                .filter(line -> !line.outcome().isComplete())
                .flatMap(line -> line.retryAfter().stream())
                .max(Comparator.naturalOrder())
                .map(Telling::bounded)
                .orElse(STANDARD_PAUSE);
    }

    private static Duration bounded(Duration asked) {
        Duration whole = asked.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        if (whole.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return whole.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : whole;
    }
}
