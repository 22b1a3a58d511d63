package io.github.guarddutynotify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.GoldenFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessageTest {
    private static final String CONSOLE = "https://eu-west-1.console.aws.amazon.com/guardduty/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacksequence-iam-compromisedcredentials",
                "backdoor-ec2-cncactivity-b-dns",
                "discovery-rds-toripcaller",
                "exfiltration-s3-objectread-unusual",
                "privilegeescalation-kubernetes-privilegedcontainer",
                "recon-ec2-portprobeunprotectedport"
            })
    void looksAsItsGoldenFileShows(String sample) {
        byte[] message = rendered(new NotificationComposer().apply(Findings.sample(sample)));

        GoldenFile.assertJsonMatches(Path.of("src/test/resources/golden", sample + ".json"), message);
    }

    @ParameterizedTest
    @CsvSource({"149, 149", "150, 150", "151, 150"})
    void cutsTheHeaderAtWhatSlackTakes(int length, int shown) {
        String before = "🟧 HIGH · ";
        String title = "t".repeat(length - before.codePointCount(0, before.length()));

        String header = judged(titled(title)).at("/blocks/0/text/text").text().orElseThrow();

        assertThat(header.codePointCount(0, header.length())).isEqualTo(shown);
        assertThat(header.endsWith("…")).as("told that it was cut").isEqualTo(shown < length);
    }

    @ParameterizedTest
    @CsvSource({"1899, 1899", "1900, 1900", "1901, 1900"})
    void cutsAFieldByCodePoints(int length, int shown) {
        assertThat(field("𝔸".repeat(length)).codePoints().count()).isEqualTo(shown);
    }

    @Test
    void cutsAFieldAgainThatDefangingMadeLonger() {
        assertThat(field("evil.example ".repeat(140))).hasSize(1990).endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({"2899, 2899", "2900, 2900", "2901, 2900"})
    void cutsTheSummaryAtWhatASectionTakes(int length, int shown) {
        Notification notification = Notification.builder("t", Severity.LOW)
                .summary("s".repeat(length))
                .build();

        assertThat(judged(notification)
                        .at("/attachments/0/blocks/0/text/text")
                        .text()
                        .orElseThrow())
                .hasSize(shown);
    }

    @ParameterizedTest
    @CsvSource({"74, 74", "75, 75", "76, 75"})
    void cutsAButtonsLabelAtWhatSlackTakes(int length, int shown) {
        Notification notification = linked(new Link("l".repeat(length), URI.create(CONSOLE)));

        assertThat(button(notification).member("text").member("text").text().orElseThrow())
                .hasSize(shown);
    }

    @ParameterizedTest
    @CsvSource({"2999, true", "3000, true", "3001, false"})
    void leavesALinkOutThatIsLongerThanSlackTakes(int length, boolean shown) {
        Notification notification =
                linked(new Link("Open", URI.create(CONSOLE + "x".repeat(length - CONSOLE.length()))));

        assertThat(button(notification).isPresent()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 9, 10, 11})
    void showsEveryFactWhateverTheirNumber(int count) {
        Notification notification = titled("t").toBuilder()
                .section(new Section(
                        "S",
                        IntStream.range(0, count)
                                .mapToObj(SlackMessageTest::fact)
                                .toList()))
                .build();

        assertThat(shown(notification))
                .containsAll(
                        IntStream.range(0, count).mapToObj(i -> "value" + i).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {47, 48, 49, 50, 51, 200})
    void staysWithinFiftyBlocksAndSaysWhatItLeftOut(int sections) {
        Notification.Builder many = Notification.builder("t", Severity.LOW).summary("s");
        IntStream.range(0, sections).forEach(i -> many.section(new Section("S" + i, List.of(fact(i)))));

        List<String> shown = shown(many.build());

        boolean isWhole = shown.contains("value" + (sections - 1));
        assertThat(isWhole).isEqualTo(sections <= 48);
        assertThat(shown.stream().anyMatch(text -> text.contains("too many for this channel")))
                .isEqualTo(!isWhole);
    }

    @Test
    void shortensWhatIsMoreThanSlackTakesInAllAndKeepsTheLink() {
        Notification.Builder large = titled("t").toBuilder().link(new Link("Open", URI.create(CONSOLE)));
        IntStream.range(0, 20)
                .forEach(i -> large.section(new Section(
                        "S" + i, List.of(new Fact("L", new Fact.Foreign("<&>".repeat(600)))))));

        assertThat(button(large.build()).isPresent()).isTrue();
    }

    @Test
    void showsATimeInTheReadersZone() {
        Notification notification = withFact(new Fact.Time(Instant.parse("2026-01-02T03:04:05Z")));

        assertThat(new String(rendered(notification), StandardCharsets.UTF_8))
                .contains("<!date^1767323045^{date_short_pretty} {time}|2026-01-02T03:04:05Z>");
    }

    @Test
    void showsForeignTextInPlainTextUnescaped() {
        assertThat(field("<!channel> & *b* `c` :skull:")).isEqualTo("<!channel> & *b* `c` :skull:");
    }

    @Test
    void defangsForeignTextAndNotOurs() {
        assertThat(field("https://evil.example/")).isEqualTo("hxxps://evil[.]example/");
        assertThat(shown(withFact(new Fact.Own("ours.example")))).contains("ours.example");
    }

    @Test
    void escapesTheFallbackTextAfterCuttingIt() {
        String fallback = judged(titled("&".repeat(1000))).member("text").text().orElseThrow();

        assertThat(fallback).matches("🟧 HIGH · (&amp;)+…");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            <!channel>,                      &lt;!channel&gt;
            <https://evil.example|x>,        &lt;https://evil.example|x&gt;
            &lt;!channel&gt;,                &amp;lt;!channel&amp;gt;
            *b* _i_ ~s~ `c`,                 ∗b∗ ˍiˍ ∼s∼ ˋcˋ
            snake_case,                      snake_case
            """)
    void escapesWhatStandsInMarkup(String text, String escaped) {
        assertThat(SlackText.escaped(text)).isEqualTo(escaped);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void saysTheSeverityInAWordAndAColour(Severity severity) {
        JsonValue message = judged(Notification.builder("t", severity).build());

        assertThat(message.at("/text").text().orElseThrow()).containsIgnoringCase(severity.word());
        assertThat(message.at("/attachments/0/color").text().orElseThrow()).matches("#[0-9a-f]{6}");
    }

    private static Notification titled(String title) {
        return Notification.builder(title, Severity.HIGH).build();
    }

    private static Notification linked(Link link) {
        return titled("t").toBuilder().link(link).build();
    }

    private static Notification withFact(Fact.Value value) {
        return titled("t").toBuilder()
                .section(new Section("S", List.of(new Fact("Label", value))))
                .build();
    }

    private static Fact fact(int number) {
        return new Fact("Label", new Fact.Own("value" + number));
    }

    private static String field(String foreign) {
        return judged(withFact(new Fact.Foreign(foreign)))
                .at("/attachments/0/blocks/0/fields/1/text")
                .text()
                .orElseThrow();
    }

    private static JsonValue button(Notification notification) {
        return judged(notification).at("/attachments/*/blocks/*/elements/0");
    }

    private static byte[] rendered(Notification notification) {
        return SlackMessage.of(notification).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> shown(Notification notification) {
        return SlackJudge.judge(rendered(notification));
    }

    private static JsonValue judged(Notification notification) {
        shown(notification);
        try {
            return JsonValue.parse(rendered(notification));
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError("no JSON", malformed);
        }
    }
}
