package io.github.guarddutynotify.channel.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes text as <a href="https://www.rfc-editor.org/rfc/rfc2045#section-6.7">quoted-printable</a>: ASCII in lines of 76,
 * which pass every server unchanged. Our own, because the mail library's writes byte by byte through five streams, which
 * took ten times as long as all else about a mail.
 *
 * <p>For use by one thread.
 */
final class QuotedPrintable {
    /** One less than a line may have: a line that goes on ends with an equals sign. */
    private static final int LINE = 75;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] out;
    private int size;
    private int column;

    /** @param expected about how many bytes it will be; more are no error */
    QuotedPrintable(int expected) {
        this.out = new byte[expected];
    }

    /** A line that is ASCII already, such as a header. */
    QuotedPrintable line(String ascii) {
        ensure(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            out[size++] = (byte) ascii.charAt(i);
        }
        return lineEnd();
    }

    /** Text, encoded; its line ends are {@code \n}. */
    QuotedPrintable text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lineEnd();
            } else if (isAsItIs(c) && !(c == ' ' && endsLine(text, i + 1))) {
                room(1);
                out[size++] = (byte) c;
            } else {
                int end = text.offsetByCodePoints(i, 1);
                encoded(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return lineEnd();
    }

    private static boolean isAsItIs(char c) {
        return c >= ' ' && c < 0x7F && c != '=';
    }

    /** A blank at the end of a line may get lost. */
    private static boolean endsLine(String text, int i) {
        return i == text.length() || text.charAt(i) == '\n';
    }

    private void encoded(byte[] character) {
        for (byte b : character) {
            room(3);
            out[size++] = '=';
            out[size++] = HEX[(b >> 4) & 0xF];
            out[size++] = HEX[b & 0xF];
        }
    }

    private void room(int characters) {
        ensure(characters);
        if (column + characters > LINE) {
            out[size++] = '=';
            lineEnd();
        }
        column += characters;
    }

    private QuotedPrintable lineEnd() {
        ensure(0);
        out[size++] = '\r';
        out[size++] = '\n';
        column = 0;
        return this;
    }

    /** Makes room for so many bytes and for a line's end on either side of them. */
    private void ensure(int bytes) {
        if (size + bytes + 6 > out.length) {
            out = Arrays.copyOf(out, size * 2 + bytes + 6);
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(out, size);
    }
}
