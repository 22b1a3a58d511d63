package io.github.guarddutynotify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.GoldenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a message is laid out; its limits are {@link SlackLimitsTest}'s. */
class SlackMessageTest {
    static List<String> samples() {
        return Findings.sampleNames();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void looksAsItsGoldenFileShows(String sample) {
        byte[] message = rendered(new NotificationComposer().apply(Findings.sample(sample)));

        SlackJudge.judge(message);
        GoldenFile.assertJsonMatches(Path.of("src/test/resources/golden", sample + ".json"), message);
    }

    @Test
    void standsAloneInItsFallbackText() {
        Notification notification = titled("What").toBuilder().summary("where").build();

        assertThat(judged(notification).member("text").text()).contains("🟧 HIGH · What – where");
    }

    @Test
    void saysWhatChangedFirst() {
        Notification notification = titled("What").toBuilder().summary("where").build();
        String change = "Severity Medium → High · 3 → 41 occurrences since 09:12 UTC";

        JsonValue message = parsed(JsonWriter.write(SlackMessage.of(notification, change, "")));

        assertThat(message.member("text").text()).contains("🟧 HIGH · What – " + change + " – where");
        assertThat(message.at("/blocks/1/text/text").text()).contains("*" + change + "*");
        assertThat(message.at("/blocks/2/text/text").text()).contains("where");
    }

    @Test
    void callsWhomTheSettingsNameInTheTextAndInASectionOfItsOwn() {
        String mention = "<!subteam^S123> <@U456>";
        String json = JsonWriter.write(SlackMessage.of(titled("<!channel>"), "", mention));

        SlackJudge.judge(json.getBytes(StandardCharsets.UTF_8), mention);
        assertThat(parsed(json).at("/blocks/1/text/text").text()).contains(mention);
        assertThat(parsed(json).member("text").text()).contains(mention + " 🟧 HIGH · &lt;!channel&gt; – ");
    }

    @Test
    void setsTheLeadingFactOverTheWholeWidthAboveTheOthers() {
        String description = "A sentence that says at some length what has happened here. "
                .repeat(3)
                .strip();
        Notification notification = titled("t").toBuilder()
                .section(new Section(
                        "What happened", List.of(new Fact("Description", new Fact.Foreign(description)), fact(1))))
                .build();

        JsonValue message = judged(notification);

        assertThat(message.at("/blocks/1/text/text").text()).contains(description);
        assertThat(message.at("/attachments/0/blocks/0/text/text").text()).contains("*What happened*");
        assertThat(message.all("/attachments/0/blocks/0/fields/*")).hasSize(2);
    }

    @Test
    void setsShortFactsInColumnsAndLongOnesInLinesInTheirOrder() {
        String path = "/very/long/path".repeat(10);
        Notification notification = facts(
                fact(1),
                new Fact("Path", new Fact.Code(path)),
                new Fact("Arguments", new Fact.Code("a\nb")),
                fact(2),
                fact(3),
                fact(4),
                fact(5));

        JsonValue blocks = judged(notification).at("/attachments/0/blocks");

        assertThat(blocks.at("/0/fields/1/text").text()).contains("value1");
        assertThat(blocks.at("/0/text/text").text()).contains("*S*");
        assertThat(blocks.at("/1/text/text").text()).contains("• Path: " + path + "\n• Arguments: a\nb");
        assertThat(blocks.at("/2/fields/1/text").text()).contains("value2");
        assertThat(blocks.at("/2/text").isPresent()).as("a heading told twice").isFalse();
    }

    @Test
    void setsStepsAndEventsAsAList() {
        JsonValue blocks = judged(facts(
                        new Fact("1", new Fact.Own("Look.")),
                        new Fact("2", new Fact.Own("Act.")),
                        new Fact("2026-01-02T03:04:05Z", new Fact.Foreign("It happened."))))
                .at("/attachments/0/blocks");

        assertThat(blocks.at("/0/text/text").text()).contains("*S*");
        assertThat(blocks.at("/1/text/text").text())
                .contains("1. Look.\n2. Act.\n• 2026-01-02T03:04:05Z: It happened.");
    }

    @Test
    void saysInSmallPrintWhenItWasSeenInTheReadersZoneAndNotTwice() {
        Finding finding = Findings.builder("Recon:EC2/Portscan", 8)
                .id("f1")
                .at("/service/count", 3)
                .at("/service/eventFirstSeen", "2026-01-02T03:04:05Z")
                .at("/service/eventLastSeen", "2026-01-02T03:05:06Z")
                .build();

        JsonValue message = judged(new NotificationComposer().apply(finding));

        assertThat(message.at("/attachments/*/blocks/*/elements/0/text").text())
                .contains("Seen 3 times · first <!date^1767323045^{date_short_pretty} {time}|2026-01-02T03:04:05Z>"
                        + " · last <!date^1767323106^{date_short_pretty} {time}|2026-01-02T03:05:06Z>");
        assertThat(message.at("/attachments/*/blocks/*/elements/1/text").text()).contains("Finding f1");
        assertThat(message.all("/attachments/*/blocks/*/fields/*/text").stream()
                        .map(JsonValue::text)
                        .flatMap(Optional::stream))
                .noneMatch(text -> text.equals("f1") || text.contains("1767323045"));
    }

    @Test
    void showsATimeInTheReadersZoneWithOneInUtcToFallBackOn() {
        assertThat(field(new Fact.Time(Instant.parse("2026-01-02T03:04:05.678Z"))))
                .isEqualTo("<!date^1767323045^{date_short_pretty} {time}|2026-01-02T03:04:05Z>");
    }

    @Test
    void showsAFactOfNothingAsADash() {
        assertThat(field(new Fact.Foreign(""))).isEqualTo("–");
    }

    @Test
    void showsForeignTextInPlainTextUnescaped() {
        assertThat(field(new Fact.Foreign("<!channel> & *b* `c` :skull:"))).isEqualTo("<!channel> & *b* `c` :skull:");
    }

    @Test
    void defangsForeignTextAndNotOurs() {
        assertThat(field(new Fact.Foreign("https://evil.example/"))).isEqualTo("hxxps://evil[.]example/");
        assertThat(field(new Fact.Own("ours.example"))).isEqualTo("ours.example");
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
    @ValueSource(ints = {1, 4, 5, 6, 9, 10, 11})
    void showsEveryFactWhateverTheirNumber(int count) {
        Notification notification =
                facts(IntStream.range(0, count).mapToObj(SlackMessageTest::fact).toArray(Fact[]::new));

        assertThat(SlackJudge.judge(rendered(notification)))
                .containsAll(
                        IntStream.range(0, count).mapToObj(i -> "value" + i).toList());
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void saysTheSeverityInAWordAndAColour(Severity severity) {
        Notification notification = Notification.builder("t", severity)
                .section(new Section("S", List.of(fact(1))))
                .build();

        JsonValue message = judged(notification);

        assertThat(message.at("/text").text().orElseThrow()).containsIgnoringCase(severity.word());
        assertThat(message.at("/blocks/0/text/text").text().orElseThrow()).containsIgnoringCase(severity.word());
        assertThat(message.at("/attachments/0/color").text().orElseThrow()).matches("#[0-9a-f]{6}");
    }

    private static Notification titled(String title) {
        return Notification.builder(title, Severity.HIGH).build();
    }

    private static Notification facts(Fact... facts) {
        return titled("t").toBuilder().section(new Section("S", List.of(facts))).build();
    }

    private static Fact fact(int number) {
        return new Fact("Label", new Fact.Own("value" + number));
    }

    private static String field(Fact.Value value) {
        return judged(facts(new Fact("Label", value)))
                .at("/attachments/0/blocks/0/fields/1/text")
                .text()
                .orElseThrow();
    }

    private static byte[] rendered(Notification notification) {
        return JsonWriter.write(SlackMessage.of(notification, "", "")).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue judged(Notification notification) {
        byte[] message = rendered(notification);
        SlackJudge.judge(message);
        return parsed(new String(message, StandardCharsets.UTF_8));
    }

    private static JsonValue parsed(String json) {
        try {
            return JsonValue.parse(json);
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError("no JSON", malformed);
        }
    }
}
