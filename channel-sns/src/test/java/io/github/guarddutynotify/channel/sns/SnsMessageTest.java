package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsMessageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "backdoor-ec2-cncactivity-b-dns",
                "exfiltration-s3-objectread-unusual",
                "execution-runtime-newbinaryexecuted",
                "privilegeescalation-kubernetes-privilegedcontainer"
            })
    void looksAsItsGoldenFileShows(String sample) {
        SnsMessage message = SnsMessage.of(new NotificationComposer().apply(Findings.sample(sample)));

        GoldenFile.assertMatches(Path.of("src/test/resources/golden", sample + ".txt"), readable(message));
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
        text.append("Deduplication: ").append(message.deduplicationId()).append("\n\n");
        return text.append(message.body()).toString();
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

        assertThat(SnsMessage.of(notification).body()).isEqualTo("""
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

        assertThat(SnsMessage.of(notification).body().lines()).doesNotContain("== Links ==", "Open: y");
    }

    @Test
    void defangsWhatIsForeign() {
        Notification notification = Notification.builder("see http://evil.example/a", Severity.HIGH)
                .summary("evil.example")
                .section(new Section("S", List.of(new Fact("Domain", new Fact.Code("www.evil.example")))))
                .build();

        SnsMessage message = SnsMessage.of(notification);

        assertThat(message.body())
                .contains("hxxp://evil[.]example/a", "\nevil[.]example\n", "www[.]evil[.]example")
                .doesNotContain("evil.example");
        assertThat(message.subject()).isEqualTo("HIGH: see hxxp://evil[.]example/a");
    }

    @Test
    void keepsAllUpToTheLimitAndCutsOneByteAbove() {
        int room = SnsMessage.MAX_BYTES
                - SnsAttributes.bytes(SnsMessage.of(filled(1)).attributes());
        int missing = room - SnsMessage.bytes(SnsMessage.of(filled(1)).body());

        String below = SnsMessage.of(filled(missing)).body();
        String at = SnsMessage.of(filled(1 + missing)).body();
        String above = SnsMessage.of(filled(2 + missing)).body();

        assertThat(SnsMessage.bytes(below)).isEqualTo(room - 1);
        assertThat(SnsMessage.bytes(at)).isEqualTo(room);
        assertThat(at).doesNotContain("…");
        assertThat(SnsMessage.bytes(above)).isLessThan(room);
        assertThat(above).contains("…");
    }

    /** Some 200 KB, the last value of a length that a test chooses. */
    private static Notification filled(int lengthOfLast) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            facts.add(new Fact("Fact", new Fact.Own("x".repeat(1005))));
        }
        facts.add(new Fact("Last", new Fact.Own("y".repeat(lengthOfLast))));
        return withFacts(facts);
    }

    @Test
    void staysWithinTheLimitWhateverIsLong() {
        Notification.Builder huge = Notification.builder("\uD83D\uDC69".repeat(100_000), Severity.LOW)
                .summary("é".repeat(300_000));
        for (int i = 0; i < 300; i++) {
            huge.link(new Link("L".repeat(10), URI.create("https://example.com/" + "x".repeat(2900))));
        }
        huge.link(new Link("long", URI.create("https://example.com/" + "x".repeat(300_000))));

        SnsMessage message = SnsMessage.of(huge.build());

        assertThat(SnsMessage.bytes(message.body())).isLessThan(SnsMessage.MAX_BYTES);
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
