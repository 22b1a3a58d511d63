package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.Rate;
import io.github.guarddutynotify.config.SendingLimits;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How fast, and how many at a time, destinations are told; the rate on time that passes by hand. */
@Timeout(60)
class PacingTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final RetryPolicy AT_ONCE = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);

    private final ManualTime time = new ManualTime();
    private final Dispatcher dispatcher = new Dispatcher(new InMemoryLedger(time), AT_ONCE, Runnable::run, time, time);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitsForItsRateInsideTheCall() {
        OpenDestination far = paced("far", "1/s", delivery -> DeliveryResult.accepted());
        dispatch(LIMIT, far);
        Instant before = time.instant();

        DestinationReport line = dispatch(LIMIT, far).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(Duration.between(before, time.instant())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRetryTakesAMomentOfTheRateToo() {
        List<Instant> asked = new ArrayList<>();
        OpenDestination far = paced("far", "1/s", delivery -> {
            asked.add(time.instant());
            return DeliveryResult.deferred(Reason.SERVER_ERROR, "HTTP 500");
        });

        dispatch(LIMIT, far);

        assertThat(asked).hasSize(3);
        assertThat(Duration.between(asked.get(0), asked.get(2))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void defersAtOnceWhatHasNoRoomBeforeTheDeadlineAndSaysWhen() {
        OpenDestination slow = paced("slow", "1/h", delivery -> DeliveryResult.accepted());
        OpenDestination far = paced("far", "unlimited", delivery -> DeliveryResult.accepted());
        dispatch(LIMIT, slow);
        time.pass(Duration.ofMinutes(20));
        Instant before = time.instant();

        List<DestinationReport> lines = dispatch(LIMIT, slow, far);

        assertThat(time.instant()).isEqualTo(before);
        assertThat(lines).extracting(DestinationReport::outcome).containsExactly(Outcome.DEFERRED, Outcome.ACCEPTED);
        assertThat(lines.get(0).reason()).contains(Reason.RATE_LIMITED);
        assertThat(lines.get(0).detail()).isEqualTo("the destination's rate has no room before the deadline");
        assertThat(lines.get(0).retryAfter()).contains(Duration.ofMinutes(40));
        assertThat(lines.get(0).attempts()).isZero();
    }

    @Test
    void saysWhatIsWrongWithTheFarEndWhenTheRateHasNoRoomToAskAgain() {
        OpenDestination dead = paced("dead", "1/min", delivery -> {
            throw new ConnectException("refused");
        });

        DestinationReport line = dispatch(LIMIT, dead).get(0);

        assertThat(line.reason()).contains(Reason.UNREACHABLE);
        assertThat(line.attempts()).isEqualTo(1);
        assertThat(line.retryAfter()).contains(Duration.ofMinutes(1));
    }

    @Test
    void whatTheRateDefersIsOwedAndToldLater() {
        RecordingDestination recording = new RecordingDestination();
        OpenDestination far = paced("far", "1/min", recording);
        dispatcher.dispatch(notification(1), List.of(far), LIMIT);
        dispatcher.dispatch(notification(2), List.of(far), LIMIT);
        time.pass(Duration.ofMinutes(1));

        DestinationReport line =
                dispatcher.dispatch(notification(2), List.of(far), LIMIT).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(recording.findings()).extracting(finding -> finding.id()).containsExactly("f1", "f2");
    }

    @Test
    void leavesAFarEndAloneInOtherCallsTooWhenItAskedForThat() {
        RecordingDestination recording = new RecordingDestination()
                .answers(
                        DeliveryResult.deferred(Reason.RATE_LIMITED, "HTTP 429").retryAfter(Duration.ofMinutes(2)),
                        DeliveryResult.accepted());
        OpenDestination far = paced("far", "unlimited", recording);
        dispatch(LIMIT, far);

        DestinationReport line = dispatch(LIMIT, far).get(0);

        assertThat(recording.deliveries()).hasSize(1);
        assertThat(line.reason()).contains(Reason.RATE_LIMITED);
        assertThat(line.retryAfter()).contains(Duration.ofMinutes(2));
        time.pass(Duration.ofMinutes(2));
        assertThat(dispatch(LIMIT, far).get(0).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void tellsNoMoreAtOnceThanItsConcurrency() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier both = new CyclicBarrier(2);
        OpenDestination far = limited(2, delivery -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            meet(both);
            inside.decrementAndGet();
            return DeliveryResult.accepted();
        });
        Dispatcher real = real();

        List<Future<List<DestinationReport>>> calls = IntStream.range(0, 200)
                .mapToObj(i -> threads.submit(() -> real.dispatch(test(), List.of(far), LIMIT)))
                .toList();

        for (Future<List<DestinationReport>> call : calls) {
            assertThat(call.get().get(0).outcome()).isEqualTo(Outcome.ACCEPTED);
        }
        assertThat(most).hasValue(2);
    }

    private static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (BrokenBarrierException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void whoFindsNoRoomBeforeTheDeadlineIsDeferredAndMakesNoneForOthers() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        OpenDestination far = limited(1, delivery -> {
            entered.countDown();
            leave.await();
            return DeliveryResult.accepted();
        });
        Dispatcher real = real();
        Future<List<DestinationReport>> first = threads.submit(() -> real.dispatch(test(), List.of(far), LIMIT));
        entered.await();

        DestinationReport second =
                real.dispatch(test(), List.of(far), Duration.ofMillis(80)).get(0);
        leave.countDown();

        assertThat(second.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(second.reason()).contains(Reason.RATE_LIMITED);
        assertThat(second.detail()).isEqualTo("as many messages as may be were under way all the time");
        assertThat(first.get().get(0).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(real.dispatch(test(), List.of(far), LIMIT).get(0).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aHangingDestinationMakesRoomWhenItIsLeft() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Destination deaf = delivery -> {
            while (asked.incrementAndGet() == 1) {
                awaitDeafly(never);
            }
            return DeliveryResult.accepted();
        };
        OpenDestination far = new OpenDestination(
                "far",
                new DestinationRules(Duration.ofMillis(50), SendingLimits.none().concurrency(1), Holding.nothing()),
                deaf,
                () -> deaf);
        Dispatcher real = real();

        DestinationReport hung =
                real.dispatch(test(), List.of(far), Duration.ofSeconds(2)).get(0);
        DestinationReport next = real.dispatch(test(), List.of(far), LIMIT).get(0);
        never.countDown();

        assertThat(hung.reason()).contains(Reason.TIMEOUT);
        assertThat(next.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    private static void awaitDeafly(CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException ignored) {
                // that is what makes it deaf
            }
        }
    }

    private Dispatcher real() {
        return new Dispatcher(new InMemoryLedger(time), AT_ONCE, threads, InstantSource.system());
    }

    private List<DestinationReport> dispatch(Duration limit, OpenDestination... destinations) {
        return dispatcher.dispatch(test(), List.of(destinations), limit);
    }

    private static OpenDestination paced(String name, String rate, Destination far) {
        return open(name, SendingLimits.none().rate(Rate.parse(rate)), far);
    }

    private static OpenDestination limited(int concurrency, Destination far) {
        return open("far", SendingLimits.none().concurrency(concurrency), far);
    }

    private static OpenDestination open(String name, SendingLimits limits, Destination far) {
        return new OpenDestination(
                name, new DestinationRules(Duration.ofSeconds(10), limits, Holding.nothing()), far, () -> far);
    }

    private static Notification test() {
        return Notification.builder("Test", Severity.HIGH).build();
    }

    private static Notification notification(int number) {
        return new NotificationComposer()
                .apply(Findings.builder("Recon:EC2/Portscan", 8)
                        .id("f" + number)
                        .build());
    }
}
