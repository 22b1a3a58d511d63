package io.github.guarddutynotify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.Findings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a channel is told of the circumstances. */
class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant THIS_MORNING = Instant.parse("2026-11-24T09:12:34.5Z");

    @Test
    void nothingChangedWhereNothingWasTold() {
        assertThat(delivery(8, 3).change()).isEmpty();
    }

    @Test
    void saysWhatBecameWorseAndSinceWhen() {
        assertThat(delivery(8, 41).after(told(Severity.MEDIUM, 3, THIS_MORNING)).change())
                .contains("Severity Medium → High · 3 → 41 occurrences since 09:12 UTC");
    }

    @Test
    void saysOnlyWhatChanged() {
        assertThat(delivery(8, 3).after(told(Severity.LOW, 3, THIS_MORNING)).change())
                .contains("Severity Low → High since 09:12 UTC");
        assertThat(delivery(8, 4).after(told(Severity.HIGH, 3, THIS_MORNING)).change())
                .contains("3 → 4 occurrences since 09:12 UTC");
        assertThat(delivery(8, 3).after(told(Severity.HIGH, 3, THIS_MORNING)).change())
                .contains("Unchanged since 09:12 UTC");
    }

    @Test
    void saysTheDateOfAnotherDay() {
        Instant lateYesterday = Instant.parse("2026-11-23T23:59:59.999Z");

        assertThat(delivery(8, 4).after(told(Severity.HIGH, 3, lateYesterday)).change())
                .contains("3 → 4 occurrences since 2026-11-23T23:59:59Z");
    }

    @Test
    void whatIsAboutNoFindingOrManyHasNoChange() {
        Telling told = told(Severity.HIGH, 3, THIS_MORNING);
        Notification.Builder digest = Notification.builder("Digest", Severity.LOW);

        assertThat(delivery(digest.build()).after(told).change()).isEmpty();
        assertThat(delivery(digest.finding(finding(2, 1)).finding(finding(2, 2)).build())
                        .after(told)
                        .change())
                .isEmpty();
    }

    private static Delivery delivery(double severity, long count) {
        return delivery(Notification.builder("A title", Severity.of(severity))
                .finding(finding(severity, count))
                .build());
    }

    private static Delivery delivery(Notification notification) {
        return Delivery.of(notification, Deadline.in(Duration.ofSeconds(10), () -> NOW));
    }

    private static Finding finding(double severity, long count) {
        return Findings.builder("Recon:EC2/Portscan", severity)
                .at("/service/count", count)
                .build();
    }

    private static Telling told(Severity severity, long count, Instant when) {
        return new Telling(severity, count, null, when, null);
    }
}
