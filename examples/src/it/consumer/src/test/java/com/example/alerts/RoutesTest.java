package com.example.alerts;

import static io.github.guarddutynotify.finding.Severity.HIGH;
import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.severityAtLeast;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A team's test of its own routes, with the library's test kit. */
class RoutesTest {
    private final RecordingDestination oncall = new RecordingDestination();
    private final RecordingDestination audit = new RecordingDestination();

    @Test
    void onlyHighFindingsWakeTheOncall() {
        Finding high = Findings.of("Backdoor:EC2/C&CActivity.B!DNS", 8);
        Finding low = Findings.builder("Recon:EC2/Portscan", 2)
                .account("444455556666")
                .build();

        try (FindingNotifier notifier = notifier()) {
            assertThat(notifier.process(high, Duration.ofSeconds(10)).isComplete())
                    .isTrue();
            assertThat(notifier.process(low, Duration.ofSeconds(10)).isComplete())
                    .isTrue();
        }

        assertThat(oncall.findings()).containsExactly(high);
        assertThat(audit.findings()).containsExactlyInAnyOrder(high, low);
    }

    @Test
    void theAuditTrailIsKeptWhenTheOncallIsGone() {
        oncall.answers(DeliveryResult.rejected(Reason.NOT_FOUND, "the webhook was deleted"));

        try (FindingNotifier notifier = notifier()) {
            String event = Findings.builder("Backdoor:EC2/C&CActivity.B!DNS", 8).event();
            assertThat(notifier.process(event).isComplete()).isFalse();
        }

        assertThat(audit.findings()).hasSize(1);
    }

    private FindingNotifier notifier() {
        return FindingNotifier.builder()
                .destination("oncall", oncall)
                .destination("audit", audit)
                .route(severityAtLeast(HIGH), "oncall")
                .route(any(), "audit")
                .build();
    }
}
