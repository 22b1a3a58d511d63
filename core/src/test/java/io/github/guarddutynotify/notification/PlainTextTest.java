package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.guarddutynotify.testkit.HostileText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    private static final String FLAG = "\uD83C\uDDE9\uD83C\uDDEA";
    private static final String TONED = "\uD83D\uDC4D\uD83C\uDFFE";

    @ParameterizedTest
    @CsvSource({
        "'a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'",
        "'a\tb', 'a b'",
        "'\u0000\u001B[31m\u007F', '\u2400\u241B[31m\u2421'",
        "'\u009B', '\uFFFD'",
        "'a\u202Eb', 'a[U+202E]b'",
        "'e\u200Bvil\u00AD', 'e[U+200B]vil[U+00AD]'",
        "'\u2066x\u2069\uFEFF', '[U+2066]x[U+2069][U+FEFF]'",
        "'\u3164\u2800', '[U+3164][U+2800]'",
        "'\uFFFE\uFDD0', '\uFFFD\uFFFD'"
    })
    void makesVisibleWhatWouldHideOrAct(String text, String clean) {
        assertThat(PlainText.clean(text)).isEqualTo(clean);
    }

    @Test
    void replacesHalvesOfPairsAndTagsAndKeepsWholeOnes() {
        assertThat(PlainText.clean("a\uD800b\uDC00c\uD83D\uDE00")).isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00");
        assertThat(PlainText.clean("\uDB40\uDC41")).isEqualTo("[U+E0041]");
    }

    @ParameterizedTest
    @CsvSource({"5, ''", "6, [+1 marks]", "500, [+495 marks]"})
    void keepsAPileOfMarksFromTheLinesAroundIt(int marks, String told) {
        assertThat(PlainText.clean("a" + "\u0301".repeat(marks) + "b"))
                .isEqualTo("a" + "\u0301".repeat(5) + told + "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Việt Nam", "हिन्दी में", "שָׁלוֹם", "ภาษาไทย", "❤️", "日本語", "naïve — “quoted” · 😀"})
    void leavesWhatPeopleWriteAsItIs(String text) {
        assertThat(PlainText.clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example/x, hxxp://evil[.]example/x",
        "HTTPS://EVIL.EXAMPLE, hxxps://EVIL[.]EXAMPLE",
        "xhttp://evil/, xhxxp://evil/",
        "http://203.0.113.66/, hxxp://203.0.113[.]66/",
        "http://[2001:db8::1]:80/x, hxxp://[2001:db8::1]:80/x",
        "203.0.113.66/login, 203.0.113[.]66/login",
        "203.0.113.66:8443/, 203.0.113[.]66:8443/",
        "203.0.113.66, 203.0.113.66",
        "203.0.113.66:443, 203.0.113.66:443",
        "10.0.0.0/16, 10.0.0.0/16",
        "'10.0.0.0/8, x', '10.0.0.0/8, x'",
        "10.0.0.0/16/x, 10.0.0[.]0/16/x",
        "www.1x, www[.]1x",
        "WWW.evil.example, WWW[.]evil[.]example",
        "victim@evil.example, victim@evil[.]example",
        "evil\u3002example, evil[.]example",
        "evil\uFF0Eexample, evil[.]example",
        "evil\uFF61example, evil[.]example",
        "evil\u2024example, evil[.]example",
        "cafe\u0301.example, cafe\u0301[.]example",
        "i\u2764.ws, i\u2764[.]ws",
        "evil.\u092D\u093E\u0930\u0924, evil[.]\u092D\u093E\u0930\u0924",
        "evil.xn--p1ai, evil[.]xn--p1ai",
        "javascript:alert(1), javascript[:]alert(1)",
        "MAILTO:a@b, MAILTO[:]a@b",
        "tel:+1900, tel[:]+1900",
        "ftp://x, ftp[:]//x",
        "s3://bucket/key, s3[:]//bucket/key",
        "://x, [:]//x",
        "metadata: x, metadata: x",
        "arn:aws:s3:::bucket, arn:aws:s3:::bucket",
        "1.2.3, 1.2.3",
        "The end. Next, The end. Next",
        "a.b, a.b"
    })
    void breaksLinksAndNothingElse(String text, String defanged) {
        assertThat(PlainText.defang(text)).isEqualTo(defanged);
    }

    @ParameterizedTest
    @CsvSource({"*bold*, ∗bold∗", "snake_case, snake_case", "_it_, ˍitˍ", "~~s~~, ∼∼s∼∼", "`c`, ˋcˋ", "a*b, a∗b"})
    void takesTheForceFromFormatting(String text, String plain) {
        assertThat(PlainText.unformatted(text)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({"1, …", "2, a…", "3, abc", "4, abc"})
    void cutsWithAMark(int limit, String cut) {
        assertThat(PlainText.cut("abc", limit)).isEqualTo(cut);
    }

    @Test
    void cutsByCodePoints() {
        assertThat(PlainText.cut("\uD835\uDD38".repeat(4), 4)).isEqualTo("\uD835\uDD38".repeat(4));
        assertThat(PlainText.cut("\uD835\uDD38".repeat(5), 4)).isEqualTo("\uD835\uDD38".repeat(3) + "…");
    }

    static Stream<String> clusters() {
        return Stream.of(FAMILY, FLAG, TONED, "e\u0301\u0323", "\u0928\u093F", "\u1112\u1161\u11AB", "1\uFE0F\u20E3");
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void cutsNothingThatAReaderTakesForOneCharacter(String cluster) {
        int length = cluster.codePointCount(0, cluster.length());
        String text = "ab" + cluster.repeat(3);
        for (int limit = 1; limit <= 2 + 3 * length; limit++) {
            int whole = Math.max(0, limit - 3) / length;
            String expected = limit <= 2
                    ? "ab".substring(0, limit - 1) + "…"
                    : limit == 2 + 3 * length ? text : "ab" + cluster.repeat(whole) + "…";
            assertThat(PlainText.cut(text, limit)).as("cut to %d", limit).isEqualTo(expected);
        }
    }

    @Test
    void cutsACharacterThatIsLongerThanTheLimitItself() {
        assertThat(PlainText.cut("e" + "\u0301".repeat(100), 10)).isEqualTo("e" + "\u0301".repeat(8) + "…");
    }

    @Test
    void refusesToCutToNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> PlainText.cut("a", 0));
    }

    private static final Map<String, UnaryOperator<String>> STEPS = Map.of(
            "clean", PlainText::clean,
            "oneLine", PlainText::oneLine,
            "defang", PlainText::defang,
            "unformatted", PlainText::unformatted,
            "cut", text -> PlainText.cut(text, 40),
            "all", text -> PlainText.cut(PlainText.defang(PlainText.oneLine(text)), 90));

    static List<String> corpus() {
        return HostileText.corpus();
    }

    @Test
    void doesNothingMoreTheSecondTime() {
        STEPS.forEach((name, step) -> corpus().forEach(text -> {
            String once = step.apply(text);
            assertThat(step.apply(once)).as(name).isEqualTo(once);
        }));
    }

    @Test
    void leavesNothingAliveInTheWholeCorpus() {
        corpus().forEach(text -> HostileText.assertInert(PlainText.defang(PlainText.clean(text))));
    }

    /** A quadratic step would take minutes for each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", ".", "a.", "a.bb", "://", "a://", "http", "http://", "1.", "1.1.1.1/", "1.1.1.1:", "\u0301",
                        "\uD83C\uDDE9",
                "\uD83D\uDC68\u200D", "*", "_", "\uD800", "\u202E", "data:", "ms-", "a\n", " ", "www.", "[.]", "a@", "-"
            })
    void isLinearInItsInput(String piece) {
        String text = piece.repeat(200_000 / piece.length());
        long start = System.nanoTime();

        STEPS.values().forEach(step -> assertThat(step.apply(text)).isNotNull());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void leavesOnlyOneLine() {
        assertThat(PlainText.oneLine("  a\r\n\tb\u2028\u00A0c  ")).isEqualTo("a b c");
        IntStream.range(0, 0x3000)
                .forEach(c -> assertThat(PlainText.oneLine("x" + Character.toString(c) + "y"))
                        .doesNotContain("\n"));
    }
}
