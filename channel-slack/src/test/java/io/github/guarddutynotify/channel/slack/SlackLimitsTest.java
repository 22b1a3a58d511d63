package io.github.guarddutynotify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each of Slack's limits at one less, itself and one more, on the message as it is sent: in plain letters, in code points of
 * two units, in letters with marks, and in what escaping or defanging makes longer.
 */
class SlackLimitsTest {
    private static final String CONSOLE = "https://eu-west-1.console.aws.amazon.com/guardduty/";
    private static final String HEADER_START = "🟧 HIGH · ";

    @ParameterizedTest
    @CsvSource({
        "a, 149, 149",
        "a, 150, 150",
        "a, 151, 150",
        "𝔸, 149, 149",
        "𝔸, 150, 150",
        "𝔸, 151, 150",
        "&, 151, 150"
    })
    void cutsTheHeaderAtWhatSlackTakes(String letter, int length, int shown) {
        String title = letter.repeat(length - HEADER_START.codePointCount(0, HEADER_START.length()));

        String header = text(judged(titled(title)), "/blocks/0/text/text");

        assertThat(codePoints(header)).isEqualTo(shown);
        assertThat(header.endsWith("…")).as("told that it was cut").isEqualTo(shown < length);
    }

    @Test
    void cutsTheHeaderBetweenLettersWithTheirMarks() {
        String header = text(judged(titled("e\u0301\u0323".repeat(100))), "/blocks/0/text/text");

        assertThat(header.substring(HEADER_START.length())).matches("(e\u0301\u0323)+…");
        assertThat(codePoints(header)).isBetween(147, 150);
    }

    @Test
    void cutsTheHeaderAgainThatDefangingMadeLonger() {
        String header = text(judged(titled("evil.example ".repeat(20))), "/blocks/0/text/text");

        assertThat(codePoints(header)).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource({"2899, 2899", "2900, 2900", "2901, 2900"})
    void cutsTheSummaryAtWhatASectionTakes(int length, int shown) {
        for (String letter : List.of("s", "𝔸")) {
            Notification notification =
                    titled("t").toBuilder().summary(letter.repeat(length)).build();

            assertThat(codePoints(text(judged(notification), "/blocks/1/text/text")))
                    .isEqualTo(shown);
        }
    }

    @ParameterizedTest
    @CsvSource({"1899, 1899", "1900, 1900", "1901, 1900"})
    void cutsALongValueByCodePoints(int length, int shown) {
        for (String letter : List.of("v", "𝔸")) {
            assertThat(codePoints(line(letter.repeat(length)))).isEqualTo(shown);
        }
    }

    @Test
    void cutsALineAgainThatDefangingMadeLonger() {
        String line = line("a" + ".bb".repeat(630));

        assertThat(line).hasSize(2900 - "• L: ".length()).endsWith("…");
    }

    @Test
    void cutsALabelAfterWhichEscapingMakesItLonger() {
        JsonValue message = judged(facts(new Fact("&".repeat(400), new Fact.Own("v"))));

        assertThat(text(message, "/attachments/0/blocks/0/fields/0/text")).isEqualTo("*" + "&amp;".repeat(199) + "…*");
    }

    @ParameterizedTest
    @CsvSource({"79, true", "80, true", "81, false"})
    void setsInAColumnWhatFitsIt(int length, boolean isField) {
        JsonValue block = judged(
                        facts(new Fact("K", new Fact.Own("k")), new Fact("L", new Fact.Foreign("v".repeat(length)))))
                .at("/attachments/0/blocks/0");

        assertThat(block.all("/fields/*")).hasSize(isField ? 4 : 2);
    }

    @ParameterizedTest
    @CsvSource({"599, 599", "600, 600", "601, 600"})
    void cutsTheFallbackTextBeforeEscapingIt(int length, int shown) {
        String between = " – ";
        int title = length - codePoints(HEADER_START) - between.length();

        String text = text(judged(titled("&".repeat(title))), "/text").replace("&amp;", "&");

        assertThat(codePoints(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"74, 74", "75, 75", "76, 75"})
    void cutsAButtonsLabelAtWhatSlackTakes(int length, int shown) {
        for (String letter : List.of("l", "𝔸")) {
            JsonValue message = judged(linked(new Link(letter.repeat(length), URI.create(CONSOLE))));

            assertThat(codePoints(text(message, "/blocks/1/elements/0/text/text")))
                    .isEqualTo(shown);
        }
    }

    @ParameterizedTest
    @CsvSource({"2999, true", "3000, true", "3001, false"})
    void leavesALinkOutThatIsLongerThanSlackTakes(int length, boolean shown) {
        JsonValue message = judged(linked(new Link("Open", url(length))));

        assertThat(message.at("/blocks/1/elements/0").isPresent()).isEqualTo(shown);
    }

    @Test
    void keepsTheFirstLinkWholeHoweverLongAllAre() {
        Link[] links = IntStream.range(0, 5)
                .mapToObj(i -> new Link("L" + i, url(3000)))
                .toArray(Link[]::new);

        JsonValue message = judged(linked(links));

        assertThat(message.all("/blocks/1/elements/*")).hasSize(1);
        assertThat(text(message, "/blocks/1/elements/0/url")).hasSize(3000);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void showsFiveButtonsAtMost(int count) {
        Link[] links = IntStream.range(0, count)
                .mapToObj(i -> new Link("L" + i, URI.create(CONSOLE + i)))
                .toArray(Link[]::new);

        assertThat(judged(linked(links)).all("/blocks/1/elements/*")).hasSize(Math.min(5, count));
    }

    @ParameterizedTest
    @ValueSource(ints = {48, 49, 50, 51, 52, 200})
    void staysWithinFiftyBlocksAndSaysWhatItLeftOut(int sections) {
        Notification.Builder many = titled("t").toBuilder();
        IntStream.range(0, sections)
                .forEach(i -> many.section(new Section("S" + i, List.of(new Fact("L", new Fact.Own("value" + i))))));

        List<String> shown = SlackJudge.judge(rendered(many.build()));

        assertThat(shown.contains("value" + (sections - 1))).as("whole").isEqualTo(sections <= 50);
        assertThat(shown.stream().anyMatch(text -> text.contains("too many for this channel")))
                .isEqualTo(sections > 50);
    }

    /** Around the characters that Slack takes over all blocks, each growth of one value shows or is told. */
    @ParameterizedTest
    @ValueSource(strings = {"v", "𝔸", "&", "e\u0301", "a.bb"})
    void staysWithinTheCharactersOfAllBlocksHoweverTextGrows(String letter) {
        for (int facts = 1; facts < 40; facts++) {
            List<Fact> many = new ArrayList<>();
            for (int i = 0; i < facts; i++) {
                many.add(new Fact("L" + i, new Fact.Foreign("V" + i + letter.repeat(400))));
            }
            Notification notification = linked(new Link("Open", URI.create(CONSOLE))).toBuilder()
                    .section(new Section("S", many))
                    .build();

            List<String> shown = SlackJudge.judge(rendered(notification));

            assertThat(shown).contains("Open");
            String all = String.join(" ", shown);
            boolean isWhole = all.contains("V" + (facts - 1));
            assertThat(isWhole || all.contains("too many for this channel")).isTrue();
        }
    }

    private static URI url(int length) {
        return URI.create(CONSOLE + "x".repeat(length - CONSOLE.length()));
    }

    private static Notification titled(String title) {
        return Notification.builder(title, Severity.HIGH).build();
    }

    private static Notification linked(Link... links) {
        Notification.Builder builder = titled("t").toBuilder();
        List.of(links).forEach(builder::link);
        return builder.build();
    }

    private static Notification facts(Fact... facts) {
        return titled("t").toBuilder().section(new Section("S", List.of(facts))).build();
    }

    /** A long fact's value; a short one before it keeps it from being the leading one. */
    private static String line(String foreign) {
        JsonValue message = judged(facts(new Fact("K", new Fact.Own("k")), new Fact("L", new Fact.Foreign(foreign))));
        return text(message, "/attachments/0/blocks/1/text/text").substring("• L: ".length());
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String text(JsonValue message, String pointer) {
        return message.at(pointer).text().orElseThrow();
    }

    private static byte[] rendered(Notification notification) {
        return JsonWriter.write(SlackMessage.of(notification, "", "")).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue judged(Notification notification) {
        byte[] message = rendered(notification);
        SlackJudge.judge(message);
        try {
            return JsonValue.parse(message);
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError("no JSON", malformed);
        }
    }
}
