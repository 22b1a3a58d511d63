package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.Findings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnsAttributesTest {
    private static final String TYPE = "Backdoor:EC2/C&CActivity.B!DNS";

    @Test
    void tellsWhatFilterPoliciesAskFor() {
        Finding finding = Findings.builder(TYPE, 8.5)
                .at("/resource/resourceType", "Instance")
                .at("/service/additionalInfo/sample", true)
                .build();

        assertThat(attributes(finding))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "severity", "Number 8.5",
                        "severityLabel", "String HIGH",
                        "findingType", "String " + TYPE,
                        "purpose", "String Backdoor",
                        "accountId", "String 111122223333",
                        "region", "String eu-west-1",
                        "resourceType", "String Instance",
                        "sample", "String true"));
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "8.0, 8", "8.95, 8.95", "10, 10", "0, 0", "0.00001, 0.00001", "100, 100"})
    void writesTheSeverityAsAPlainNumber(double severity, String number) {
        assertThat(attributes(Findings.of(TYPE, severity))).containsEntry("severity", "Number " + number);
    }

    @Test
    void leavesOutWhatAFindingHasNot() {
        assertThat(attributes(Findings.minimal()).keySet())
                .containsExactlyInAnyOrder("severityLabel", "findingType", "purpose", "sample");
    }

    @Test
    void leavesOutWhatNoFilterCouldAskFor() {
        Finding finding = Findings.builder("Evil <b>type</b>", 1e300)
                .account("1234")
                .region("eu west")
                .at("/resource/resourceType", "<!channel>")
                .build();

        assertThat(attributes(finding).keySet()).containsExactlyInAnyOrder("severityLabel", "sample");
    }

    @Test
    void tellsOfSeveralFindingsWhatTheyHaveInCommonAndTheWorst() {
        Finding first = Findings.builder(TYPE, 5).region("eu-west-1").build();
        Finding second = Findings.builder(TYPE, 8).region("eu-west-2").build();

        assertThat(attributes(first, second))
                .containsEntry("severity", "Number 8")
                .containsEntry("findingType", "String " + TYPE)
                .containsEntry("accountId", "String 111122223333")
                .doesNotContainKey("region");
    }

    private static Map<String, String> attributes(Finding... findings) {
        Notification.Builder notification = Notification.builder("A title", Severity.HIGH);
        List.of(findings).forEach(notification::finding);
        return SnsAttributes.of(notification.build()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().dataType() + " "
                                + entry.getValue().stringValue()));
    }
}
