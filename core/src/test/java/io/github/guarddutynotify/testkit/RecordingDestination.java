package io.github.guarddutynotify.testkit;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A destination that remembers what it was told, for tests of your own routes and words.
 *
 * <pre>{@code
 * RecordingDestination oncall = new RecordingDestination();
 * try (FindingNotifier notifier = FindingNotifier.builder()
 *         .destination("oncall", oncall)
 *         .route(severityAtLeast(HIGH), "oncall")
 *         .build()) {
 *     notifier.process(Findings.builder("Recon:EC2/Portscan", 8).event());
 * }
 * assertThat(oncall.findings()).hasSize(1);
 * }</pre>
 *
 * <p>Accepts everything until told otherwise. Safe for use by many threads.
 */
public final class RecordingDestination implements Destination {
    private interface Answer {
        DeliveryResult give() throws IOException;
    }

    private final List<Delivery> deliveries = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>(List.of(DeliveryResult::accepted));
    private boolean closed;

    /** A destination that accepts. */
    public RecordingDestination() {}

    /**
     * Gives these answers to the next attempts, one each, and the last one to all that follow.
     *
     * @param first the next answer
     * @param more those after it
     * @return this
     */
    public synchronized RecordingDestination answers(DeliveryResult first, DeliveryResult... more) {
        answers.clear();
        answers.add(() -> first);
        for (DeliveryResult result : more) {
            answers.add(() -> result);
        }
        return this;
    }

    /**
     * Can't be reached from now on.
     *
     * @return this
     */
    public synchronized RecordingDestination isUnreachable() {
        answers.clear();
        answers.add(() -> {
            throw new IOException("this destination is unreachable, as the test said");
        });
        return this;
    }

    @Override
    public synchronized DeliveryResult deliver(Delivery delivery) throws IOException {
        deliveries.add(delivery);
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        return answer.give();
    }

    /**
     * Every attempt so far, accepted or not.
     *
     * @return the deliveries in order
     */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /**
     * What was told, attempt by attempt.
     *
     * @return the notifications in order
     */
    public List<Notification> notifications() {
        return deliveries().stream().map(Delivery::notification).toList();
    }

    /**
     * The findings that were told of, attempt by attempt.
     *
     * @return the findings in order
     */
    public List<Finding> findings() {
        return notifications().stream()
                .flatMap(notification -> notification.findings().stream())
                .toList();
    }

    /**
     * Whether it was closed.
     *
     * @return true after the first {@link #close()}
     */
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "RecordingDestination";
    }
}
