package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a report says of when, how fast, and by which configuration. */
@Timeout(20)
class AuditTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Instant UPDATED = Instant.parse("2026-11-24T10:00:00Z");
    private static final String DOCUMENT = """
            // repeats each day
            { "repeatAfter": "P1D", "routes": [ { "name": "all", "to": "far" } ] }
            """;

    private final RecordingDestination far = new RecordingDestination();
    private Instant now = UPDATED.plusSeconds(95);

    @Test
    void saysWhenByWhichConfigurationAndHowLongAfterTheUpdate() throws Exception {
        List<DeliveryReport> seen = new ArrayList<>();
        try (FindingNotifier notifier = builder(DOCUMENT).onReport(seen::add).build()) {
            DeliveryReport report = notifier.process(finding(0), LIMIT);

            assertThat(seen).containsExactly(report);
            assertThat(report.time()).contains(now);
            assertThat(report.destinations().get(0).sinceUpdate().orElseThrow())
                    .isBetween(Duration.ofSeconds(95), Duration.ofSeconds(100));
            JsonValue json = JsonValue.parse(report.toJson());
            assertThat(json.at("/time").text()).contains("2026-11-24T10:01:35Z");
            assertThat(json.at("/configVersion").text()).isEqualTo(report.configVersion());
            assertThat(json.at("/destinations/0/secondsSinceUpdate").text()).contains("95");
        }
    }

    @Test
    void whatIsSentByNameIsReportedAsWhatRoutesTakeIs() {
        List<DeliveryReport> seen = new ArrayList<>();
        try (FindingNotifier notifier = builder(DOCUMENT).onReport(seen::add).build()) {
            DeliveryReport report = notifier.trial().send(finding(0), List.of("far"), LIMIT);

            assertThat(seen).containsExactly(report);
            assertThat(report.time()).contains(now);
            assertThat(report.configVersion())
                    .contains(NotifierConfig.parse(DOCUMENT).version());
        }
    }

    @Test
    void theVersionIsTheBeginningOfTheDocumentsSha256() {
        assertThat(NotifierConfig.parse("{}").version()).isEqualTo("44136fa355b3"); // printf '{}' | sha256sum
        assertThat(NotifierConfig.parse("{ }").version()).isNotEqualTo("44136fa355b3");
        assertThat(NotifierConfig.of(Map.of()).version()).isEqualTo("44136fa355b3");
    }

    @Test
    void whatWasNotAcceptedHasNoResponseTime() throws Exception {
        try (FindingNotifier notifier = builder(DOCUMENT).build()) {
            notifier.process(finding(0), LIMIT);
            DeliveryReport again = notifier.process(finding(0), LIMIT);

            assertThat(again.destinations().get(0).sinceUpdate()).isEmpty();
            assertThat(again.toJson()).doesNotContain("secondsSinceUpdate");
        }
    }

    @Test
    void anUpdateFromAheadOfTheClockTookNoTime() {
        now = UPDATED.minusSeconds(60);
        try (FindingNotifier notifier = builder(DOCUMENT).build()) {
            assertThat(notifier.process(finding(0), LIMIT).destinations().get(0).sinceUpdate())
                    .contains(Duration.ZERO);
        }
    }

    @Test
    void tellsAnUpdateAgainAfterTheConfiguredIntervalAndCodeOverridesTheDocument() {
        assertThat(outcomesAfter(builder(DOCUMENT), Duration.ofHours(23))).isEqualTo(Outcome.SKIPPED);
        assertThat(outcomesAfter(builder(DOCUMENT), Duration.ofHours(25))).isEqualTo(Outcome.ACCEPTED);
        assertThat(outcomesAfter(builder(DOCUMENT).repeatAfter(Duration.ofHours(1)), Duration.ofHours(2)))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(outcomesAfter(builder("{}").route(any(), "far"), Duration.ofDays(400)))
                .isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void anIntervalOfNothingIsAProblem() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> builder("{ \"repeatAfter\": \"daily\", \"routes\": [ { \"to\": \"far\" } ] }")
                        .build())
                .withMessageContaining("repeatAfter: is \"daily\", expected a duration");
    }

    private Outcome outcomesAfter(NotifierBuilder builder, Duration time) {
        now = UPDATED.plusSeconds(95);
        try (FindingNotifier notifier = builder.build()) {
            notifier.process(finding(0), LIMIT);
            now = now.plus(time);
            return notifier.process(finding(time.toSeconds()), LIMIT)
                    .destinations()
                    .get(0)
                    .outcome();
        }
    }

    private NotifierBuilder builder(String document) {
        return FindingNotifier.builder()
                .config(NotifierConfig.parse(document))
                .destination("far", far)
                .clock(() -> now);
    }

    private static Finding finding(long secondsLater) {
        return Findings.builder("Recon:EC2/Portscan", 5)
                .at("/updatedAt", UPDATED.plusSeconds(secondsLater).toString())
                .build();
    }
}
