package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.judged;
import static io.github.guarddutynotify.channel.smtp.Mails.notification;
import static io.github.guarddutynotify.channel.smtp.Mails.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.Findings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each limit of a mail, one short of it, at it and one over it: in characters of one unit and of two, in letters with marks,
 * and in what escaping, encoding or defanging makes longer.
 */
class MailLimitsTest {
    private static final List<String> LETTERS = List.of("a", "𝔸", "&", "<", "é");
    private static final String MARKED = "e\u0301\u0323";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0,  199, 199",
        "0,  200, 200",
        "0,  201, 200",
        "49, 200, 249",
        "50, 200, 250",
        "51, 200, 250",
        "50, 201, 250"
    })
    void cutsATitleInTheSubjectAndTheSubject(int words, int title, int shown) {
        for (String letter : LETTERS) {
            String subject = subject("w".repeat(words) + "{title}", letter.repeat(title));

            assertThat(codePoints(subject)).isEqualTo(shown);
            assertThat(subject.endsWith("…")).as("told that it was cut").isEqualTo(shown < words + title);
        }
    }

    @Test
    void cutsTheSubjectBetweenLettersWithTheirMarks() {
        String subject = subject("{title}", MARKED.repeat(67));

        assertThat(subject).matches("(?:" + MARKED + ")+…");
        assertThat(codePoints(subject)).isBetween(197, 200);
    }

    @Test
    void cutsTheSubjectAfterDefangingMadeItLonger() {
        assertThat(codePoints(subject("{title}", "evil.example".repeat(16)))).isEqualTo(200);
        assertThat(codePoints(subject("{title}", "=?".repeat(100)))).isEqualTo(250);
    }

    private static String subject(String template, String title) {
        return judged(notification(title), plain().with("subject", template))
                .message()
                .getSubject();
    }

    @ParameterizedTest
    @CsvSource({"139, 139", "140, 140", "141, 140"})
    void cutsWhatAnInboxShowsBehindTheSubject(int length, int shown) {
        for (String letter : LETTERS) {
            assertThat(codePoints(preheader(letter.repeat(length)))).isEqualTo(shown);
        }
        assertThat(preheader(MARKED.repeat(60))).matches("(?:" + MARKED + ")+…");
    }

    private static String preheader(String summary) {
        return element(html("t", summary), "<div style=\"display:none[^>]*>([^<]*)</div>");
    }

    @ParameterizedTest
    @CsvSource({"399, 399", "400, 400", "401, 400"})
    void cutsTheTitle(int length, int shown) {
        for (String letter : LETTERS) {
            assertThat(codePoints(heading(letter.repeat(length)))).isEqualTo(shown);
        }
        assertThat(heading(MARKED.repeat(140))).matches("(?:" + MARKED + ")+…");
        assertThat(codePoints(heading("a.bb ".repeat(80))))
                .as("defanged, and so longer")
                .isEqualTo(400);
    }

    private static String heading(String title) {
        return element(html(title, "s"), "<h1[^>]*>([^<]*)</h1>");
    }

    @ParameterizedTest
    @CsvSource({"1999, 1999", "2000, 2000", "2001, 2000"})
    void cutsTheSummary(int length, int shown) {
        for (String letter : LETTERS) {
            assertThat(codePoints(summary(letter.repeat(length)))).isEqualTo(shown);
        }
        assertThat(summary(MARKED.repeat(700))).matches("(?:" + MARKED + ")+…");
    }

    private static String summary(String summary) {
        return element(html("t", summary), "</h1>\\s*<p[^>]*>([^<]*)</p>");
    }

    private static String html(String title, String summary) {
        return judged(Notification.builder(title, Severity.LOW).summary(summary).build(), plain())
                .html();
    }

    private static String element(String html, String pattern) {
        Matcher element = Pattern.compile(pattern).matcher(html);
        assertThat(element.find()).as(pattern).isTrue();
        return MailJudge.unescaped(element.group(1));
    }

    @ParameterizedTest
    @CsvSource({"99, 99", "100, 100", "101, 100"})
    void cutsALabel(int length, int shown) {
        for (String letter : LETTERS) {
            MailJudge mail = judged(facts(new Fact(letter.repeat(length), new Fact.Own("v"))), plain());

            String label = element(mail.html(), "<th[^>]*>([^<]*)</th>");
            assertThat(codePoints(label)).isEqualTo(shown);
            assertThat(mail.text()).contains("\n" + label + ": v\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"1899, 1899", "1900, 1900", "1901, 1900"})
    void cutsAValueByCodePointsInBothBodies(int length, int shown) {
        for (String letter : LETTERS) {
            MailJudge mail = judged(facts(new Fact("L", new Fact.Foreign(letter.repeat(length)))), plain());

            String value = element(mail.html(), "<td[^>]* value [^>]*>([^<]*)</td>");
            assertThat(codePoints(value)).isEqualTo(shown);
            assertThat(mail.text()).contains("\nL: " + value + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "&", "\"", "𝔸", MARKED})
    void staysWholeUpToTheLastByteOfItsBudget(String letter) {
        for (int bytes = MailBody.MAX_HTML_BYTES - 1; bytes <= MailBody.MAX_HTML_BYTES; bytes++) {
            MailBody whole = body(ofBytes(letter, bytes));

            assertThat(bytes(whole)).isEqualTo(bytes);
            assertThat(whole.html()).doesNotContain("…").contains(">" + escaped(letter.repeat(10)));
        }
        MailBody over = body(ofBytes(letter, MailBody.MAX_HTML_BYTES + 1));

        assertThat(bytes(over)).isLessThan(MailBody.MAX_HTML_BYTES);
        assertThat(over.html()).contains("…</td>");
    }

    /** Of values that all escape to themselves, but for ten letters at the end. */
    private static Notification ofBytes(String letter, int bytes) {
        int one = bytes(body(filled(1, "")));
        int each = bytes(body(filled(2, ""))) - one;
        int count = 1 + (bytes - one - 200) / each;
        String letters = letter.repeat(10);
        int missing = bytes - bytes(body(filled(count, letters)));
        return filled(count, letters + "x".repeat(missing));
    }

    private static Notification filled(int count, String last) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(new Fact("Label", new Fact.Foreign("x".repeat(1000))));
        }
        facts.add(new Fact("Last", new Fact.Foreign(last)));
        return facts(facts.toArray(Fact[]::new));
    }

    private static MailBody body(Notification notification) {
        return MailBody.of(notification, "", List.of());
    }

    private static int bytes(MailBody body) {
        return body.html().getBytes(StandardCharsets.UTF_8).length;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;");
    }

    @ParameterizedTest
    @CsvSource({"399, 399", "400, 400", "401, 400"})
    void cutsWhatStandsInAHeaderForRules(int length, int shown) {
        for (String letter : List.of("a", "𝔸")) {
            String id = letter.repeat(length);
            MailJudge mail = judged(
                    notification(Mails.finding("{\"id\": \"" + id + "\", \"type\": \"Recon:EC2/Portscan\"}")), plain());

            assertThat(mail.header("X-GuardDuty-Finding-Id")).hasSize(shown).matches(length > 400 ? ".*\\?" : ".*");
        }
    }

    @Test
    void foldsALongHeaderAtItsBlanks() {
        String type = "Recon:EC2/Portscan and more".repeat(14);

        MailJudge mail = judged(notification(Mails.finding("{\"id\": \"1\", \"type\": \"" + type + "\"}")), plain());

        assertThat(mail.header("X-GuardDuty-Type")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, false"})
    void attachesWhatThereIsRoomFor(int over, boolean isAttached) throws IOException {
        Notification notification = notification(Findings.sample("recon-ec2-portprobeunprotectedport"));
        int finding = notification.findings().get(0).original().length;
        Path first = file("first.bin", 1000);
        Path second = file("second.bin", Attachments.MAX_BYTES - 1000 - finding + over);

        Attachments.Loaded loaded = new Attachments(List.of(first, second), true).load(notification);

        assertThat(loaded.attached()).hasSize(isAttached ? 3 : 2);
        assertThat(loaded.missing()).isEqualTo(isAttached ? List.of() : List.of("second.bin"));
    }

    private Path file(String name, long bytes) throws IOException {
        Path path = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return path;
    }

    private static Notification facts(Fact... facts) {
        return Notification.builder("t", Severity.LOW)
                .section(new Section("S", List.of(facts)))
                .build();
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
