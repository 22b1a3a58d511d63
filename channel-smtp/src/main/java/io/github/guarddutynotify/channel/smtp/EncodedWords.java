package io.github.guarddutynotify.channel.smtp;

import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text for a header as <a href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047</a> has it: a pure function. */
final class EncodedWords {
    private static final String BEGIN = "=?UTF-8?Q?";
    private static final String END = "?=";

    private static final HexFormat HEX = HexFormat.of().withPrefix("=").withUpperCase();

    /** What is left of the 75 characters that a word may have. */
    private static final int ROOM = 75 - BEGIN.length() - END.length();

    private EncodedWords() {}

    /**
     * Text in one line as it is if it is printable ASCII, else in words, none of which breaks a character; either way in lines that a
     * header may have.
     *
     * @param used how many characters of the first line the header's name takes
     */
    static String of(int used, String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            return MimeUtility.fold(used, text);
        }
        StringBuilder words = new StringBuilder(text.length() * 2).append(BEGIN);
        int room = ROOM - used;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            String encoded = encoded(text.codePointAt(i));
            if (encoded.length() > room) {
                words.append(END).append("\r\n ").append(BEGIN);
                room = ROOM;
            }
            words.append(encoded);
            room -= encoded.length();
        }
        return words.append(END).toString();
    }

    private static String encoded(int codePoint) {
        if (codePoint == ' ') {
            return "_";
        }
        String text = Character.toString(codePoint);
        if (codePoint > ' ' && codePoint < 0x7F && "=?_".indexOf(codePoint) < 0) {
            return text;
        }
        return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
