package io.github.guarddutynotify.channel.sns;

import static java.util.Map.entry;

import io.github.guarddutynotify.notification.PlainText;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/** Text as a medium shows it that knows no letters but ASCII's: pure functions. */
final class Ascii {
    private static final String CUT_MARK = "...";

    /** What may matter of a line: putting combining marks in order takes long where there are many. */
    private static final int LONGEST_LINE = 400;

    /** A word that is longer than this is cut within, or little would be left. */
    private static final int LONGEST_TAIL = 30;

    /** What Unicode does not decompose into ASCII, and how to read it. */
    private static final Map<Character, String> READINGS = Map.ofEntries(
            entry('\u2010', "-"),
            entry('\u2011', "-"),
            entry('\u2012', "-"),
            entry('\u2013', "-"),
            entry('\u2014', "-"),
            entry('\u00B7', "-"),
            entry('\u2192', "->"),
            entry('\u2018', "'"),
            entry('\u2019', "'"),
            entry('\u201A', "'"),
            entry('\u201C', "\""),
            entry('\u201D', "\""),
            entry('\u201E', "\""),
            entry('\u00AB', "\""),
            entry('\u00BB', "\""),
            entry('\u00C6', "AE"),
            entry('\u00E6', "ae"),
            entry('\u00D8', "O"),
            entry('\u00F8', "o"),
            entry('\u00DF', "ss"),
            entry('\u0141', "L"),
            entry('\u0142', "l"));

    private static final Pattern BLANKS = Pattern.compile(" {2,}");

    private Ascii() {}

    /**
     * The beginning of a line in printable ASCII: letters without their marks; what has no reading is left out. Defanged only
     * afterwards: a dot may come of it.
     */
    static String line(String text) {
        String beginning = text.substring(0, Math.min(LONGEST_LINE, text.length()));
        StringBuilder ascii = new StringBuilder(beginning.length());
        String decomposed = Normalizer.normalize(beginning, Normalizer.Form.NFKD);
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (c < 0x7F) {
                ascii.append(c < ' ' ? ' ' : c);
            } else {
                ascii.append(READINGS.getOrDefault(c, ""));
            }
        }
        return PlainText.defang(BLANKS.matcher(ascii).replaceAll(" ").strip());
    }

    /** Cuts between words where it can, and says so. */
    static String cut(String line, int length) {
        if (line.length() <= length) {
            return line;
        }
        int end = length - CUT_MARK.length();
        int blank = line.lastIndexOf(' ', end);
        int at = blank >= end - LONGEST_TAIL && blank > 0 ? blank : end;
        return line.substring(0, at).stripTrailing() + CUT_MARK;
    }
}
