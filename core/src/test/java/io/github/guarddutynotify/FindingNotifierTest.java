package io.github.guarddutynotify;

import static io.github.guarddutynotify.finding.Severity.HIGH;
import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.severityAtLeast;
import static io.github.guarddutynotify.routing.Filters.types;
import static io.github.guarddutynotify.routing.Filters.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.finding.UnreadableFindingException;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.routing.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The flow from an event to a report. */
@Timeout(20)
class FindingNotifierTest {
    private final Told first = new Told();
    private final Told second = new Told();

    @Test
    void tellsEachDestinationOfEachMatchingRouteOnce() {
        try (FindingNotifier notifier = builder()
                .route(severityAtLeast(HIGH), "first")
                .route(types("Recon:*"), "first", "second")
                .build()) {
            DeliveryReport report = notifier.process(event("f1", 8));

            assertThat(report.isComplete()).isTrue();
            assertThat(report.destinations())
                    .extracting(DestinationReport::destination)
                    .containsExactly("first", "second");
            assertThat(report.decision().matched()).containsExactly("minSeverity HIGH", "types Recon:*");
        }
        assertThat(first.notifications).hasSize(1);
        assertThat(second.notifications).hasSize(1);
    }

    @Test
    void reportsAFindingThatNoRouteWants() {
        try (FindingNotifier notifier =
                builder().route(severityAtLeast(HIGH), "first", "second").build()) {
            DeliveryReport report = notifier.process(event("f1", 2));

            assertThat(report.isUnrouted()).isTrue();
            assertThat(report.isComplete()).isTrue();
            assertThat(report.toJson()).contains("\"note\":\"no route takes this finding\"");
        }
    }

    @Test
    void reportsWhichSuppressionKeptAFindingBack() {
        try (FindingNotifier notifier = builder()
                .route(any(), "first", "second")
                .suppress(new Suppression("our scanner", types("Recon:EC2/*"), null))
                .build()) {
            DeliveryReport report = notifier.process(event("f1", 8));

            assertThat(report.destinations())
                    .extracting(DestinationReport::outcome)
                    .containsOnly(Outcome.SKIPPED);
            assertThat(report.destinations().get(0).reason()).contains(Reason.SUPPRESSED);
            assertThat(report.destinations().get(0).detail()).isEqualTo("suppressed by \"our scanner\"");
        }
        assertThat(first.notifications).isEmpty();
    }

    @Test
    void aReportIsIncompleteWhileOneDestinationIsOwed() throws JsonSyntaxException {
        try (FindingNotifier notifier = builder()
                .destination("dead", delivery -> DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404 no_service"))
                .route(any(), "first", "dead", "second")
                .build()) {
            DeliveryReport report = notifier.process(event("f1", 8));

            assertThat(report.isComplete()).isFalse();
            JsonValue json = JsonValue.parse(report.toJson());
            assertThat(json.at("/findingId").text()).contains("f1");
            assertThat(json.at("/complete").isTrue()).isFalse();
            assertThat(json.at("/destinations/1/outcome").text()).contains("rejected");
            assertThat(json.at("/destinations/1/reason").text()).contains("not-found");
            assertThat(json.at("/destinations/1/detail").text()).contains("HTTP 404 no_service");
        }
    }

    @Test
    void aFailingFilterLetsTheFindingThrough() {
        try (FindingNotifier notifier = builder()
                .route(
                        where(
                                "mine",
                                finding ->
                                        finding.text("/nowhere").orElseThrow().isEmpty()),
                        "first")
                .route(any(), "second")
                .build()) {
            assertThat(notifier.process(event("f1", 8)).isComplete()).isTrue();
        }
        assertThat(first.notifications).hasSize(1);
    }

    @Test
    void aFailingComposerCostsNoMessage() {
        try (FindingNotifier notifier = builder()
                .route(any(), "first", "second")
                .composer(finding -> {
                    throw new IllegalStateException("no words");
                })
                .build()) {
            notifier.process(event("f1", 8));
        }
        assertThat(first.notifications.get(0).title()).isEqualTo("Reconnaissance: Recon:EC2/Portscan");
    }

    @Test
    void observersSeeEveryReportAndAFailingOneCostsNothing() {
        List<DeliveryReport> seen = new ArrayList<>();
        try (FindingNotifier notifier = builder()
                .route(any(), "first", "second")
                .onReport(report -> {
                    throw new IllegalStateException("no metrics");
                })
                .onReport(seen::add)
                .build()) {
            DeliveryReport report = notifier.process(event("f1", 8));

            assertThat(seen).containsExactly(report);
        }
    }

    @Test
    void anUnreadableEventIsAnExceptionThatSaysWhere() {
        try (FindingNotifier notifier =
                builder().route(any(), "first", "second").build()) {
            assertThatExceptionOfType(UnreadableFindingException.class)
                    .isThrownBy(() -> notifier.process("{\"detail-type\": \"GuardDuty Finding\", \"detail\": {}}"))
                    .withMessage(
                            "detail.type: expected the finding's type, such as Recon:EC2/PortProbeUnprotectedPort");
        }
    }

    @Test
    void closesItsDestinationsOnceAndTakesNoMoreFindings() {
        FindingNotifier notifier = builder().route(any(), "first", "second").build();

        notifier.close();
        notifier.close();

        assertThat(first.closed).hasValue(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> notifier.process(event("f1", 8)))
                .withMessage("this notifier is closed");
    }

    @Test
    void leavesNoThreadOfItsOwnBehind() throws InterruptedException {
        FindingNotifier notifier = builder().route(any(), "first", "second").build();
        notifier.process(event("f1", 8));

        notifier.close();

        for (Thread thread : first.threads) {
            thread.join(4_000); // a pool has ended a moment before its last thread has; an idle one would stay for five
            // seconds
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void runsOnAnExecutorOfTheCallersAndLeavesItOpen() {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try (FindingNotifier notifier =
                builder().executor(executor).route(any(), "first", "second").build()) {
            assertThat(notifier.process(event("f1", 8)).isComplete()).isTrue();
        }
        assertThat(executor.isShutdown()).isFalse();
        executor.shutdownNow();
    }

    @Test
    void takesAChannelThatNoServiceFileNames() {
        Told third = new Told();
        try (FindingNotifier notifier = FindingNotifier.builder()
                .channel(new TestChannel("pager", config -> third))
                .destination("third", DestinationSpec.of("pager"))
                .route(any(), "third")
                .build()) {
            notifier.process(event("f1", 8));
        }
        assertThat(third.notifications).hasSize(1);
    }

    private NotifierBuilder builder() {
        return FindingNotifier.builder()
                .retry(RetryPolicy.none())
                .destination("first", first)
                .destination("second", second);
    }

    private static String event(String id, int severity) {
        return """
                {"detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": {
                  "id": "%s", "type": "Recon:EC2/Portscan", "severity": %d}}""".formatted(id, severity);
    }

    /** Takes everything. */
    private static final class Told implements Destination {
        final List<Notification> notifications = new ArrayList<>();
        final List<Thread> threads = new ArrayList<>();
        final AtomicInteger closed = new AtomicInteger();

        @Override
        public synchronized DeliveryResult deliver(Delivery delivery) {
            notifications.add(delivery.notification());
            threads.add(Thread.currentThread());
            return DeliveryResult.accepted();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
