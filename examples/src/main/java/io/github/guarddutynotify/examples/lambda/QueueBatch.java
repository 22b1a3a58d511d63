package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.examples.metrics.FindingLog;
import io.github.guarddutynotify.finding.FindingRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one invocation, told of together until a common end, so that a burst of findings becomes no burst of
 * messages: what a destination's rate has no room for is told in one. Of a FIFO queue's group, a message is told of when the
 * one before it has been; what follows a failure stays untold.
 */
final class QueueBatch {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDutyQueueHandler.class);

    private final FindingNotifier notifier;
    private final List<QueueMessage> messages;
    private final long end;
    private final Set<String> told = new HashSet<>();

    QueueBatch(FindingNotifier notifier, List<QueueMessage> messages, Duration limit) {
        this.notifier = notifier;
        this.messages = messages;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /**
     * Tells of all messages for which there is time.
     *
     * @return the ids of those that are to be sent again, in order
     * @throws InterruptedException if the calling thread is interrupted; nothing runs on
     */
    List<String> tell() throws InterruptedException {
        Map<String, Deque<QueueMessage>> groups = new LinkedHashMap<>();
        messages.forEach(message -> groups.computeIfAbsent(message.group(), none -> new ArrayDeque<>())
                .add(message));
        while (!groups.isEmpty()) {
            tellTogether(groups.values().stream().map(Deque::remove).toList());
            groups.values().removeIf(rest -> rest.isEmpty() || isHeldUp(rest.element()));
        }
        return messages.stream()
                .map(QueueMessage::id)
                .filter(id -> !told.contains(id))
                .toList();
    }

    /** Whether one before it in its group failed. */
    private boolean isHeldUp(QueueMessage next) {
        return messages.stream()
                .takeWhile(message -> !message.id().equals(next.id()))
                .anyMatch(message -> message.group().equals(next.group()) && !told.contains(message.id()));
    }

    private void tellTogether(List<QueueMessage> together) throws InterruptedException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            together.forEach(message -> LOG.warn("message {} goes back to the queue: no time is left", message.id()));
            return;
        }
        try {
            List<FindingRecord> records = together.stream()
                    .flatMap(message -> message.records().stream())
                    .toList();
            Iterator<DeliveryReport> reports =
                    notifier.processRecords(records, Duration.ofNanos(left)).iterator();
            together.forEach(message -> settle(message, reports));
        } catch (RuntimeException bug) {
            together.forEach(message -> LOG.error("message {} goes back to the queue: {}", message.id(), where(bug)));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while telling of a batch");
        }
    }

    /** A message is done with if each of its records is, whatever became of those before it. */
    private void settle(QueueMessage message, Iterator<DeliveryReport> reports) {
        List<DeliveryReport> own =
                message.records().stream().map(record -> reports.next()).toList();
        own.forEach(report -> log(message, report));
        if (own.stream().allMatch(DeliveryReport::isComplete)) {
            told.add(message.id());
        }
    }

    private static void log(QueueMessage message, DeliveryReport report) {
        if (report.isComplete()) {
            LOG.info("message {}: {}", message.id(), FindingLog.line(report));
        } else {
            LOG.warn("message {} goes back to the queue: {}", message.id(), FindingLog.line(report));
        }
    }

    /** Without its message, which may quote the finding. */
    private static String where(RuntimeException bug) {
        StackTraceElement[] stack = bug.getStackTrace();
        return bug.getClass().getName() + " at " + (stack.length == 0 ? "unknown" : stack[0]);
    }
}
