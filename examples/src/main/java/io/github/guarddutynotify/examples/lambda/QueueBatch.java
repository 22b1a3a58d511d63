package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.examples.metrics.FindingLog;
import io.github.guarddutynotify.finding.FindingRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one invocation, told of side by side until a common end, those of one group one after the other. Of a
 * FIFO queue's group, what follows a failure stays untold. A message that waits for its destination's rate costs the others nothing but what they wait for too.
 */
final class QueueBatch {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDutyQueueHandler.class);

    /** As many as a batch has by default. Each may be at all its destinations at once, so more would only wait there. */
    private static final int SIDE_BY_SIDE = 10;

    private final FindingNotifier notifier;
    private final List<QueueMessage> messages;
    private final long end;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

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
        Collection<List<QueueMessage>> groups = groups();
        if (!groups.isEmpty()) {
            ExecutorService threads = Executors.newFixedThreadPool(Math.min(groups.size(), SIDE_BY_SIDE));
            try {
                await(threads.invokeAll(groups.stream().map(this::inOrder).toList()));
            } finally {
                threads.shutdownNow();
            }
        }
        return messages.stream()
                .map(QueueMessage::id)
                .filter(id -> !told.contains(id))
                .toList();
    }

    private Collection<List<QueueMessage>> groups() {
        Map<String, List<QueueMessage>> groups = new LinkedHashMap<>();
        messages.forEach(message -> groups.computeIfAbsent(message.group(), none -> new ArrayList<>())
                .add(message));
        return groups.values();
    }

    /** An error, such as one of memory, fails the invocation, and with it all its messages. */
    private static void await(List<Future<Void>> groups) throws InterruptedException {
        for (Future<Void> group : groups) {
            try {
                group.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("telling of a message broke off", failed.getCause());
            }
        }
    }

    private Callable<Void> inOrder(List<QueueMessage> group) {
        return () -> {
            for (QueueMessage message : group) {
                if (tell(message)) {
                    told.add(message.id());
                } else if (message.isFifo()) {
                    break;
                }
            }
            return null;
        };
    }

    /** Tells of every record of a message, whatever became of those before it. */
    private boolean tell(QueueMessage message) {
        boolean isComplete = true;
        for (FindingRecord record : message.records()) {
            isComplete &= tell(message, record);
        }
        return isComplete;
    }

    private boolean tell(QueueMessage message, FindingRecord record) {
        long left = end - System.nanoTime();
        if (left <= 0) {
            LOG.warn("message {} goes back to the queue: no time is left for it", message.id());
            return false;
        }
        try {
            DeliveryReport report = notifier.process(record, Duration.ofNanos(left));
            if (report.isComplete()) {
                LOG.info("message {}: {}", message.id(), FindingLog.line(report));
            } else {
                LOG.warn("message {} goes back to the queue: {}", message.id(), FindingLog.line(report));
            }
            return report.isComplete();
        } catch (RuntimeException bug) {
            // Its message may quote the finding.
            LOG.error(
                    "message {} goes back to the queue: {} at {}",
                    message.id(),
                    bug.getClass().getName(),
                    bug.getStackTrace().length == 0 ? "unknown" : bug.getStackTrace()[0]);
            return false;
        }
    }
}
