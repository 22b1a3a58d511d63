package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.Findings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each limit at one less, itself and one more, on the message as it is published: in plain letters, in code points of two
 * units, in letters with marks, and in what escaping or defanging makes longer.
 */
class SnsLimitsTest {
    /** Plain, of two units, with marks, what JSON escapes, what is defanged. */
    private static final List<String> PIECES = List.of("x", "𝔸", "e\u0301\u0323", "\"\\", "a.bb ");

    @ParameterizedTest
    @EnumSource
    void keepsAllUpToTheLimitAndCutsOneByteAbove(Format format) {
        if (format == Format.AMAZON_Q) {
            return; // its parts are shorter by far
        }
        int step = bytes(filled(format, 2)) - bytes(filled(format, 1)); // as often as a text stands in the message
        int most = 1 + (room(format) - bytes(filled(format, 1))) / step;

        assertThat(bytes(filled(format, most - 1))).isEqualTo(bytes(filled(format, most)) - step);
        assertThat(bytes(filled(format, most))).isBetween(room(format) - step + 1, room(format));
        assertThat(filled(format, most).body()).doesNotContain("…");
        assertThat(bytes(filled(format, most + 1))).isLessThanOrEqualTo(room(format));
        assertThat(filled(format, most + 1).body()).contains("…");
    }

    @Test
    void reachesTheLimitToTheByteWhereATextStandsOnce() {
        int most = 1 + SnsMessage.MAX_BYTES - attributes() - bytes(fifo(1));

        assertThat(bytes(fifo(most - 1))).isEqualTo(SnsMessage.MAX_BYTES - attributes() - 1);
        assertThat(bytes(fifo(most))).isEqualTo(SnsMessage.MAX_BYTES - attributes());
        assertThat(fifo(most).body()).doesNotContain("…");
        assertThat(bytes(fifo(most + 1))).isLessThan(SnsMessage.MAX_BYTES - attributes());
        assertThat(fifo(most + 1).body()).contains("…");
    }

    private static SnsMessage fifo(int lengthOfLast) {
        return SnsMessage.of(large(lengthOfLast, 201), Format.TEXT, true, "");
    }

    private static SnsMessage filled(Format format, int lengthOfLast) {
        return SnsMessage.of(large(lengthOfLast, format == Format.TEXT ? 100 : 194), format, false, "");
    }

    private static int room(Format format) {
        return SnsMessage.MAX_BYTES - SnsAttributes.bytes(filled(format, 1).attributes());
    }

    private static int attributes() {
        return SnsAttributes.bytes(fifo(1).attributes());
    }

    private static int bytes(SnsMessage message) {
        return SnsMessage.bytes(message.body());
    }

    /** So many thousand bytes, the last value of a length that a test chooses. */
    private static Notification large(int lengthOfLast, int thousands) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < thousands; i++) {
            facts.add(new Fact("Fact", new Fact.Own("x".repeat(1005))));
        }
        facts.add(new Fact("Last", new Fact.Own("y".repeat(lengthOfLast))));
        return withFacts(facts);
    }

    @ParameterizedTest
    @EnumSource
    void staysWithinTheLimitAfterEscapingWhateverIsLong(Format format) {
        for (String piece : PIECES) {
            String text = piece.repeat(100_000 / piece.length());
            Notification.Builder huge = Notification.builder(text, Severity.LOW).summary(text);
            for (int i = 0; i < 40; i++) {
                huge.section(new Section(
                        "S" + i,
                        IntStream.range(0, 30)
                                .mapToObj(fact -> new Fact("L" + fact, new Fact.Foreign(text)))
                                .toList()));
            }
            for (int i = 0; i < 300; i++) {
                huge.link(new Link("L".repeat(10), URI.create("https://console.aws.amazon.com/" + "x".repeat(2900))));
            }
            huge.link(new Link("long", URI.create("https://console.aws.amazon.com/" + "x".repeat(300_000))));
            for (int i = 0; i < 300; i++) {
                huge.finding(Findings.of("Recon:EC2/Portscan", 5));
            }

            SnsMessage message = SnsMessage.of(huge.build(), format, false, "");

            SnsJudge.judge(SnsJudge.form(message), format);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 50, 51})
    void listsFiftyFindingsAndCountsAll(int findings) throws Exception {
        Notification.Builder digest = Notification.builder("A digest", Severity.LOW);
        for (int i = 0; i < findings; i++) {
            digest.finding(Findings.of("Recon:EC2/Portscan", 5));
        }

        JsonValue json = JsonValue.parse(
                SnsMessage.of(digest.build(), Format.JSON, false, "").body());

        assertThat(json.member("findingCount").number()).hasValue(findings);
        assertThat(json.all("/findings/*")).hasSize(Math.min(findings, 50));
    }

    @ParameterizedTest
    @CsvSource({"139, 139", "140, 140", "141, 140", "100000, 140"})
    void givesPhonesOnePartAtMost(int length, int shown) {
        assertThat(sms("x".repeat(length - "HIGH: ".length()))).hasSize(shown);
    }

    @Test
    void givesPhonesNoCharacterThatTakesMoreThanOnePlace() {
        assertThat(sms("a [b] {c} ^~\\|` 🔥 Zürich 中 €")).isEqualTo("HIGH: a (b) (c) '---' Zurich");
        assertThat(sms("evil.example ".repeat(50))).hasSizeBetween(120, 140).startsWith("HIGH: evil(.)example evil(.)");
    }

    private static String sms(String title) {
        return SnsRules.messages(SnsRules.form(SnsJudge.form(Bench.message(titled(title)))))
                .get("sms");
    }

    @ParameterizedTest
    @CsvSource({
        "x, 149, 149",
        "x, 150, 150",
        "x, 151, 150",
        "𝔸, 149, 149",
        "𝔸, 150, 150",
        "𝔸, 151, 150",
        "@, 150, 150",
        "@, 151, 150"
    })
    void cutsTheTitleForAmazonQ(String letter, int length, int shown) {
        String title = amazonQ(titled(letter.repeat(length - "HIGH · ".length())), "/content/title");

        assertThat(title.codePointCount(0, title.length())).isEqualTo(shown);
        assertThat(title.endsWith("…")).isEqualTo(shown < length);
    }

    @Test
    void cutsTheTitleForAmazonQBetweenLettersWithTheirMarks() {
        assertThat(amazonQ(titled("e\u0301\u0323".repeat(100)), "/content/title"))
                .matches("HIGH · (e\u0301\u0323)+…")
                .hasSizeBetween(147, 150);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void leavesOutOfTheDescriptionForAmazonQWhatDoesNotFit(int beyond) {
        int least = amazonQ(withLast(1), "/content/description").length();
        int length = 1 + 2900 - least + beyond;

        String description = amazonQ(withLast(length), "/content/description");

        assertThat(description.length()).isLessThanOrEqualTo(2900);
        assertThat(description.contains("y".repeat(length))).isEqualTo(beyond <= 0);
        assertThat(description.contains("…")).isEqualTo(beyond > 0);
    }

    /** Two values that are cut below their thousand only where they must be. */
    private static Notification withLast(int length) {
        return withFacts(List.of(
                new Fact("First", new Fact.Own("x".repeat(1850))), new Fact("Last", new Fact.Own("y".repeat(length)))));
    }

    @Test
    void measuresTheDescriptionForAmazonQAfterEscaping() {
        for (String piece : PIECES) {
            Notification long40 = withFacts(IntStream.range(0, 40)
                    .mapToObj(i -> new Fact("Fact " + i, new Fact.Foreign(piece.repeat(60))))
                    .toList());

            assertThat(amazonQ(long40, "/content/description"))
                    .hasSizeBetween(1500, 2900)
                    .contains("too many for this channel");
        }
    }

    @ParameterizedTest
    @CsvSource({"9, 9", "10, 10", "11, 10"})
    void givesAmazonQTenStepsAtMostEachCut(int steps, int shown) throws Exception {
        List<Fact> facts = IntStream.rangeClosed(1, steps)
                .mapToObj(i -> new Fact("" + i, new Fact.Own("s".repeat(298 + i % 3))))
                .toList();

        JsonValue json = parsed(withFacts(facts));

        assertThat(json.all("/content/nextSteps/*"))
                .hasSize(shown)
                .allSatisfy(step -> assertThat(step.text().orElseThrow())
                        .hasSizeBetween(298, 300)
                        .doesNotContain("…"));
        facts = List.of(new Fact("1", new Fact.Own("s".repeat(301))));
        assertThat(parsed(withFacts(facts)).at("/content/nextSteps/0").text().orElseThrow())
                .hasSize(300)
                .endsWith("…");
    }

    private static String amazonQ(Notification notification, String pointer) {
        try {
            return parsed(notification).at(pointer).text().orElseThrow();
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static JsonValue parsed(Notification notification) throws JsonSyntaxException {
        SnsMessage message = SnsMessage.of(notification, Format.AMAZON_Q, false, "");
        SnsJudge.judge(SnsJudge.form(message), Format.AMAZON_Q);
        Map<String, String> publish = SnsRules.form(SnsJudge.form(message));
        return JsonValue.parse(publish.get("Message"));
    }

    private static Notification titled(String title) {
        return Notification.builder(title, Severity.HIGH).build();
    }

    private static Notification withFacts(List<Fact> facts) {
        return titled("A title").toBuilder()
                .section(new Section("Facts", facts))
                .build();
    }
}
