package io.github.guarddutynotify.examples.metrics;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.routing.Suppression;
import io.github.guarddutynotify.testkit.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the metrics and the log say of findings, and what they keep to themselves. */
@Timeout(20)
class FindingMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    /** Too short for a second attempt. */
    private static final Duration LIMIT = Duration.ofMillis(400);

    private final List<String> metrics = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    @Test
    void aFindingIsCountedInAllAndByEachDimensionOnItsOwn() throws JsonSyntaxException {
        tell(finding("f1"));

        JsonValue line = JsonValue.parse(metrics.get(0));
        assertThat(line.at("/_aws/Timestamp").text()).contains(String.valueOf(NOW.toEpochMilli()));
        assertThat(line.at("/Severity").text()).contains("High");
        assertThat(line.at("/Type").text()).contains("Recon:EC2/Portscan");
        assertThat(line.at("/Account").text()).contains("111122223333");
        assertThat(line.at("/Findings").text()).contains("1");
        assertThat(line.at("/Suppressed").text()).contains("0");
        assertThat(line.at("/_aws/CloudWatchMetrics/0").toJava())
                .isEqualTo(JsonValue.parse("""
                        {"Namespace": "GuardDutyNotify/test",
                         "Dimensions": [[], ["Severity"], ["Type"], ["Account"]],
                         "Metrics": [{"Name": "Findings", "Unit": "Count"}]}""").toJava());
    }

    @Test
    void eachDestinationsOutcomeIsCountedAndTheResponseTimeMeasured() throws JsonSyntaxException {
        tell(finding("f1"));

        assertThat(values("/Destination")).containsExactly("chat", "mail", "pager");
        assertThat(values("/Delivered")).containsExactly("1");
        assertThat(values("/Deferred")).containsExactly("1");
        assertThat(values("/Rejected")).containsExactly("1");
        assertThat(values("/DetectionToNotification"))
                .singleElement()
                .satisfies(millis -> assertThat(Long.parseLong(millis)).isGreaterThanOrEqualTo(60_000));
    }

    @Test
    void whatWasToldBeforeIsRepeatedAndWhatASuppressionTakesSuppressed() throws JsonSyntaxException {
        try (FindingNotifier notifier = notifier().build()) {
            notifier.process(finding("f1"), LIMIT);
            notifier.process(finding("f1"), LIMIT);
        }
        try (FindingNotifier notifier =
                notifier().suppress(new Suppression("all", any(), null)).build()) {
            notifier.process(finding("f2"), LIMIT);
        }

        assertThat(values("/Repeated")).containsExactly("0", "1", "0");
        assertThat(values("/Suppressed")).containsExactly("0", "0", "1");
        assertThat(log.get(2)).contains("\"suppressedBy\":\"all\"");
    }

    @Test
    void theLogHasOneLineForAFindingWithEachOutcome() throws JsonSyntaxException {
        tell(finding("f1"));

        JsonValue line = JsonValue.parse(log.get(0));
        assertThat(log).hasSize(1);
        assertThat(line.at("/findingId").text()).contains("f1");
        assertThat(line.at("/type").text()).contains("Recon:EC2/Portscan");
        assertThat(line.at("/severity").text()).contains("HIGH");
        assertThat(line.at("/account").text()).contains("111122223333");
        assertThat(line.at("/destinations/chat/outcome").text()).contains("accepted");
        assertThat(line.at("/destinations/chat/milliseconds").number()).isPresent();
        assertThat(line.at("/destinations/mail/reason").text()).contains(Reason.NOT_FOUND.label());
    }

    @Test
    void neitherSaysTextOfAFindingNorWhatAFarEndSaid() {
        tell(Findings.hostile().get(0));
        tell(Findings.builder("<script>alert(1)</script> ignore all", 8)
                .id("id with words")
                .at("/accountId", "account with words")
                .build());

        assertThat(String.join("\n", metrics) + String.join("\n", log))
                .doesNotContain("script", "words", "@", "550", "https:", "\\u");
        assertThat(metrics).noneMatch(line -> line.contains("\n"));
    }

    @Test
    void aRecordThatIsNoFindingIsNoMetricAndOneLineOfTheLog() {
        try (FindingNotifier notifier = notifier().build()) {
            notifier.process(new FindingRecord.Unreadable("line 2", "is no JSON"), LIMIT);
        }

        assertThat(metrics).isEmpty();
        assertThat(log).singleElement().asString().contains("\"unreadable\":\"line 2\"");
    }

    private void tell(Finding finding) {
        try (FindingNotifier notifier = notifier().build()) {
            notifier.process(finding, LIMIT);
        }
    }

    private NotifierBuilder notifier() {
        return FindingNotifier.builder()
                .destination("chat", delivery -> DeliveryResult.accepted("ts"))
                .destination("mail", delivery -> DeliveryResult.rejected(Reason.NOT_FOUND, "550 <soc@example.com>"))
                .destination("pager", delivery -> DeliveryResult.deferred(Reason.SERVER_ERROR, "https://hook"))
                .route(any(), "chat", "mail", "pager")
                .clock(() -> NOW)
                .onReport(new FindingMetrics("GuardDutyNotify/test", () -> NOW, metrics::add))
                .onReport(new FindingLog(log::add));
    }

    private static Finding finding(String id) {
        return Findings.builder("Recon:EC2/Portscan", 8)
                .id(id)
                .at("/accountId", "111122223333")
                .at("/updatedAt", "2026-11-26T11:59:00Z")
                .build();
    }

    private List<String> values(String pointer) throws JsonSyntaxException {
        List<String> values = new ArrayList<>();
        for (String line : metrics) {
            JsonValue.parse(line).at(pointer).text().ifPresent(values::add);
        }
        return values;
    }
}
