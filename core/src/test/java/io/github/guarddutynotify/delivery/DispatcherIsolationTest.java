package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What destinations that misbehave cost each other and the caller, on real threads. */
@Timeout(20)
class DispatcherIsolationTest {
    private final ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });
    private final InMemoryLedger ledger = new InMemoryLedger(InstantSource.system());
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        never.countDown();
        executor.shutdownNow();
    }

    @Test
    void aFailingAHangingAndAThrowingDestinationLeaveTheFourthToldOnceAndTheCallBackByItsDeadline() {
        AtomicInteger told = new AtomicInteger();
        List<OpenDestination> destinations = List.of(
                open("failing", delivery -> DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404")),
                open("hanging", delivery -> hang()),
                open("throwing", delivery -> {
                    throw new StackOverflowError();
                }),
                open("fourth", delivery -> {
                    told.incrementAndGet();
                    return DeliveryResult.accepted();
                }));
        Duration limit = Duration.ofMillis(800);

        long begin = System.nanoTime();
        List<DestinationReport> report = dispatcher().dispatch(notification(), destinations, limit);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(report)
                .extracting(DestinationReport::outcome)
                .containsExactly(Outcome.REJECTED, Outcome.DEFERRED, Outcome.REJECTED, Outcome.ACCEPTED);
        assertThat(report.get(1).reason()).contains(Reason.TIMEOUT);
        assertThat(told).hasValue(1);
        assertThat(elapsed).isLessThan(Duration.ofSeconds(5)); // far from the hang's for ever; the deadline is 0.8 s
    }

    @Test
    void aDestinationThatIgnoresInterruptsIsLeftAndOpenedAgain() {
        AtomicInteger opened = new AtomicInteger(1);
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch closing = new CountDownLatch(1);
        Destination deaf = new Destination() {
            @Override
            public DeliveryResult deliver(io.github.guarddutynotify.channel.Delivery delivery) {
                while (never.getCount() > 0) {
                    LockSupport.parkNanos(1_000_000);
                }
                return DeliveryResult.accepted();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
                closing.countDown();
            }
        };
        OpenDestination destination =
                new OpenDestination("deaf", DestinationRules.within(Duration.ofSeconds(5)), deaf, () -> {
                    opened.incrementAndGet();
                    return delivery -> DeliveryResult.accepted();
                });

        Duration limit = Duration.ofSeconds(2); // its graces are whole: the claim is let go of in one
        DestinationReport first = dispatcher()
                .dispatch(notification(), List.of(destination), limit)
                .get(0);
        DestinationReport second = dispatcher()
                .dispatch(notification(), List.of(destination), Duration.ofSeconds(10))
                .get(0);

        assertThat(first.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(first.detail()).contains("may have arrived");
        assertThat(second.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(opened).hasValue(2);
        await(closing);
        assertThat(closed).hasValue(1);
    }

    @Test
    void anInterruptOfTheCallerEndsTheCallAndStaysSet() throws InterruptedException {
        CountDownLatch delivering = new CountDownLatch(1);
        OpenDestination hanging = open("hanging", delivery -> {
            delivering.countDown();
            return hang();
        });
        List<DestinationReport> report = new java.util.concurrent.CopyOnWriteArrayList<>();
        AtomicInteger interrupted = new AtomicInteger();
        Thread caller = new Thread(() -> {
            report.addAll(dispatcher().dispatch(notification(), List.of(hanging), Duration.ofMinutes(5)));
            interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
        });

        caller.start();
        delivering.await();
        caller.interrupt();
        caller.join();

        assertThat(report).extracting(DestinationReport::outcome).containsExactly(Outcome.DEFERRED);
        assertThat(report.get(0).reason()).contains(Reason.OUT_OF_TIME);
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void manyCopiesAtOnceTellOnce() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        OpenDestination far = open("far", delivery -> {
            told.incrementAndGet();
            return DeliveryResult.accepted();
        });
        List<Thread> callers = IntStream.range(0, 32)
                .mapToObj(i ->
                        new Thread(() -> dispatcher().dispatch(notification(), List.of(far), Duration.ofSeconds(10))))
                .toList();

        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(told).hasValue(1);
    }

    @Test
    void destinationsAreToldAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(4);
        List<OpenDestination> four = IntStream.range(0, 4)
                .mapToObj(i -> open("far-" + i, delivery -> {
                    all.countDown();
                    all.await(); // each accepts only while all four are under way
                    return DeliveryResult.accepted();
                }))
                .toList();

        List<DestinationReport> report = dispatcher().dispatch(notification(), four, Duration.ofSeconds(10));

        assertThat(report).extracting(DestinationReport::outcome).containsOnly(Outcome.ACCEPTED);
    }

    private DeliveryResult hang() throws InterruptedException {
        never.await();
        return DeliveryResult.accepted();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Dispatcher dispatcher() {
        return new Dispatcher(ledger, RetryPolicy.none(), executor, InstantSource.system());
    }

    private static OpenDestination open(String name, Destination far) {
        return new OpenDestination(name, DestinationRules.within(Duration.ofSeconds(5)), far, () -> far);
    }

    private static Notification notification() {
        return new NotificationComposer().apply(DispatcherTest.finding(8, 1));
    }
}
