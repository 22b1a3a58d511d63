package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ledgers, executors and far ends that misbehave. */
@Timeout(60)
class DispatcherFaultsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final RetryPolicy AT_ONCE = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);

    private final ManualTime time = new ManualTime();
    private final InMemoryLedger ledger = new InMemoryLedger(time);
    private final CountDownLatch never = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(DispatcherFaultsTest::daemon);
    private final ExecutorService oneThread = Executors.newFixedThreadPool(1, DispatcherFaultsTest::daemon);

    @AfterEach
    void endThreads() {
        never.countDown();
        threads.shutdownNow();
        oneThread.shutdownNow();
    }

    // Refused logins.

    @Test
    void opensAgainAndTriesExactlyOnceMoreWhereTheLoginWasRefused() {
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        OpenDestination far = reopening(
                closed, delivery -> refused(asked), delivery -> refused(asked), delivery -> DeliveryResult.accepted());

        DestinationReport line = dispatch(RetryPolicy.none(), Runnable::run, far);

        assertThat(line.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(line.reason()).contains(Reason.AUTH);
        assertThat(line.attempts()).isEqualTo(2);
        assertThat(asked).hasValue(2);
        assertThat(closed).hasValue(2);
        assertThat(dispatch(RetryPolicy.none(), Runnable::run, far).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aRefusedLoginThatPassesAfterwardsIsTold() {
        OpenDestination far = reopening(
                new AtomicInteger(), delivery -> refused(new AtomicInteger()), delivery -> DeliveryResult.accepted());

        assertThat(dispatch(RetryPolicy.none(), Runnable::run, far).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(dispatch(RetryPolicy.none(), Runnable::run, far).outcome()).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void onlyARefusedLoginIsWorthOpeningAgain() {
        AtomicInteger closed = new AtomicInteger();
        OpenDestination far = reopening(closed, delivery -> DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404"));

        assertThat(dispatch(AT_ONCE, Runnable::run, far).attempts()).isEqualTo(1);
        assertThat(closed).hasValue(0);
    }

    @Test
    void whatCannotBeOpenedAgainIsNotTriedAgain() {
        AtomicInteger asked = new AtomicInteger();
        OpenDestination own = new OpenDestination("own", Duration.ofSeconds(10), delivery -> refused(asked));

        assertThat(dispatch(AT_ONCE, Runnable::run, own).outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aReplacedDestinationIsClosedOnlyAfterItsLastUse() {
        AtomicInteger closed = new AtomicInteger();
        OpenDestination far =
                reopening(closed, delivery -> DeliveryResult.accepted(), delivery -> DeliveryResult.accepted());
        OpenDestination.Opening first = far.enter();
        OpenDestination.Opening second = far.enter();
        assertThat(second).isSameAs(first);

        assertThat(far.replace(first)).isTrue();
        assertThat(far.replace(second)).isFalse();
        assertThat(far.enter()).isNotSameAs(first);
        far.leave(first);
        assertThat(closed).hasValue(0);
        far.leave(second);
        assertThat(closed).hasValue(1);
    }

    @Test
    void anOpenerThatFailsIsTheDestinationsFaultAndIsAskedAgain() {
        AtomicInteger opened = new AtomicInteger();
        OpenDestination far = new OpenDestination(
                "far",
                DestinationRules.within(Duration.ofSeconds(10)),
                delivery -> refused(new AtomicInteger()),
                () -> {
                    if (opened.incrementAndGet() == 1) {
                        throw new NoClassDefFoundError("hidden");
                    }
                    return delivery -> DeliveryResult.accepted();
                });

        DestinationReport line = dispatch(AT_ONCE, Runnable::run, far);
        assertThat(line.reason()).contains(Reason.BUG);
        assertThat(line.detail()).doesNotContain("hidden");
        assertThat(dispatch(AT_ONCE, Runnable::run, far).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    // Far ends that say strange things.

    @Test
    void aWaitWithoutEndCostsOnlyItsOwnDestination() {
        OpenDestination endless = open(
                "endless",
                delivery -> DeliveryResult.deferred(Reason.RATE_LIMITED, "HTTP 429")
                        .retryAfter(Duration.ofSeconds(Long.MAX_VALUE)));
        OpenDestination far = open("far", delivery -> DeliveryResult.accepted());

        List<DestinationReport> report =
                dispatcher(AT_ONCE, Runnable::run).dispatch(notification(), List.of(endless, far), LIMIT);

        assertThat(report).extracting(DestinationReport::outcome).containsExactly(Outcome.DEFERRED, Outcome.ACCEPTED);
    }

    @Test
    void anAnswerWithoutAReasonOrADetailIsABugOfTheChannel() {
        assertThat(dispatch(AT_ONCE, Runnable::run, open("a", delivery -> DeliveryResult.rejected(null, "x")))
                        .reason())
                .contains(Reason.BUG);
        assertThat(dispatch(AT_ONCE, Runnable::run, open("b", delivery -> DeliveryResult.deferred(Reason.AUTH, null)))
                        .reason())
                .contains(Reason.BUG);
    }

    @Test
    void limitsAndTimeoutsWithoutEndOrBelowZeroOverflowNothing() {
        for (Duration strange :
                List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE), Duration.ZERO)) {
            OpenDestination far = new OpenDestination(
                    "far-" + strange, Duration.ofSeconds(Long.MAX_VALUE), delivery -> DeliveryResult.accepted());

            Outcome outcome = dispatcher(AT_ONCE, Runnable::run)
                    .dispatch(notification(), List.of(far), strange)
                    .get(0)
                    .outcome();

            assertThat(outcome)
                    .isEqualTo(strange.isNegative() || strange.isZero() ? Outcome.DEFERRED : Outcome.ACCEPTED);
        }
    }

    // Ledgers.

    @Test
    void aLedgerThatHangsIsPassedOverAfterATenthOfTheTime() {
        List<Duration> waits = new ArrayList<>();
        Hanging hanging = new Hanging();
        AtomicInteger told = new AtomicInteger();
        Dispatcher dispatcher = new Dispatcher(hanging, AT_ONCE, threads, time, impatient(waits));

        DestinationReport line = dispatcher
                .dispatch(notification(), List.of(open("far", delivery -> accepted(told))), LIMIT)
                .get(0);

        assertThat(waits).contains(Duration.ofSeconds(3));
        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(line.detail()).isEqualTo("the ledger did not answer: a repeat may be told again");
        assertThat(told).hasValue(1);
    }

    @Test
    void aClaimHoldsLongerThanTheCallMayTake() {
        List<Duration> leases = new ArrayList<>();
        DeliveryLedger watching = new Forgetful() {
            @Override
            public Claim claim(Entry entry, Duration lease) {
                leases.add(lease);
                return new Granted("token", null);
            }
        };

        new Dispatcher(watching, AT_ONCE, Runnable::run, time, time)
                .dispatch(notification(), List.of(open("far", delivery -> DeliveryResult.accepted())), LIMIT);

        assertThat(leases).singleElement().satisfies(lease -> assertThat(lease).isGreaterThan(LIMIT));
    }

    @Test
    void aLedgerWithAFaultOfItsOwnIsPassedOver() {
        for (DeliveryLedger faulty : List.of(
                new Forgetful() {
                    @Override
                    public Claim claim(Entry entry, Duration lease) {
                        return null;
                    }
                },
                new Forgetful() {
                    @Override
                    public Claim claim(Entry entry, Duration lease) {
                        return new InFlight(null);
                    }
                },
                new Forgetful() {
                    @Override
                    public Claim claim(Entry entry, Duration lease) {
                        throw new StackOverflowError();
                    }
                },
                new Forgetful() {
                    @Override
                    public void told(Entry entry, String token, Telling telling) throws IOException {
                        throw new IOException("hidden");
                    }
                })) {
            DestinationReport line = new Dispatcher(faulty, AT_ONCE, Runnable::run, time, time)
                    .dispatch(notification(), List.of(open("far", delivery -> DeliveryResult.accepted())), LIMIT)
                    .get(0);

            assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(line.detail()).isEqualTo("the ledger did not answer: a repeat may be told again");
        }
    }

    @Test
    void aClaimIsGivenBackWhereNothingWasTold() {
        AtomicInteger released = new AtomicInteger();
        DeliveryLedger watching = new Forgetful() {
            @Override
            public void release(Entry entry, String token) throws IOException {
                released.incrementAndGet();
                throw new IOException("hidden");
            }
        };

        DestinationReport line = new Dispatcher(watching, AT_ONCE, Runnable::run, time, time)
                .dispatch(
                        notification(),
                        List.of(open("far", delivery -> DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404"))),
                        LIMIT)
                .get(0);

        assertThat(released).hasValue(1);
        assertThat(line.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(line.detail()).isEqualTo("HTTP 404");
    }

    @Test
    void aClaimOfAnotherThatEndedAlreadyIsWorthAskingAgainAtOnce() {
        DeliveryLedger late = new Forgetful() {
            @Override
            public Claim claim(Entry entry, Duration lease) {
                return new InFlight(time.instant().minusSeconds(5));
            }
        };

        DestinationReport line = new Dispatcher(late, AT_ONCE, Runnable::run, time, time)
                .dispatch(notification(), List.of(open("far", delivery -> DeliveryResult.accepted())), LIMIT)
                .get(0);

        assertThat(line.retryAfter()).contains(Duration.ZERO);
        assertThat(line.attempts()).isZero();
    }

    // Executors.

    @Test
    void whatFindsNoThreadWasNotAskedAndNothingIsClosedForIt() {
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        OpenDestination waiting = reopening(closed, delivery -> accepted(asked), delivery -> accepted(asked));
        Dispatcher dispatcher = new Dispatcher(new Forgetful(), AT_ONCE, oneThread, InstantSource.system());
        Future<?> longer = oneThread.submit(() -> {
            never.await();
            return "the only thread is busy with something else for longer than the call";
        });

        DestinationReport line = dispatcher
                .dispatch(notificationOfNothing(), List.of(waiting), Duration.ofMillis(900))
                .get(0);

        assertThat(longer.isDone()).isFalse();
        assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(line.reason()).contains(Reason.OUT_OF_TIME);
        assertThat(line.detail()).isEqualTo("the executor has no thread for it");
        assertThat(line.attempts()).isZero();
        assertThat(asked).hasValue(0);
        assertThat(closed).hasValue(0);
    }

    @Test
    void anAttemptsTimeBeginsWhenItHasAThread() {
        List<Duration> timeLeft = new ArrayList<>();
        List<Runnable> queued = new ArrayList<>();
        Waiting waiting = new Waiting() {
            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public Runnable next(BlockingQueue<Runnable> events, Duration limit) {
                if (!queued.isEmpty()) {
                    time.pass(Duration.ofSeconds(12)); // longer than the attempt's timeout
                    queued.remove(0).run();
                }
                return time.next(events, limit);
            }
        };
        OpenDestination far = open("far", delivery -> {
            timeLeft.add(delivery.timeLeft());
            return DeliveryResult.accepted();
        });

        DestinationReport line = new Dispatcher(ledger, AT_ONCE, queued::add, time, waiting)
                .dispatch(notificationOfNothing(), List.of(far), LIMIT)
                .get(0);

        assertThat(timeLeft).containsExactly(Duration.ofSeconds(10));
        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void anExecutorThatIsFullForAMomentIsAskedAgain() {
        AtomicInteger refusals = new AtomicInteger(2);
        Executor full = work -> {
            if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException();
            }
            work.run();
        };

        DestinationReport line = dispatch(AT_ONCE, full, open("far", delivery -> DeliveryResult.accepted()));

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(line.attempts()).isEqualTo(1);
        assertThat(line.detail()).isEmpty();
    }

    @Test
    void aSystemWithoutMoreThreadsDefers() {
        DestinationReport line = dispatch(
                AT_ONCE,
                work -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                open("far", delivery -> DeliveryResult.accepted()));

        assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(line.attempts()).isZero();
    }

    // What the tests above are made of.

    private DestinationReport dispatch(RetryPolicy retry, Executor executor, OpenDestination far) {
        return dispatcher(retry, executor)
                .dispatch(notification(), List.of(far), LIMIT)
                .get(0);
    }

    private Dispatcher dispatcher(RetryPolicy retry, Executor executor) {
        return new Dispatcher(ledger, retry, executor, time, time);
    }

    private static OpenDestination open(String name, Destination far) {
        return new OpenDestination(name, DestinationRules.within(Duration.ofSeconds(10)), far, () -> far);
    }

    /** Opens the next of these each time. */
    private static OpenDestination reopening(AtomicInteger closed, Destination... openings) {
        List<Destination> left = new ArrayList<>();
        for (Destination opening : openings) {
            left.add(new Destination() {
                @Override
                public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
                    return opening.deliver(delivery);
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            });
        }
        return new OpenDestination(
                "far", DestinationRules.within(Duration.ofSeconds(10)), left.remove(0), () -> left.remove(0));
    }

    private static DeliveryResult refused(AtomicInteger asked) {
        asked.incrementAndGet();
        return DeliveryResult.rejected(Reason.AUTH, "HTTP 403");
    }

    private static DeliveryResult accepted(AtomicInteger asked) {
        asked.incrementAndGet();
        return DeliveryResult.accepted();
    }

    /** Lets a moment of real time pass for each wait, and the whole of it by hand. */
    private Waiting impatient(List<Duration> waits) {
        return new Waiting() {
            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public Runnable next(BlockingQueue<Runnable> events, Duration limit) throws InterruptedException {
                Runnable event = events.poll(500, TimeUnit.MILLISECONDS);
                if (event == null) {
                    waits.add(limit);
                    time.pass(limit);
                }
                return event;
            }
        };
    }

    private static Notification notification() {
        return new NotificationComposer().apply(DispatcherTest.finding(8, 1));
    }

    private static Notification notificationOfNothing() {
        return Notification.builder("Test", Severity.HIGH).build();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /** Grants everything and remembers nothing. */
    private static class Forgetful implements DeliveryLedger {
        @Override
        public Claim claim(Entry entry, Duration lease) throws IOException {
            return new Granted("token", null);
        }

        @Override
        public void told(Entry entry, String token, Telling telling) throws IOException {}

        @Override
        public void release(Entry entry, String token) throws IOException {}
    }

    /** Answers no claim. */
    private final class Hanging extends Forgetful {
        @Override
        public Claim claim(Entry entry, Duration lease) throws IOException {
            try {
                never.await();
            } catch (InterruptedException interrupted) {
                throw new IOException("interrupted");
            }
            return new Granted("token", null);
        }
    }
}
