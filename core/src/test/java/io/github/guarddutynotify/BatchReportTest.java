package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.severityAtLeast;
import static io.github.guarddutynotify.routing.Filters.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.finding.FindingRecord.Unreadable;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.routing.Suppression;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a notifier reports of a batch. */
@Timeout(20)
class BatchReportTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RecordingDestination first = new RecordingDestination();
    private final RecordingDestination second = new RecordingDestination();
    private final List<DeliveryReport> seen = new ArrayList<>();

    @Test
    void reportsOnEachFindingInTheOrderGiven() {
        try (FindingNotifier notifier = builder()
                .route(severityAtLeast(Severity.HIGH), "first")
                .route(types("Recon:*"), "first", "second")
                .suppress(new Suppression("our scanner", types("Policy:*"), null))
                .build()) {
            List<DeliveryReport> reports = notifier.processAll(
                    List.of(
                            Findings.of("Recon:EC2/Portscan", 2),
                            Findings.of("Policy:S3/BucketPublicAccessGranted", 8),
                            Findings.of("Trojan:EC2/DNSDataExfiltration", 8),
                            Findings.of("Trojan:EC2/DropPoint", 2)),
                    LIMIT);

            assertThat(reports)
                    .extracting(report -> report.finding().orElseThrow().type().purpose())
                    .containsExactly("Recon", "Policy", "Trojan", "Trojan");
            assertThat(reports)
                    .extracting(report -> report.destinations().stream()
                            .map(DestinationReport::toString)
                            .toList())
                    .containsExactly(
                            List.of("first accepted", "second accepted"),
                            List.of("first skipped (suppressed)"),
                            List.of("first accepted"),
                            List.of());
            assertThat(reports.get(3).isUnrouted()).isTrue();
            assertThat(seen).containsExactlyElementsOf(reports);
        }
        assertThat(first.findings())
                .extracting(Finding::severity)
                .containsExactlyInAnyOrder(Severity.LOW, Severity.HIGH);
    }

    @Test
    void saysExactlyWhichRecordsGoBackToTheQueue() {
        first.answers(DeliveryResult.accepted(), DeliveryResult.rejected(Reason.INVALID_MESSAGE, "HTTP 400"));
        try (FindingNotifier notifier = builder().route(any(), "first").build()) {
            List<DeliveryReport> reports = notifier.processAll(
                    List.of(Findings.of("Recon:EC2/Portscan", 2), Findings.of("Recon:EC2/Portscan", 8)), LIMIT);

            assertThat(reports).filteredOn(DeliveryReport::isComplete).hasSize(1);
            first.answers(DeliveryResult.accepted());
            List<Finding> owed = reports.stream()
                    .filter(report -> !report.isComplete())
                    .map(report -> report.finding().orElseThrow())
                    .toList();
            assertThat(notifier.processAll(owed, LIMIT)).allMatch(DeliveryReport::isComplete);
        }
        assertThat(first.findings()).hasSize(3);
    }

    @Test
    void reportsOnRecordsInTheirOrderThoseThatAreNoFindingBetweenTheOthers() {
        Destination strict = delivery -> delivery.notification().severity() == Severity.HIGH
                ? DeliveryResult.rejected(Reason.INVALID_MESSAGE, "HTTP 400")
                : DeliveryResult.accepted();
        try (FindingNotifier notifier =
                builder().destination("strict", strict).route(any(), "strict").build()) {
            List<DeliveryReport> reports = notifier.processRecords(
                    List.of(
                            new Unreadable("line 1", "is no JSON"),
                            new Found("line 2", Findings.of("Recon:EC2/Portscan", 2)),
                            new Unreadable("line 3", "nothing here"),
                            new Found("line 4", Findings.of("Trojan:EC2/DropPoint", 8)),
                            new Found("line 5", Findings.of("Policy:S3/BucketPublicAccessGranted", 5))),
                    LIMIT);

            assertThat(reports)
                    .extracting(BatchReportTest::subject)
                    .containsExactly("line 1: is no JSON", "Recon", "line 3: nothing here", "Trojan", "Policy");
            assertThat(reports)
                    .extracting(DeliveryReport::isComplete)
                    .as("the one that is refused costs no other")
                    .containsExactly(false, true, false, false, true);
            assertThat(seen).containsExactlyElementsOf(reports);
            assertThat(reports).allMatch(report -> report.time().isPresent());
        }
    }

    @Test
    void recordsAmongWhichIsNoFindingAreReportedAndTellNobody() {
        try (FindingNotifier notifier = builder().route(any(), "first").build()) {
            assertThat(notifier.processRecords(List.of(), LIMIT)).isEmpty();
            assertThat(notifier.processRecords(List.of(new Unreadable("", "is no JSON")), LIMIT))
                    .extracting(BatchReportTest::subject)
                    .containsExactly("is no JSON");
        }
        assertThat(first.findings()).isEmpty();
    }

    private static String subject(DeliveryReport report) {
        return report.finding()
                .map(finding -> finding.type().purpose())
                .or(() -> report.unreadable().map(Unreadable::toString))
                .orElseThrow();
    }

    @Test
    void aClosedNotifierTakesNoBatchAndTellsNothingHeld() {
        FindingNotifier notifier = builder().route(any(), "first").build();
        notifier.close();

        assertThatIllegalStateException().isThrownBy(() -> notifier.processAll(List.of(), LIMIT));
        assertThatIllegalStateException().isThrownBy(() -> notifier.processRecords(List.of(), LIMIT));
        assertThatIllegalStateException().isThrownBy(() -> notifier.tellHeld(LIMIT));
    }

    @Test
    void whoHoldsNothingReportsNothingHeld() {
        try (FindingNotifier notifier = builder().route(any(), "first").build()) {
            DeliveryReport report = notifier.tellHeld(LIMIT);

            assertThat(report.isComplete()).isTrue();
            assertThat(report.destinations()).isEmpty();
        }
    }

    private NotifierBuilder builder() {
        return FindingNotifier.builder()
                .destination("first", first)
                .destination("second", second)
                .retry(RetryPolicy.none())
                .onReport(seen::add);
    }
}
