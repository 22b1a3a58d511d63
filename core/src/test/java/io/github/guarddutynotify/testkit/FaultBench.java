package io.github.guarddutynotify.testkit;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Rate;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.delivery.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells a destination by a notifier, beside another that is well, for tests of what a fault comes to. */
public final class FaultBench {
    /** Room for two attempts that each end by a timeout of two seconds, and none for a Retry-After of a minute. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofMillis(10), Duration.ofMillis(20));

    private FaultBench() {}

    /**
     * Tells of a finding, trying twice where that may help, and sees to it that the sibling is told exactly once.
     *
     * @param spec the destination
     * @return what became of it
     */
    public static DestinationReport tell(DestinationSpec spec) {
        RecordingDestination sibling = new RecordingDestination();
        try (FindingNotifier notifier = FindingNotifier.builder()
                .destination("under-test", spec.withRate(Rate.parse("100/s")))
                .destination("sibling", sibling)
                .route(any(), "under-test", "sibling")
                .retry(TWICE)
                .build()) {
            DeliveryReport report = notifier.process(Findings.of("Recon:EC2/Portscan", 8), LIMIT);

            assertThat(report.destinations().get(1).outcome()).as("the sibling").isEqualTo(Outcome.ACCEPTED);
            assertThat(sibling.deliveries()).as("the sibling was told").hasSize(1);
            return report.destinations().get(0);
        }
    }

    /**
     * Compares what became of it.
     *
     * @param line what {@link #tell} gave
     * @param outcome the outcome
     * @param reason the reason; {@code null} if it was accepted
     * @param attempts how often the far end was asked
     */
    public static void assertLine(DestinationReport line, Outcome outcome, @Nullable Reason reason, int attempts) {
        assertThat(line.outcome()).as("%s: %s", line, line.detail()).isEqualTo(outcome);
        assertThat(line.cause()).as("%s: %s", line, line.detail()).isEqualTo(reason);
        assertThat(line.attempts()).as("attempts: %s", line.detail()).isEqualTo(attempts);
    }
}
