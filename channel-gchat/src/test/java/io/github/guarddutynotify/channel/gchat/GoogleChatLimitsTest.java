package io.github.guarddutynotify.channel.gchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
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
 * Each of Google Chat's limits, and our own below them, at one less, itself and one more, on the message as it is sent: in
 * plain letters, in code points of two units, in letters with marks, and in what escaping or defanging makes longer.
 */
class GoogleChatLimitsTest {
    private static final String CONSOLE = "https://eu-west-1.console.aws.amazon.com/guardduty/";

    @ParameterizedTest
    @CsvSource({
        "a, 199, 199",
        "a, 200, 200",
        "a, 201, 200",
        "𝔸, 199, 199",
        "𝔸, 200, 200",
        "𝔸, 201, 200",
        "&, 201, 200"
    })
    void cutsTheHeader(String letter, int length, int shown) {
        Notification notification = titled(letter.repeat(length)).toBuilder()
                .summary(letter.repeat(length))
                .build();

        JsonValue header = judged(notification).at("/cardsV2/0/card/header");

        assertThat(codePoints(text(header, "/title"))).isEqualTo(shown);
        assertThat(codePoints(text(header, "/subtitle"))).isEqualTo(shown);
    }

    @Test
    void cutsTheHeaderBetweenLettersWithTheirMarks() {
        assertThat(text(judged(titled("e\u0301\u0323".repeat(100))), "/cardsV2/0/card/header/title"))
                .matches("(e\u0301\u0323){66}…");
    }

    @ParameterizedTest
    @CsvSource({"599, 599", "600, 600", "601, 600"})
    void cutsTheText(int length, int shown) {
        for (String letter : List.of("t", "𝔸")) {
            String title = letter.repeat(length - "HIGH · ".length());

            assertThat(codePoints(text(judged(titled(title)), "/text"))).isEqualTo(shown);
        }
    }

    @ParameterizedTest
    @CsvSource({"1899, 1899", "1900, 1900", "1901, 1900"})
    void cutsALongValueByCodePoints(int length, int shown) {
        for (String letter : List.of("v", "𝔸", "&")) {
            Notification notification = titled("t").toBuilder()
                    .section(new Section(
                            "S", List.of(new Fact("K", new Fact.Own("k")), foreign("L", letter.repeat(length)))))
                    .build();
            String value = text(judged(notification), "/cardsV2/0/card/sections/1/widgets/1/decoratedText/text");

            assertThat(codePoints(value.replace("&amp;", "&"))).isEqualTo(shown);
        }
    }

    @ParameterizedTest
    @CsvSource({"3999, 3999", "4000, 4000", "4001, 4000"})
    void cutsTheThreadsKey(int length, int shown) {
        Notification notification =
                titled("t").toBuilder().keys("k".repeat(length), "d").build();

        assertThat(text(judged(notification), "/thread/threadKey")).hasSize(shown);
    }

    @ParameterizedTest
    @CsvSource({"2999, 1", "3000, 1", "3001, 0"})
    void leavesALinkOutThatIsTooLong(int length, int shown) {
        URI url = URI.create(CONSOLE + "x".repeat(length - CONSOLE.length()));

        JsonValue message =
                judged(titled("t").toBuilder().link(new Link("Open", url)).build());

        assertThat(message.all("/cardsV2/0/card/sections/*/widgets/*/buttonList/buttons/*"))
                .hasSize(shown);
    }

    @ParameterizedTest
    @ValueSource(ints = {97, 98, 99, 100, 101, 500})
    void staysWithinAHundredWidgetsAndSaysWhatItLeftOut(int facts) {
        Notification.Builder many = titled("t").toBuilder();
        IntStream.range(0, facts)
                .forEach(i -> many.section(new Section("S", List.of(new Fact("L", new Fact.Own("value" + i))))));

        List<String> shown = GoogleChatJudge.judge(rendered(many.build()));

        assertThat(shown.contains("value" + (facts - 1))).as("whole").isEqualTo(facts <= 99);
        assertThat(shown.stream().anyMatch(text -> text.contains("too many for this channel")))
                .isEqualTo(facts > 99);
    }

    /** From far below the bytes that a message may have to far above. */
    @ParameterizedTest
    @ValueSource(strings = {"v", "&", "é", "\"", "x\n", "𝔸", "a.bb", "e\u0301"})
    void staysWithinTheBytesHoweverTheTextGrowsAndKeepsTheLinks(String growing) {
        for (int facts = 1; facts < 40; facts++) {
            List<Fact> many = new ArrayList<>();
            for (int i = 0; i < facts; i++) {
                many.add(foreign("L" + i, "V" + i + growing.repeat(700)));
            }
            Notification.Builder large = titled(growing.repeat(300)).toBuilder().summary(growing.repeat(900));
            IntStream.range(0, 5)
                    .forEach(i -> large.link(new Link("Open" + i, URI.create(CONSOLE + "x".repeat(2900)))));
            large.section(new Section("S", many));

            List<String> shown = GoogleChatJudge.judge(rendered(large.build()));

            assertThat(shown).contains("Open0", "Open4");
            String all = String.join(" ", shown);
            assertThat(all.contains("V" + (facts - 1)) || all.contains("too many for this channel"))
                    .isTrue();
        }
    }

    private static Fact foreign(String label, String text) {
        return new Fact(label, new Fact.Foreign(text));
    }

    private static Notification titled(String title) {
        return Notification.builder(title, Severity.HIGH).build();
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String text(JsonValue message, String pointer) {
        return message.at(pointer).text().orElseThrow();
    }

    private static byte[] rendered(Notification notification) {
        return GoogleChatMessage.of(notification, "", "").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue judged(Notification notification) {
        byte[] message = rendered(notification);
        GoogleChatJudge.judge(message);
        try {
            return JsonValue.parse(message);
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError("no JSON", malformed);
        }
    }
}
