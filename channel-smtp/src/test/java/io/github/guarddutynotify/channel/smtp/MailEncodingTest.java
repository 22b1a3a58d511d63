package io.github.guarddutynotify.channel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we encode by ourselves is read by the mail library, which is another's. */
class MailEncodingTest {
    private static final String[] LETTERS = {
        "a", " ", "=", "?", "_", "\n", "é", "·", "日", "😀", "\t", "\"", ".", "\uD800"
    };

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(300);
        for (int i = 0; i < length; i++) {
            text.append(random.nextBoolean() ? "a" : LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    private static String printed(String text) {
        return new String(new QuotedPrintable(10).text(text).bytes(), StandardCharsets.US_ASCII);
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void aBodyIsReadAsItWasWritten() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            String text = text(random);
            String printed = printed(text);

            InputStream printable = new ByteArrayInputStream(printed.getBytes(StandardCharsets.US_ASCII));
            String read = new String(
                    MimeUtility.decode(printable, "quoted-printable").readAllBytes(), StandardCharsets.UTF_8);
            assertThat(read).isEqualTo(utf8(text).replace("\n", "\r\n") + "\r\n");
            assertThat(printed.split("\r\n", -1)).allMatch(line -> line.length() <= 76 && !line.endsWith(" "));
            assertThat(printed).matches("[ -~\r\n]*").doesNotContain("=_");
        }
    }

    @Test
    void aHeaderIsReadAsItWasWritten() throws IOException {
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            String text = text(random).replace("\n", "").replace("\t", "") + "é";
            String words = EncodedWords.of(9, text);

            assertThat(MimeUtility.decodeText(words)).isEqualTo(utf8(text));
            assertThat("Subject: " + words).matches("([!-~: ]{1,76}(\r\n )?)+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "[HIGH] =?= _ ?"})
    void aHeaderOfAsciiStaysAsItIs(String text) {
        assertThat(EncodedWords.of(9, text)).isEqualTo(text);
    }

    @Test
    void noLineEndOfATextEndsAHeader() {
        assertThat(EncodedWords.of(9, "x\r\nBcc: y")).isEqualTo("=?UTF-8?Q?x=0D=0ABcc:_y?=");
    }
}
