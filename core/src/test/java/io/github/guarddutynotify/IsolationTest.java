package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.delivery.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one destination's trouble costs the others and the caller, from the event to the report. */
@Timeout(60)
class IsolationTest {
    private static final String EVENT = """
            {"detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": {
              "id": "f1", "type": "Recon:EC2/Portscan", "severity": 8}}""";

    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void endWhatHangs() {
        never.countDown();
    }

    @Test
    void aFailingAHangingAndAThrowingDestinationLeaveTheFourthToldOnceAndTheCallBackByItsDeadline() {
        AtomicInteger told = new AtomicInteger();
        Duration limit = Duration.ofSeconds(2);
        try (FindingNotifier notifier = FindingNotifier.builder()
                .retry(RetryPolicy.none())
                .destination("failing", delivery -> DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404"))
                .destination("hanging", delivery -> hang())
                .destination("throwing", delivery -> {
                    throw new StackOverflowError();
                })
                .destination("fourth", delivery -> {
                    told.incrementAndGet();
                    return DeliveryResult.accepted();
                })
                .route(any(), "failing", "hanging", "throwing", "fourth")
                .build()) {
            DeliveryReport report = notifier.process(EVENT, limit);

            assertThat(report.destinations())
                    .extracting(DestinationReport::outcome)
                    .containsExactly(Outcome.REJECTED, Outcome.DEFERRED, Outcome.REJECTED, Outcome.ACCEPTED);
            assertThat(report.destinations())
                    .extracting(line -> line.reason().orElse(null))
                    .containsExactly(Reason.NOT_FOUND, Reason.TIMEOUT, Reason.BUG, null);
            assertThat(report.isComplete()).isFalse();
            assertThat(told).hasValue(1);
            assertThat(never.getCount()).as("back while one still hangs").isOne();

            notifier.process(EVENT, limit);
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void aClockThatStandsStillDelaysNoDeadlineAndNoRetry() {
        AtomicInteger attempts = new AtomicInteger();
        try (FindingNotifier notifier = FindingNotifier.builder()
                .clock(InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")))
                .retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1)))
                .destination("hanging", delivery -> hang())
                .destination(
                        "again",
                        delivery -> attempts.incrementAndGet() < 2
                                ? DeliveryResult.deferred(Reason.RATE_LIMITED, "HTTP 429")
                                        .retryAfter(Duration.ofMillis(5))
                                : DeliveryResult.accepted())
                .route(any(), "hanging", "again")
                .build()) {
            assertThat(notifier.process(EVENT, Duration.ofSeconds(2)).destinations())
                    .extracting(DestinationReport::outcome)
                    .containsExactly(Outcome.DEFERRED, Outcome.ACCEPTED);
        }
    }

    @Test
    void closingTheNotifierEndsACallThatIsUnderWay() throws InterruptedException {
        CountDownLatch delivering = new CountDownLatch(1);
        FindingNotifier notifier = FindingNotifier.builder()
                .destination("hanging", delivery -> {
                    delivering.countDown();
                    return hang();
                })
                .route(any(), "hanging")
                .build();
        List<DeliveryReport> reports = new ArrayList<>();
        Thread caller = new Thread(() -> reports.add(notifier.process(EVENT, Duration.ofHours(1))));

        caller.start();
        delivering.await();
        notifier.close();
        caller.join();

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.isComplete()).isFalse());
    }

    @Test
    void aDestinationOfTheCallersThatHangsIsNotClosedUnderIt() {
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger delivered = new AtomicInteger();
        Destination deafOnce = new Destination() {
            @Override
            public DeliveryResult deliver(Delivery delivery) {
                while (delivered.get() == 0 && never.getCount() > 0) {
                    LockSupport.parkNanos(1_000_000);
                }
                return DeliveryResult.accepted();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        FindingNotifier notifier = FindingNotifier.builder()
                .destination("own", deafOnce)
                .route(any(), "own")
                .build();

        assertThat(notifier.process(EVENT, Duration.ofSeconds(1)).isComplete()).isFalse();
        delivered.incrementAndGet();
        assertThat(closed).hasValue(0);
        assertThat(notifier.process(EVENT, Duration.ofSeconds(30)).isComplete()).isTrue();
        notifier.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aRefusedLoginIsTriedOnceMoreWithTheSettingsReadAnew() {
        Map<String, String> vault = new HashMap<>(Map.of("token", "old"));
        List<String> used = new ArrayList<>();
        NotifierConfig config =
                NotifierConfig.reader().resolver("vault", vault::get).parse("""
                {"destinations": {"soc": {"channel": "pager", "token": "${vault:token}", "user": "${vault:token}"}},
                 "routes": [{"to": "soc"}]}""");
        try (FindingNotifier notifier = FindingNotifier.builder()
                .executor(new DirectExecutor())
                .channel(new TestChannel("pager", destination -> {
                    var token = destination.settings().secret("token");
                    String user = destination.settings().text("user");
                    return delivery -> {
                        used.add(user + " " + token.reveal());
                        vault.put("token", "new");
                        return user.equals("new")
                                ? DeliveryResult.accepted()
                                : DeliveryResult.rejected(Reason.AUTH, "HTTP 403");
                    };
                }))
                .config(config)
                .build()) {
            assertThat(notifier.process(EVENT).isComplete()).isTrue();
        }
        assertThat(used).containsExactly("old old", "new new");
    }

    @Test
    void aSettingThatHasBecomeWrongMeanwhileLeavesNoHalfOpenDestination() {
        Map<String, String> vault = new HashMap<>(Map.of("token", "old"));
        AtomicInteger closed = new AtomicInteger();
        NotifierConfig config =
                NotifierConfig.reader().resolver("vault", vault::get).parse("""
                {"destinations": {"soc": {"channel": "pager", "user": "${vault:token}"}}, "routes": [{"to": "soc"}]}""");
        FindingNotifier notifier = FindingNotifier.builder()
                .executor(new DirectExecutor())
                .channel(new TestChannel("pager", destination -> {
                    destination.settings().text("user");
                    return new Destination() {
                        @Override
                        public DeliveryResult deliver(Delivery delivery) {
                            vault.clear();
                            return DeliveryResult.rejected(Reason.AUTH, "HTTP 403");
                        }

                        @Override
                        public void close() {
                            closed.incrementAndGet();
                        }
                    };
                }))
                .config(config)
                .build();

        DestinationReport line = notifier.process(EVENT).destinations().get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(line.detail()).contains("ConfigException");
        assertThat(closed).hasValue(2); // the refused one, and the one that could not be opened well
        notifier.close();
    }

    @Test
    void aSecretThatCannotBeHadNowIsOwedAndNoBug() {
        try (FindingNotifier notifier = FindingNotifier.builder()
                .retry(RetryPolicy.none())
                .channel(new TestChannel("pager", destination -> {
                    var token = destination.settings().secret("token");
                    return delivery -> DeliveryResult.accepted(token.reveal());
                }))
                .destination("soc", DestinationSpec.of("pager").with("token", Secret.from(() -> {
                    throw new IllegalStateException("hidden");
                })))
                .route(any(), "soc")
                .build()) {
            DestinationReport line = notifier.process(EVENT).destinations().get(0);

            assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
            assertThat(line.reason()).contains(Reason.UNREACHABLE);
            assertThat(line.detail())
                    .isEqualTo("a secret could not be had: the secret's source threw java.lang.IllegalStateException");
        }
    }

    @Test
    void aComposerThatGivesNothingCostsNoMessage() {
        AtomicInteger told = new AtomicInteger();
        try (FindingNotifier notifier = FindingNotifier.builder()
                .composer(finding -> null)
                .destination("own", delivery -> {
                    told.incrementAndGet();
                    return DeliveryResult.accepted();
                })
                .route(any(), "own")
                .build()) {
            assertThat(notifier.process(EVENT).isComplete()).isTrue();
        }
        assertThat(told).hasValue(1);
    }

    private DeliveryResult hang() throws InterruptedException {
        never.await();
        return DeliveryResult.accepted();
    }
}
