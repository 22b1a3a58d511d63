package io.github.guarddutynotify.notification;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes foreign text plain: no control, direction or zero-width character, no half of a surrogate pair, nothing that a
 * client turns into a link.
 *
 * <p>The order is: {@linkplain #clean clean} (a {@link Notification} is clean already), {@linkplain #defang defang} what
 * is foreign, {@linkplain #cut cut} to the medium's limit, and only then escape for the medium, which is the channel's
 * part. Every method is linear in its input, idempotent, and safe for use by many threads.
 */
public final class PlainText {
    /** Ends a text that was cut. */
    public static final String CUT_MARK = "…";

    /** More marks than this on one letter are in no language's writing; a pile of them covers the lines around it. */
    private static final int MAX_MARKS = 5;

    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0]+");

    private static final String FORMATTING = "*_~`";
    private static final String LOOK_ALIKES = "\u2217\u02CD\u223C\u02CB";

    private PlainText() {}

    /**
     * Makes visible what would not show or would act: controls, direction marks, zero-width characters.
     *
     * <p>Line ends become {@code \n} and tabs blanks; other control characters become their Unicode pictures, invisible
     * ones their number ({@code [U+202E]}), and what is no character U+FFFD. Of marks that pile up on one letter five are
     * kept, and the number of the others stands in their place ({@code [+70 marks]}).
     *
     * @param text any text
     * @return the clean text
     */
    public static String clean(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + 16);
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            boolean isFirstOfCrLf = codePoint == '\r' && i < text.length() && text.charAt(i) == '\n';
            boolean isMark = isMark(codePoint) && !isInvisible(codePoint);
            if (!isMark) {
                appendMarks(clean, marks);
            }
            marks = isMark ? marks + 1 : 0;
            if (!isFirstOfCrLf && marks <= MAX_MARKS) {
                appendClean(clean, codePoint);
            }
        }
        appendMarks(clean, marks);
        return clean.toString();
    }

    /** Nearly all text is, and every message holds a hundred: no stream here. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Printable ASCII, and the Latin letters and signs behind it, of which only the soft hyphen does not show. */
    private static boolean isPlain(char c) {
        return c < 0x7F ? c >= ' ' : c > 0xA0 && c < 0x300 && c != 0xAD;
    }

    private static void appendMarks(StringBuilder clean, int marks) {
        if (marks > MAX_MARKS) {
            clean.append("[+").append(marks - MAX_MARKS).append(" marks]");
        }
    }

    /** What stands on, under or around the letter before it. */
    static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static void appendClean(StringBuilder clean, int codePoint) {
        if (isLineEnd(codePoint)) {
            clean.append('\n');
        } else if (codePoint == '\t') {
            clean.append(' ');
        } else if (codePoint < ' ') {
            clean.append((char) (0x2400 + codePoint));
        } else if (codePoint == 0x7F) {
            clean.append('\u2421');
        } else if ((codePoint < 0xA0 && codePoint > 0x7F) || isNoCharacter(codePoint)) {
            clean.append('\uFFFD');
        } else if (isInvisible(codePoint)) {
            clean.append(String.format(Locale.ROOT, "[U+%04X]", codePoint));
        } else {
            clean.appendCodePoint(codePoint);
        }
    }

    private static boolean isLineEnd(int codePoint) {
        return codePoint == '\n'
                || codePoint == '\r'
                || codePoint == 0x0B
                || codePoint == 0x0C
                || codePoint == 0x85
                || codePoint == 0x2028
                || codePoint == 0x2029;
    }

    private static boolean isNoCharacter(int codePoint) {
        boolean isHalfOfPair = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return isHalfOfPair || (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }

    /**
     * Format characters, direction marks, zero-width ones and tags among them, and letters and blanks without ink:
     * fillers, the grapheme joiner, selectors that choose between forms of nothing, the empty braille pattern.
     */
    private static boolean isInvisible(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0 -> true;
            default ->
                Character.getType(codePoint) == Character.FORMAT
                        || (codePoint >= 0xFE00 && codePoint <= 0xFE0D)
                        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
        };
    }

    /**
     * Clean text in one line, without blanks at its ends.
     *
     * @param text any text
     * @return the clean text, each run of line ends and blanks one blank
     */
    public static String oneLine(String text) {
        return isOneLine(text)
                ? text
                : BLANKS.matcher(clean(text)).replaceAll(" ").strip();
    }

    /** One pass, because every message holds a hundred texts and nearly all are so. */
    private static boolean isOneLine(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isPlain(c) || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    /**
     * Breaks everything that a client would turn into a link: {@code http://evil.example} becomes {@code
     * hxxp://evil[.]example}. Domains lose their dots, so mail addresses, {@code www.} and names in any script are broken
     * too; of an IPv4 address the last dot goes where a path follows. An address or a net alone is left to be copied.
     *
     * @param text clean text
     * @return the text without a live URL, domain or mail address
     */
    public static String defang(String text) {
        return Defanging.defanged(text);
    }

    /**
     * Takes the force from the marks of chat formatting ({@code *bold*}, {@code _italic_}, {@code ~struck~}, and code in
     * backticks): where one could begin or end formatting, a look-alike takes its place; within a word it stays.
     *
     * @param text clean text
     * @return the text without live formatting
     */
    public static String unformatted(String text) {
        StringBuilder plain = new StringBuilder(0);
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            int mark = FORMATTING.indexOf(text.charAt(i));
            if (mark >= 0 && !(text.charAt(i) == '_' && isWithinWord(text, i))) {
                plain.append(text, done, i).append(LOOK_ALIKES.charAt(mark));
                done = i + 1;
            }
        }
        return done == 0 ? text : plain.append(text, done, text.length()).toString();
    }

    private static boolean isWithinWord(String text, int i) {
        return i > 0
                && i + 1 < text.length()
                && Character.isLetterOrDigit(text.codePointBefore(i))
                && Character.isLetterOrDigit(text.codePointAt(i + 1));
    }

    /**
     * Cuts text to a number of code points, never inside what a reader takes for one character: a letter with its marks, a
     * flag, a family of emoji. Only where a single one is longer than the limit is it cut too.
     *
     * @param text clean text
     * @param codePoints the most that may be left, at least 1
     * @return the text itself if it fits; else its beginning with {@link #CUT_MARK}
     */
    public static String cut(String text, int codePoints) {
        if (codePoints < 1) {
            throw new IllegalArgumentException("can't cut to " + codePoints + " code points");
        }
        if (text.length() <= codePoints || text.codePointCount(0, text.length()) <= codePoints) {
            return text;
        }
        int room = text.offsetByCodePoints(0, codePoints - CUT_MARK.length());
        // One more than there is room for, so that a character that goes on shows.
        Matcher cluster = CLUSTER.matcher(text).region(0, text.offsetByCodePoints(room, 1));
        int end = 0;
        while (cluster.find() && cluster.end() <= room) {
            end = cluster.end();
        }
        return text.substring(0, end == 0 ? room : end) + CUT_MARK;
    }
}
