package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.json.JsonWriter;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationComposerTest {
    private static Finding finding(String members) {
        return FindingReader.read("{\"type\":\"Backdoor:EC2/Spambot\",\"id\":\"f1\"," + members + "}");
    }

    private static Notification composed(String members) {
        return new NotificationComposer().apply(finding(members));
    }

    private static List<String> facts(Notification notification) {
        return notification.sections().stream()
                .flatMap(section -> section.facts().stream())
                .map(fact -> fact.label() + ": " + fact.value().text())
                .toList();
    }

    @Test
    void marksSamplesOnceAndSaysWhatIsArchivedOrHasNoSeverity() {
        String sample = "\"title\":\"[SAMPLE] T\",\"service\":{\"archived\":true,\"additionalInfo\":{\"sample\":true}}";
        Notification notification = composed(sample);
        assertThat(notification.title()).isEqualTo("[SAMPLE] Command and control: T");
        assertThat(notification.summary()).isEqualTo("Unknown severity · archived");
        assertThat(facts(notification))
                .contains(
                        "Severity: Unknown: the finding does not say",
                        "State: archived: someone has dealt with it, or put it aside");
        assertThat(composed("\"title\":\"T\"").title()).isEqualTo("Command and control: T");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:30Z, just now",
        "2026-01-01T00:01:00Z, 1 minute ago",
        "2026-01-01T01:59:00Z, 119 minutes ago",
        "2026-01-02T00:00:00Z, 24 hours ago",
        "2026-01-04T00:00:00Z, 3 days ago",
        "2031-01-01T00:00:00Z, 5 years ago",
    })
    void saysHowLongAgoItWasLastSeen(String now, String age) {
        NotificationComposer composer = NotificationComposer.builder()
                .clock(InstantSource.fixed(Instant.parse(now)))
                .build();
        Finding seen = finding("\"service\":{\"count\":3,\"eventLastSeen\":\"2026-01-01T00:00:00Z\"}");
        assertThat(composer.apply(seen).summary()).endsWith("seen 3 times, last " + age);
        assertThat(facts(composer.apply(seen)))
                .contains("Seen: 3 times, last " + age, "Last seen: 2026-01-01T00:00:00Z");
        Finding ahead = finding("\"service\":{\"eventLastSeen\":\"2040-01-01T00:00:00Z\"}");
        assertThat(composer.apply(ahead).summary()).doesNotContain("seen");
    }

    @ParameterizedTest
    @CsvSource({
        "aws, eu-west-1, https://console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?search=id%3Df1",
        "aws-us-gov, us-gov-west-1,"
                + " https://console.amazonaws-us-gov.com/guardduty/home?region=us-gov-west-1#/findings?search=id%3Df1",
        "aws-cn, cn-north-1, https://console.amazonaws.cn/guardduty/home?region=cn-north-1#/findings?search=id%3Df1",
        "aws-eusc, eusc-de-east-1, ''",
        "aws-iso, us-iso-east-1, ''",
        "aws, eu-west-1.evil.example, ''",
    })
    void linksToTheConsoleOfThePartitionOrNotAtAll(String partition, String region, String link) {
        List<String> links =
                composed("\"partition\":\"" + partition + "\",\"region\":\"" + region + "\"").links().stream()
                        .filter(found -> found.label().equals("Open in GuardDuty"))
                        .map(found -> found.target().toString())
                        .toList();
        assertThat(links).isEqualTo(link.isEmpty() ? List.of() : List.of(link));
    }

    @Test
    void aForgedNameSteersNoLink() {
        Notification notification = composed("\"region\":\"eu-west-1\",\"accountId\":\"1/../2\",\"id\":\"../x\","
                + "\"resource\":{\"instanceDetails\":{\"instanceId\":\"i-0#@evil.example/\"}}");
        assertThat(notification.links())
                .extracting(link -> link.target().getHost())
                .containsOnly("docs.aws.amazon.com");
    }

    @Test
    void anIdOfOurOwnIsNoLink() {
        Finding derived = FindingReader.read("{\"type\":\"Backdoor:EC2/Spambot\",\"region\":\"eu-west-1\"}");
        assertThat(new NotificationComposer().apply(derived).links())
                .extracting(Link::label)
                .doesNotContain("Open in GuardDuty");
    }

    @Test
    void aFindingOfASequenceLinksToIt() {
        Notification notification = composed("\"region\":\"eu-west-1\",\"associatedAttackSequenceArn\":"
                + "\"arn:aws:guardduty:eu-west-1:1:detector/d/finding/5eq\"");
        assertThat(notification.links())
                .filteredOn(link -> link.label().equals("Open the attack sequence"))
                .singleElement()
                .satisfies(link -> assertThat(link.target().toString()).endsWith("search=id%3D5eq"));
    }

    @Test
    void aSequenceOfTheModelsSizeStaysReadable() {
        List<Object> signals = new ArrayList<>();
        IntStream.range(0, 100)
                .forEach(i -> signals.add(JsonWriter.object(
                        "uid",
                        "s" + i,
                        "name",
                        "signal-" + i,
                        "severity",
                        i % 10,
                        "firstSeenAt",
                        1_767_225_600 + 60 * (100 - i))));
        List<Object> many = new ArrayList<>();
        IntStream.range(0, 400).forEach(i -> many.add(Map.of("id", "x" + i, "name", "n" + i, "uid", "u" + i)));
        List<Object> values = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> values.add("value-" + "v".repeat(240) + i));
        List<Object> indicators = new ArrayList<>();
        IntStream.range(0, 400).forEach(i -> indicators.add(Map.of("key", "MALICIOUS_IP", "values", values)));
        Map<String, Object> sequence = JsonWriter.object(
                "uid",
                "seq",
                "signals",
                signals,
                "actors",
                many,
                "endpoints",
                many,
                "resources",
                many,
                "sequenceIndicators",
                indicators);
        Notification notification = new NotificationComposer()
                .apply(FindingReader.read(JsonWriter.write(JsonWriter.object(
                        "type",
                        "AttackSequence:IAM/CompromisedCredentials",
                        "severity",
                        9,
                        "service",
                        Map.of("detection", Map.of("sequence", sequence))))));
        assertThat(PlainRenderer.text(notification).length()).isLessThan(12_000);
        Section timeline = notification.sections().get(1);
        assertThat(timeline.heading()).isEqualTo("Timeline");
        assertThat(timeline.facts()).hasSize(13);
        assertThat(timeline.facts().subList(0, 12)).extracting(Fact::label).isSorted();
        assertThat(timeline.facts().get(12).value().text()).isEqualTo("88 signals no worse than these");
        assertThat(facts(notification)).contains("Besides: 392 actors more", "Besides: 392 resources more");
    }

    @Test
    void labelsAreOurWordsWhateverTheDocumentSays() {
        String hostile = "<b>*x*</b> http://evil.example";
        Notification notification = composed("\"service\":{\"" + hostile + "\":{\"" + hostile + "\":\"v\"},"
                + "\"detection\":{\"sequence\":{\"sequenceIndicators\":[{\"key\":\"" + hostile
                + "\",\"values\":[\"v\"]}],"
                + "\"resources\":[{\"name\":\"n\",\"resourceType\":\"" + hostile + "\"}]}}}");
        assertThat(notification.sections())
                .allSatisfy(section -> assertThat(section.facts())
                        .extracting(Fact::label)
                        .noneMatch(label -> label.contains("evil") || label.contains("<")));
        assertThat(facts(notification)).contains("Value: v", "Indicator: v", "Resource: n");
    }

    @Test
    void refusesWrongOptions() {
        NotificationComposer.Builder builder = NotificationComposer.builder();
        assertThatThrownBy(() -> builder.accountName("12", "x"))
                .hasMessage("an account id has 12 digits, but this is: 12");
        assertThatThrownBy(() -> builder.accountName("111122223333", " ")).hasMessageContaining("blank");
        assertThatThrownBy(() -> builder.consoleBase(URI.create("http://x.example")))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> builder.accessPortal(URI.create("https:/x"), ""))
                .hasMessageContaining("https");
    }
}
