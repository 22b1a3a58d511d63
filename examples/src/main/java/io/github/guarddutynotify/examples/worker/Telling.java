package io.github.guarddutynotify.examples.worker;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.finding.FindingRecord.Unreadable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * What became of one message.
 *
 * @param reports one for each finding in it and for each record that is none; never empty
 */
record Telling(List<DeliveryReport> reports) {
    /** Where the far end did not say when to try again. */
    private static final Duration STANDARD_PAUSE = Duration.ofSeconds(30);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** Longer than a day's quarter, a human has looked, or should have. SQS takes twelve hours at most. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    /**
     * Tells of messages together, of each record on its own.
     *
     * @return what became of each message, in their order
     */
    static List<Telling> of(FindingNotifier notifier, List<String> bodies, Duration limit) {
        List<List<FindingRecord>> messages =
                bodies.stream().map(Telling::records).toList();
        Iterator<DeliveryReport> reports = notifier.processRecords(
                        messages.stream().flatMap(List::stream).toList(), limit)
                .iterator();
        return messages.stream()
                .map(records -> new Telling(
                        records.stream().map(record -> reports.next()).toList()))
                .toList();
    }

    private static List<FindingRecord> records(String body) {
        List<FindingRecord> records = FindingReader.readAll(body);
        return records.isEmpty() ? List.of(new Unreadable("", "the message holds nothing")) : records;
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
