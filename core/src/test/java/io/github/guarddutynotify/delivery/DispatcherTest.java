package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What a dispatch decides, on time that passes by hand. */
class DispatcherTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final RetryPolicy AT_ONCE = new RetryPolicy(3, Duration.ZERO, Duration.ZERO);

    private final ManualTime time = new ManualTime();
    private final InMemoryLedger ledger = new InMemoryLedger(time);

    @Test
    void reportsWhatTheFarEndAccepted() {
        Script far = new Script(DeliveryResult.accepted("message-7"));

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(line.reason()).isEmpty();
        assertThat(line.attempts()).isEqualTo(1);
    }

    @Test
    void takesAThreadForTheAttemptAlone_whenTheLedgerIsInMemory() {
        List<Runnable> threads = new ArrayList<>();
        Executor counting = work -> {
            threads.add(work);
            work.run();
        };
        Script far = Script.always(DeliveryResult.accepted());

        List<DestinationReport> lines = new Dispatcher(ledger, AT_ONCE, counting, time, time)
                .dispatch(
                        new NotificationComposer().apply(finding(5, 1)),
                        List.of(open("a", far), open("b", far)),
                        LIMIT);

        assertThat(lines).extracting(DestinationReport::outcome).containsOnly(Outcome.ACCEPTED);
        assertThat(threads).hasSize(2);
    }

    @Test
    void triesAgainWhatWasDeferredUntilItIsAccepted() {
        Script far = new Script(
                DeliveryResult.deferred(Reason.SERVER_ERROR, "HTTP 500"),
                new ConnectException("refused"),
                DeliveryResult.accepted());

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(line.attempts()).isEqualTo(3);
    }

    @Test
    void neverTriesAgainWhatWasRejected() {
        Script far = new Script(DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404"), DeliveryResult.accepted());

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(line.reason()).contains(Reason.NOT_FOUND);
        assertThat(far.deliveries).hasSize(1);
    }

    @Test
    void stopsAfterTheLastAttemptAndSaysWhy() {
        Script far = Script.always(DeliveryResult.deferred(Reason.RATE_LIMITED, "HTTP 429"));

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(line.reason()).contains(Reason.RATE_LIMITED);
        assertThat(line.attempts()).isEqualTo(3);
    }

    @Test
    void waitsAsLongAsTheFarEndAsks() {
        Script far = new Script(
                DeliveryResult.deferred(Reason.RATE_LIMITED, "HTTP 429").retryAfter(Duration.ofSeconds(7)),
                DeliveryResult.accepted());

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(7));
        assertThat(line.elapsed()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void givesBackAtOnceWhatCannotBeTriedAgainInTime() {
        Script far = new Script(
                DeliveryResult.deferred(Reason.RATE_LIMITED, "HTTP 429").retryAfter(Duration.ofMinutes(5)),
                DeliveryResult.accepted());

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(line.retryAfter()).contains(Duration.ofMinutes(5));
        assertThat(line.attempts()).isEqualTo(1);
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void beginsNoAttemptAfterTheDeadline() {
        RetryPolicy patient = new RetryPolicy(1000, Duration.ofSeconds(4), Duration.ofSeconds(4));
        Script far = Script.always(DeliveryResult.deferred(Reason.SERVER_ERROR, "HTTP 503"));
        Instant begin = time.instant();

        dispatcher(patient, Runnable::run).dispatch(notification(finding(5, 1)), List.of(open("far", far)), LIMIT);

        assertThat(Duration.between(begin, time.instant())).isLessThanOrEqualTo(LIMIT);
        assertThat(far.deliveries).hasSizeGreaterThan(3);
    }

    @Test
    void triesAgainOnlyForTheRecipientsThatAreStillOwed() {
        Script far = new Script(
                DeliveryResult.deferred(Reason.RATE_LIMITED, "451").owing(Set.of("b@example.com")),
                DeliveryResult.accepted());

        dispatch(far, finding(5, 1));

        assertThat(far.deliveries.get(0).recipients()).isEmpty();
        assertThat(far.deliveries.get(1).recipients()).containsExactly("b@example.com");
    }

    @Test
    void reportsWhoWasRefusedForGoodInAnyAttempt() {
        Script far = new Script(
                DeliveryResult.deferred(Reason.SERVER_ERROR, "451")
                        .owing(Set.of("b@example.com"))
                        .refusing(Set.of("c@example.com")),
                DeliveryResult.accepted("message-7").refusing(Set.of("b@example.com")));

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(line.detail()).isEqualTo("refused for good: b@example.com, c@example.com");
    }

    @Test
    void countsAnythingElseThatIsThrownAsABugOfTheChannel() {
        for (Throwable bug : List.of(new IllegalStateException("secret"), new StackOverflowError("secret"))) {
            DestinationReport line = dispatch(new Script(bug), finding(5, 1)).get(0);

            assertThat(line.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(line.reason()).contains(Reason.BUG);
            assertThat(line.detail()).contains(bug.getClass().getName()).doesNotContain("secret");
        }
    }

    @Test
    void countsANullAnswerAsABugOfTheChannel() {
        Destination far = delivery -> null;

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.reason()).contains(Reason.BUG);
    }

    @Test
    void skipsWhatWasToldAlready() {
        Script far = Script.always(DeliveryResult.accepted());
        dispatch(far, finding(5, 1));

        DestinationReport line = dispatch(far, finding(5, 2)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(line.reason()).contains(Reason.ALREADY_TOLD);
        assertThat(line.outcome().isComplete()).isTrue();
        assertThat(far.deliveries).hasSize(1);
    }

    @Test
    void tellsAnUpdateWhoseSeverityRoseAndWhatWasToldBefore() {
        Script far = Script.always(DeliveryResult.accepted("thread-1"));
        dispatch(far, finding(5, 1));

        DestinationReport line = dispatch(far, finding(8, 2)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(far.deliveries.get(1).previous().flatMap(Telling::reference)).contains("thread-1");
    }

    @Test
    void skipsAnUpdateThatIsOlderThanWhatWasTold() {
        Script far = Script.always(DeliveryResult.accepted());
        dispatch(far, finding(5, 2));

        DestinationReport line = dispatch(far, finding(9, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(line.reason()).contains(Reason.OUTDATED);
    }

    @Test
    void tellsTheSameFindingOnceToEachDestination() {
        Script first = Script.always(DeliveryResult.accepted());
        Script second = new Script(DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404"), DeliveryResult.accepted());
        List<OpenDestination> both = List.of(open("first", first), open("second", second));
        Notification notification = notification(finding(5, 1));

        dispatcher(AT_ONCE, Runnable::run).dispatch(notification, both, LIMIT);
        List<DestinationReport> again = dispatcher(AT_ONCE, Runnable::run).dispatch(notification, both, LIMIT);

        assertThat(again).extracting(DestinationReport::outcome).containsExactly(Outcome.SKIPPED, Outcome.ACCEPTED);
        assertThat(first.deliveries).hasSize(1);
    }

    @Test
    void leavesToAnotherTellerWhatThatOneHasClaimed() {
        Notification notification = notification(finding(5, 1));
        ledger.claim(new DeliveryLedger.Entry(notification.threadKey(), "far"), Duration.ofSeconds(40));
        Script far = Script.always(DeliveryResult.accepted());

        DestinationReport line = dispatch(far, finding(5, 1)).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(line.reason()).contains(Reason.IN_FLIGHT);
        assertThat(line.retryAfter()).contains(Duration.ofSeconds(40));
        assertThat(far.deliveries).isEmpty();
    }

    @Test
    void deliversAnywayWhenTheLedgerFailsAndSaysSo() {
        DeliveryLedger broken = new BrokenLedger();
        Script far = Script.always(DeliveryResult.accepted());

        DestinationReport line = new Dispatcher(broken, AT_ONCE, Runnable::run, time, time)
                .dispatch(notification(finding(5, 1)), List.of(open("far", far)), LIMIT)
                .get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(line.detail()).contains("ledger");
        assertThat(far.deliveries).hasSize(1);
    }

    @Test
    void tellsANotificationThatIsAboutNoFindingEachTime() {
        Script far = Script.always(DeliveryResult.accepted());
        Notification test =
                Notification.builder("Test", finding(5, 1).severity()).build();

        dispatcher(AT_ONCE, Runnable::run).dispatch(test, List.of(open("far", far)), LIMIT);
        dispatcher(AT_ONCE, Runnable::run).dispatch(test, List.of(open("far", far)), LIMIT);

        assertThat(far.deliveries).hasSize(2);
    }

    @Test
    void defersWhatTheExecutorHasNoThreadFor() {
        Script far = Script.always(DeliveryResult.accepted());
        Dispatcher dispatcher = dispatcher(RetryPolicy.none(), work -> {
            throw new RejectedExecutionException();
        });

        DestinationReport line = dispatcher
                .dispatch(notification(finding(5, 1)), List.of(open("far", far)), LIMIT)
                .get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(line.reason()).contains(Reason.OUT_OF_TIME);
        assertThat(far.deliveries).isEmpty();
    }

    @Test
    void givesAnAttemptTheTimeoutOfItsDestination() {
        Script far = Script.always(DeliveryResult.accepted());

        dispatch(far, finding(5, 1));

        assertThat(far.timeLeft).isEqualTo(Duration.ofSeconds(10));
    }

    private List<DestinationReport> dispatch(Destination far, Finding finding) {
        return dispatcher(AT_ONCE, Runnable::run).dispatch(notification(finding), List.of(open("far", far)), LIMIT);
    }

    private Dispatcher dispatcher(RetryPolicy retry, java.util.concurrent.Executor executor) {
        return new Dispatcher(ledger, retry, executor, time, time);
    }

    private static OpenDestination open(String name, Destination far) {
        return new OpenDestination(name, DestinationRules.within(Duration.ofSeconds(10)), far, () -> far);
    }

    private static Notification notification(Finding finding) {
        return new NotificationComposer().apply(finding);
    }

    static Finding finding(int severity, int minute) {
        return FindingReader.read("""
                {"detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": {
                  "id": "f1", "type": "Recon:EC2/Portscan", "severity": %d, "updatedAt": "2026-11-24T10:%02d:00Z"}}""".formatted(severity, minute));
    }

    /** Answers as told, in turn. */
    private static final class Script implements Destination {
        private final Deque<Object> answers = new ArrayDeque<>();
        private final boolean forEver;
        final List<Delivery> deliveries = new ArrayList<>();
        Duration timeLeft = Duration.ZERO;

        Script(Object... answers) {
            this(List.of(answers), false);
        }

        private Script(List<Object> answers, boolean forEver) {
            this.forEver = forEver;
            this.answers.addAll(answers);
        }

        static Script always(DeliveryResult answer) {
            return new Script(List.of(answer), true);
        }

        @Override
        public DeliveryResult deliver(Delivery delivery) throws IOException {
            deliveries.add(delivery);
            timeLeft = delivery.timeLeft();
            Object answer = forEver ? answers.peek() : answers.remove();
            if (answer instanceof IOException unreachable) {
                throw unreachable;
            }
            if (answer instanceof RuntimeException bug) {
                throw bug;
            }
            if (answer instanceof Error error) {
                throw error;
            }
            return (DeliveryResult) answer;
        }
    }

    private static final class BrokenLedger implements DeliveryLedger {
        @Override
        public Claim claim(Entry entry, Duration lease) throws IOException {
            throw new IOException("unreachable");
        }

        @Override
        public void told(Entry entry, String token, Telling telling) throws IOException {
            throw new IOException("unreachable");
        }

        @Override
        public void release(Entry entry, String token) throws IOException {
            throw new IOException("unreachable");
        }
    }
}
