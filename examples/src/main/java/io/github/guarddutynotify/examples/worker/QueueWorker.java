package io.github.guarddutynotify.examples.worker;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.examples.metrics.FindingLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Receives what is in the queue, tells of it together, so that a burst of findings becomes no burst of messages, and deletes
 * what is done with. A message of which somebody is still owed something, or that can't be read, stays in the queue: it comes
 * again after the pause that the far end asked for, and in the end goes to the dead-letter queue.
 *
 * <p>{@code run} is for one thread; several workers may share a queue.
 */
final class QueueWorker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** As many as SQS hands over, or deletes, at once. */
    private static final int MOST_AT_ONCE = 10;

    /** How long SQS holds a request until there is a message: long is cheap, and delays the end by so much. */
    private static final Duration POLL = Duration.ofSeconds(5);

    /** What a message stays hidden for beyond the time that telling of it may take: to gather others, and to settle. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** How long to leave a queue alone that does not answer. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration HELD_EVERY = Duration.ofMinutes(1);
    private static final String FIFO = ".fifo";

    private final SqsClient sqs;
    private final String queueUrl;
    private final FindingNotifier notifier;
    private final Duration limit;
    private final int together;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long nextHeld = System.nanoTime();

    /**
     * A worker that does not run yet.
     *
     * @param sqs the client; it stays open, as the notifier does
     * @param limit how long telling of what was received together may take
     * @param together the most messages that are told of together, but for the last ten received
     */
    QueueWorker(SqsClient sqs, String queueUrl, FindingNotifier notifier, Duration limit, int together) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.notifier = notifier;
        this.limit = limit;
        this.together = together;
    }

    /** Asks it to end; {@code run} returns when what has begun is finished. For any thread, more than once. */
    void stop() {
        stopped.countDown();
    }

    /**
     * Works until it is stopped.
     *
     * @throws InterruptedException if the thread is interrupted; what runs is interrupted too
     */
    void run() throws InterruptedException {
        while (stopped.getCount() > 0) {
            tell(gather());
            tellHeldWhenDue();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while telling of messages");
            }
        }
    }

    /** What is there: waits for the first message, not for more. */
    private List<Message> gather() throws InterruptedException {
        List<Message> gathered = new ArrayList<>();
        try {
            List<Message> received = receive(POLL);
            gathered.addAll(received);
            while (received.size() == MOST_AT_ONCE && gathered.size() < together) {
                received = receive(Duration.ZERO);
                gathered.addAll(received);
            }
        } catch (SdkException unreachable) {
            LOG.warn(
                    "can't receive from the queue, trying again in {} s: {}",
                    PAUSE.toSeconds(),
                    unreachable.getMessage());
            boolean isEnding = stopped.await(gathered.isEmpty() ? PAUSE.toNanos() : 0, TimeUnit.NANOSECONDS);
            LOG.debug(isEnding ? "ending" : "trying again");
        }
        return gathered;
    }

    private List<Message> receive(Duration wait) {
        return sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(MOST_AT_ONCE)
                        .waitTimeSeconds((int) wait.toSeconds())
                        .visibilityTimeout((int) limit.plus(MARGIN).toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .messages();
    }

    /** Of a FIFO queue's group, one message after the other up to the first that fails; all others together. */
    private void tell(List<Message> messages) {
        Collection<Deque<Message>> groups = groups(messages);
        long end = System.nanoTime() + limit.toNanos();
        Duration left = limit;
        while (!groups.isEmpty() && left.compareTo(Duration.ZERO) > 0) {
            List<Message> together = groups.stream().map(Deque::element).toList();
            List<Telling> tellings =
                    Telling.of(notifier, together.stream().map(Message::body).toList(), left);
            settle(together, tellings);
            int place = 0;
            for (Deque<Message> group : groups) {
                if (tellings.get(place++).isComplete()) {
                    group.remove();
                } else {
                    group.clear();
                }
            }
            groups.removeIf(Deque::isEmpty);
            left = Duration.ofNanos(end - System.nanoTime());
        }
    }

    /** Of a FIFO queue, the messages of a group; of another, each message alone. */
    private Collection<Deque<Message>> groups(List<Message> messages) {
        Map<String, Deque<Message>> groups = new LinkedHashMap<>();
        for (Message message : messages) {
            String group = queueUrl.endsWith(FIFO)
                    ? message.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, "")
                    : message.messageId();
            groups.computeIfAbsent(group, none -> new ArrayDeque<>()).add(message);
        }
        return groups.values();
    }

    private void settle(List<Message> messages, List<Telling> tellings) {
        List<Message> done = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            tellings.get(i).reports().forEach(report -> log(message, report));
            if (tellings.get(i).isComplete()) {
                done.add(message);
            } else {
                comeAgainAfter(message, tellings.get(i).pause());
            }
        }
        for (int i = 0; i < done.size(); i += MOST_AT_ONCE) {
            delete(done.subList(i, Math.min(i + MOST_AT_ONCE, done.size())));
        }
    }

    private void delete(List<Message> messages) {
        try {
            sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl)
                            .entries(
                                    messages.stream().map(QueueWorker::deletion).toList()))
                    .failed()
                    .forEach(failed -> LOG.warn("message {} comes again: {}", failed.id(), failed.code()));
        } catch (SdkException unreachable) {
            messages.forEach(message -> comesAgain(message, unreachable));
        }
    }

    private static DeleteMessageBatchRequestEntry deletion(Message message) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(message.messageId())
                .receiptHandle(message.receiptHandle())
                .build();
    }

    private void comeAgainAfter(Message message, Duration pause) {
        try {
            sqs.changeMessageVisibility(change -> change.queueUrl(queueUrl)
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout((int) pause.toSeconds()));
        } catch (SdkException unreachable) {
            comesAgain(message, unreachable);
        }
    }

    private static void comesAgain(Message message, SdkException unreachable) {
        LOG.warn("message {} comes again: {}", message.messageId(), unreachable.getMessage());
    }

    private void tellHeldWhenDue() {
        long now = System.nanoTime();
        if (now - nextHeld >= 0) {
            nextHeld = now + HELD_EVERY.toNanos();
            DeliveryReport report = notifier.tellHeld(limit);
            if (!report.isComplete()) {
                LOG.warn("what is held stays held: {}", FindingLog.line(report));
            }
        }
    }

    private static void log(Message message, DeliveryReport report) {
        if (report.isComplete()) {
            LOG.info("message {}: {}", message.messageId(), FindingLog.line(report));
        } else {
            LOG.warn("message {} stays in the queue: {}", message.messageId(), FindingLog.line(report));
        }
    }
}
