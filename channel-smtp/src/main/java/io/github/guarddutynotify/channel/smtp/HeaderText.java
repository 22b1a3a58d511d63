package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.notification.PlainText;
import java.util.regex.Pattern;

/** Text for a header: one line, in which no encoded word of someone else's is decoded by the reader. */
final class HeaderText {
    /** A line may have 998 octets; <a href="https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1">RFC 5322</a>. */
    private static final int MAX_VALUE = 400;

    private static final Pattern NO_ASCII = Pattern.compile("[^ -~]");

    private HeaderText() {}

    /** {@code =?} begins an <a href="https://www.rfc-editor.org/rfc/rfc2047#section-2">encoded word</a>, which may hide a line end. */
    static String inert(String text) {
        return PlainText.oneLine(text).replace("=?", "= ?");
    }

    /** The same in printable ASCII, for headers that only rules read. */
    static String ascii(String text) {
        return NO_ASCII.matcher(PlainText.cut(inert(text), MAX_VALUE)).replaceAll("?");
    }
}
