package io.github.guarddutynotify.channel.sns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.GoldenFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnsMessageTest {
    private static final String CHANGE = "Severity Medium → High · 3 → 41 occurrences since 09:12 UTC";

    static List<String> samples() {
        return Findings.sampleNames();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void looksAsItsGoldenFileShows(String sample) {
        assertGolden(sample, Format.TEXT, "");
    }

    @ParameterizedTest
    @CsvSource({
        "backdoor-ec2-cncactivity-b-dns,                       JSON,     ''",
        "execution-runtime-newbinaryexecuted,                  JSON,     ''",
        "attacksequence-iam-compromisedcredentials,                    JSON,     ''",
        "backdoor-ec2-cncactivity-b-dns,                       AMAZON_Q, ''",
        "execution-runtime-newbinaryexecuted,                  AMAZON_Q, ''",
        "exfiltration-s3-objectread-unusual,                   AMAZON_Q, ''",
        "privilegeescalation-kubernetes-privilegedcontainer,   AMAZON_Q, ''",
        "attacksequence-iam-compromisedcredentials,                    AMAZON_Q, ''",
        "exfiltration-s3-objectread-unusual,                   TEXT,     update",
        "exfiltration-s3-objectread-unusual,                   JSON,     update",
        "exfiltration-s3-objectread-unusual,                   AMAZON_Q, update"
    })
    void looksInTheOtherFormatsAsItsGoldenFileShows(String sample, Format format, String kind) {
        assertGolden(sample, format, kind.isEmpty() ? "" : CHANGE);
    }

    private static void assertGolden(String sample, Format format, String change) {
        SnsMessage message =
                SnsMessage.of(new NotificationComposer().apply(Findings.sample(sample)), format, false, change);

        SnsJudge.judge(SnsJudge.form(message), format);
        Path golden = Path.of("src/test/resources/golden");
        String name = sample + (change.isEmpty() ? "" : "-update");
        if (format == Format.TEXT) {
            GoldenFile.assertMatches(golden.resolve(name + ".txt"), readable(message));
        } else {
            String suffix = format == Format.JSON ? ".json" : ".amazon-q.json";
            GoldenFile.assertJsonMatches(
                    golden.resolve(name + suffix), message.body().getBytes(UTF_8));
        }
    }

    private static String readable(SnsMessage message) {
        StringBuilder text = new StringBuilder("Subject: " + message.subject() + "\n");
        message.attributes()
                .forEach((name, value) -> text.append(name)
                        .append(" (")
                        .append(value.dataType())
                        .append("): ")
                        .append(value.stringValue())
                        .append('\n'));
        text.append("Group: ").append(message.groupId()).append('\n');
        text.append("Deduplication: ").append(message.deduplicationId()).append('\n');
        messages(message)
                .forEach((protocol, body) -> text.append("\n######## ")
                        .append(protocol)
                        .append('\n')
                        .append(body)
                        .append(body.endsWith("\n") ? "" : "\n"));
        return text.toString();
    }

    /** What subscribers get, by protocol. */
    private static Map<String, String> messages(SnsMessage message) {
        return SnsRules.messages(SnsRules.form(SnsJudge.form(message)));
    }

    private static String inFull(Notification notification) {
        return messages(Bench.message(notification)).get("default");
    }

    @Test
    void laysOutTitleSummaryFactsAndLinks() {
        Notification notification = Notification.builder("A title", Severity.HIGH)
                .summary("A summary")
                .section(new Section(
                        "What happened",
                        List.of(new Fact("Name", new Fact.Foreign("web")), new Fact("Note", new Fact.Own("")))))
                .link(new Link("Open it", URI.create("https://console.aws.amazon.com/x")))
                .build();

        assertThat(inFull(notification)).isEqualTo("""
                        A title
                        A summary

                        == What happened ==
                        Name: web
                        Note: –

                        Open it: https://console.aws.amazon.com/x
                        """);
    }

    @Test
    void letsNoValuePassForALineOfOurs() {
        Notification notification = withFacts(List.of(new Fact("Name", new Fact.Foreign("x\n\n== Links ==\nOpen: y"))));

        assertThat(inFull(notification).lines()).doesNotContain("== Links ==", "Open: y");
    }

    @Test
    void defangsWhatIsForeign() {
        Notification notification = Notification.builder("see http://evil.example/a", Severity.HIGH)
                .summary("evil.example")
                .section(new Section("S", List.of(new Fact("Domain", new Fact.Code("www.evil.example")))))
                .build();

        SnsMessage message = Bench.message(notification);

        assertThat(inFull(notification))
                .contains("hxxp://evil[.]example/a", "\nevil[.]example\n", "www[.]evil[.]example")
                .doesNotContain("evil.example");
        assertThat(message.subject()).isEqualTo("HIGH: see hxxp://evil[.]example/a");
    }

    @Test
    void saysWhatChangedFirstInEveryFormat() {
        Notification notification = Bench.notification("A title");

        Map<String, String> messages = messages(SnsMessage.of(notification, Format.TEXT, false, CHANGE));
        String json = SnsMessage.of(notification, Format.JSON, false, CHANGE).body();
        String amazonQ =
                SnsMessage.of(notification, Format.AMAZON_Q, false, CHANGE).body();

        assertThat(messages.get("default")).startsWith(CHANGE + "\n\nA title\n");
        assertThat(messages.get("email")).startsWith(CHANGE + "\n\nA title\n");
        assertThat(messages.get("sms"))
                .isEqualTo("Severity Medium -> High, 3 -> 41 occurrences since 09:12 UTC: HIGH: A title");
        assertThat(json).startsWith("{\"schemaVersion\":1,\"change\":\"" + CHANGE + "\",");
        assertThat(amazonQ).contains("\"description\":\"*" + CHANGE + "*\\nSummary: A summary\"");
    }

    @Test
    void givesMailsTheirLinksAboveTheFactsAndPhonesOneLineWithThePlace() {
        Finding finding = Findings.builder("Recon:EC2/Portscan", 5).build();
        Notification notification = Notification.builder("A title", Severity.MEDIUM)
                .finding(finding)
                .section(new Section("What happened", List.of(new Fact("Name", new Fact.Own("web")))))
                .link(new Link("Open it", URI.create("https://console.aws.amazon.com/x")))
                .build();

        Map<String, String> messages = messages(Bench.message(notification));

        assertThat(messages.get("email")).isEqualTo("""
                A title

                Open it: https://console.aws.amazon.com/x

                == What happened ==
                Name: web
                """);
        assertThat(messages.get("sms")).isEqualTo("MEDIUM: A title (111122223333 eu-west-1)");
    }

    @Test
    void isOneTextForTheQueuesOfAFifoTopic() {
        SnsMessage message = SnsMessage.of(Bench.notification("A title"), Format.TEXT, true, "");

        assertThat(message.isPerProtocol()).isFalse();
        assertThat(message.body()).isEqualTo("A title\nA summary\n");
    }

    private static Notification withFacts(List<Fact> facts) {
        return Notification.builder("A title", Severity.HIGH)
                .section(new Section("Facts", facts))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128})
    void takesAFifoIdAsItIs(int length) {
        assertThat(FifoId.of("k".repeat(length))).isEqualTo("k".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a key", "schlüssel", "a\nb"})
    void hashesAFifoIdOfOtherCharacters(String key) {
        assertThat(FifoId.of(key)).matches("[0-9a-f]{64}").isEqualTo(FifoId.of(key));
        assertThat(FifoId.of(key)).isNotEqualTo(FifoId.of(key + "x y"));
    }

    @Test
    void hashesAFifoIdThatIsTooLong() {
        assertThat(FifoId.of("k".repeat(129))).matches("[0-9a-f]{64}").isNotEqualTo(FifoId.of("k".repeat(130)));
    }
}
