package io.github.guarddutynotify.examples.worker;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.testkit.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** The worker on a real queue: what is done with is deleted, and nothing else. */
@Timeout(90)
class QueueWorkerTest {
    private static final int TOGETHER = 200;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static Queues queues;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private FindingNotifier notifier;
    private QueueWorker worker;
    private Thread thread;

    @BeforeAll
    static void startServer() {
        queues = new Queues();
    }

    @AfterAll
    static void stopServer() {
        queues.close();
    }

    @AfterEach
    void stop() throws InterruptedException {
        end();
        notifier.close();
    }

    @Test
    void tellsAndDeletes(TestInfo test) throws InterruptedException {
        String queue = queues.standard(name(test));
        IntStream.range(0, 25).forEach(i -> queues.send(queue, event("f" + i)));

        start(queue, this::accept);

        assertThat(next(25)).hasSize(25).doesNotHaveDuplicates();
        end();
        assertThat(queues.size(queue)).isZero();
    }

    @Test
    void keepsAMessageUntilItsDestinationTakesIt(TestInfo test) throws InterruptedException {
        String queue = queues.standard(name(test));
        queues.send(queue, event("a"));
        CountDownLatch refused = new CountDownLatch(1);

        start(queue, delivery -> {
            if (refused.getCount() > 0) {
                refused.countDown();
                return DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404");
            }
            return accept(delivery);
        });
        assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
        end();
        assertThat(queues.size(queue)).as("messages left").isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void comesBackAfterTheTimeThatTheFarEndAskedFor(TestInfo test) throws InterruptedException {
        String queue = queues.standard(name(test));
        queues.send(queue, event("a"));
        CountDownLatch refused = new CountDownLatch(1);

        // Two seconds are more than what is left of one: not this time.
        start(queue, Duration.ofSeconds(1), delivery -> {
            if (refused.getCount() > 0) {
                refused.countDown();
                return DeliveryResult.deferred(Reason.RATE_LIMITED, "HTTP 429").retryAfter(Duration.ofSeconds(2));
            }
            return accept(delivery);
        });

        assertThat(next(1)).containsExactly("a");
        end();
        assertThat(queues.size(queue)).isZero();
    }

    @Test
    void leavesWhatItCannotReadToTheDeadLetterQueueAndTellsTheRest(TestInfo test) throws InterruptedException {
        String queue = queues.standard(name(test));
        queues.send(queue, "no finding");
        queues.send(queue, "[" + event("a") + ",{\"no\":\"finding\"}," + event("b") + "]");
        queues.send(queue, event("c"));

        start(queue, this::accept);

        assertThat(next(3)).containsExactlyInAnyOrder("a", "b", "c");
        end();
        assertThat(queues.size(queue)).as("the two that can't be read").isEqualTo(2);
    }

    @Test
    void holdsBackWhatFollowsAFailureInItsGroup(TestInfo test) throws InterruptedException {
        String queue = queues.fifo(name(test));
        queues.send(queue, "A", event("a1"));
        queues.send(queue, "A", event("a2"));
        queues.send(queue, "A", event("a3"));
        queues.send(queue, "B", event("b1"));
        queues.send(queue, "B", event("b2"));
        Set<String> refused = Set.of("a2");

        start(
                queue,
                delivery -> refused.contains(id(delivery))
                        ? DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404")
                        : accept(delivery));

        List<String> ids = next(3);
        end();
        assertThat(ids).containsExactlyInAnyOrder("a1", "b1", "b2").containsSubsequence("b1", "b2");
        assertThat(told).as("told after that").isEmpty();
        assertThat(queues.size(queue)).as("a2 and a3").isEqualTo(2);
    }

    @Test
    void finishesWhatItHasBegunWhenItIsStopped(TestInfo test) throws InterruptedException {
        String queue = queues.standard(name(test));
        queues.send(queue, event("a"));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);

        start(queue, delivery -> {
            begun.countDown();
            answer.await();
            return accept(delivery);
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        worker.stop();
        thread.join(200);
        assertThat(thread.isAlive()).as("still at it").isTrue();
        answer.countDown();
        end();

        assertThat(told).containsExactly("a");
        assertThat(queues.size(queue)).isZero();
    }

    @Test
    void outlivesAQueueThatDoesNotAnswer() throws InterruptedException {
        start("http://127.0.0.1:1/queue/absent", this::accept);
        thread.join(500);

        assertThat(thread.isAlive()).isTrue();
    }

    private DeliveryResult accept(Delivery delivery) {
        told.add(id(delivery));
        return DeliveryResult.accepted();
    }

    private static String id(Delivery delivery) {
        return delivery.notification().findings().get(0).id();
    }

    private static String event(String id) {
        return Findings.builder("Recon:EC2/Portscan", 8).id(id).event();
    }

    private static String name(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private void start(String queue, Destination destination) {
        start(queue, LIMIT, destination);
    }

    private void start(String queue, Duration limit, Destination destination) {
        notifier = FindingNotifier.builder()
                .destination("soc", destination)
                .route(any(), "soc")
                .build();
        worker = new QueueWorker(queues.client(), queue, notifier, limit, TOGETHER);
        thread = new Thread(
                () -> {
                    try {
                        worker.run();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                "worker");
        thread.start();
    }

    /** The next findings that were told of. */
    private List<String> next(int count) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            String id = told.poll(60, TimeUnit.SECONDS);
            assertThat(id).as("told so far: " + ids).isNotNull();
            ids.add(id);
        }
        return ids;
    }

    private void end() throws InterruptedException {
        worker.stop();
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
