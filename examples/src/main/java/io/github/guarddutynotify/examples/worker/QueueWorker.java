package io.github.guarddutynotify.examples.worker;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Receives messages, tells of up to ten side by side, and deletes those that are done with. One of which somebody is still
 * owed something, or that can't be read, stays in the queue: it comes again after the pause that the far end asked for, and
 * in the end goes to the dead-letter queue.
 *
 * <p>{@code run} is for one thread; several workers may share a queue.
 */
final class QueueWorker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** As many as SQS hands over at once. */
    private static final int MOST_MESSAGES = 10;

    /** How long SQS holds a request until there is a message: long is cheap, and delays the end by so much. */
    private static final Duration POLL = Duration.ofSeconds(5);

    /** What a message stays hidden for beyond the time that telling of it may take. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    /** How long to leave a queue alone that does not answer. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration HELD_EVERY = Duration.ofMinutes(1);
    private static final String FIFO = ".fifo";

    private final SqsClient sqs;
    private final String queueUrl;
    private final FindingNotifier notifier;
    private final Duration limit;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long nextHeld = System.nanoTime();

    /**
     * A worker that does not run yet.
     *
     * @param sqs the client; it stays open, as the notifier does
     * @param limit how long telling of one message may take
     */
    QueueWorker(SqsClient sqs, String queueUrl, FindingNotifier notifier, Duration limit) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.notifier = notifier;
        this.limit = limit;
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
        ExecutorService threads = Executors.newFixedThreadPool(MOST_MESSAGES);
        try {
            while (stopped.getCount() > 0) {
                tell(receive(), threads);
                tellHeldWhenDue();
            }
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private List<Message> receive() throws InterruptedException {
        try {
            return sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                            .maxNumberOfMessages(MOST_MESSAGES)
                            .waitTimeSeconds((int) POLL.toSeconds())
                            .visibilityTimeout((int) limit.plus(MARGIN).toSeconds())
                            .messageSystemAttributeNames(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                    .messages();
        } catch (SdkException unreachable) {
            LOG.warn(
                    "can't receive from the queue, trying again in {} s: {}",
                    PAUSE.toSeconds(),
                    unreachable.getMessage());
            boolean isEnding = stopped.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            LOG.debug(isEnding ? "ending" : "trying again");
            return List.of();
        }
    }

    private void tell(List<Message> messages, ExecutorService threads) throws InterruptedException {
        List<Callable<Void>> groups = new ArrayList<>();
        for (List<Message> group : groups(messages)) {
            groups.add(() -> {
                tellInOrder(group);
                return null;
            });
        }
        for (Future<Void> group : threads.invokeAll(groups)) {
            try {
                group.get();
            } catch (ExecutionException failed) {
                LOG.error("telling of a message broke off, it comes again: {}", whereThrown(failed.getCause()));
            }
        }
    }

    /** Of a FIFO queue, the messages of a group; of another, each message alone. */
    private List<List<Message>> groups(List<Message> messages) {
        Map<String, List<Message>> groups = new LinkedHashMap<>();
        for (Message message : messages) {
            String group = queueUrl.endsWith(FIFO)
                    ? message.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, "")
                    : message.messageId();
            groups.computeIfAbsent(group, none -> new ArrayList<>()).add(message);
        }
        return List.copyOf(groups.values());
    }

    /** Up to the first that fails: SQS hands over no more of a group while one of its messages is hidden. */
    private void tellInOrder(List<Message> group) {
        long begin = System.nanoTime();
        boolean goesOn = true;
        for (Message message : group) {
            Duration left = limit.minusNanos(System.nanoTime() - begin);
            goesOn = goesOn && left.compareTo(Duration.ZERO) > 0;
            if (goesOn) {
                Telling telling = Telling.of(notifier, message.body(), left);
                telling.reports().forEach(report -> log(message, report));
                goesOn = telling.isComplete();
                settle(message, telling);
            }
        }
    }

    private void settle(Message message, Telling telling) {
        try {
            if (telling.isComplete()) {
                sqs.deleteMessage(delete -> delete.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
            } else {
                int seconds = (int) telling.pause().toSeconds();
                sqs.changeMessageVisibility(change -> change.queueUrl(queueUrl)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(seconds));
            }
        } catch (SdkException unreachable) {
            LOG.warn("message {} comes again: {}", message.messageId(), unreachable.getMessage());
        }
    }

    private void tellHeldWhenDue() {
        long now = System.nanoTime();
        if (now - nextHeld >= 0) {
            nextHeld = now + HELD_EVERY.toNanos();
            DeliveryReport report = notifier.tellHeld(limit);
            if (!report.isComplete()) {
                LOG.warn("what is held stays held: {}", report.toJson());
            }
        }
    }

    private static void log(Message message, DeliveryReport report) {
        if (report.isComplete()) {
            LOG.info("message {}: {}", message.messageId(), report.toJson());
        } else {
            LOG.warn("message {} stays in the queue: {}", message.messageId(), report.toJson());
        }
    }

    /** What was thrown and where, without its message: that may quote a finding. */
    private static String whereThrown(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return thrown.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
