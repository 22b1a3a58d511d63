package io.github.guarddutynotify.notification;

import java.util.Locale;
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

    /** Longest run of combining characters that {@link #cut} keeps with its base, so that a cut stays cheap. */
    private static final int MAX_CLUSTER = 32;

    private static final Pattern SCHEME = Pattern.compile("(?<![A-Za-z])([A-Za-z][A-Za-z0-9+.-]{0,30})://");
    private static final Pattern BARE_SCHEME = Pattern.compile(
            "(?<![A-Za-z])(mailto|javascript|vbscript|data|file|tel|sms|skype|slack|ms-\\w{1,20}):(?=\\S)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0]+");

    private static final String FORMATTING = "*_~`";
    private static final String LOOK_ALIKES = "\u2217\u02CD\u223C\u02CB";

    private PlainText() {}

    /**
     * Makes visible what would not show or would act: controls, direction marks, zero-width characters.
     *
     * <p>Line ends become {@code \n} and tabs blanks; other control characters become their Unicode pictures, invisible
     * ones their number ({@code [U+202E]}), and what is no character U+FFFD.
     *
     * @param text any text
     * @return the clean text
     */
    public static String clean(String text) {
        if (isPrintableAscii(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            boolean isFirstOfCrLf = codePoint == '\r' && i < text.length() && text.charAt(i) == '\n';
            if (!isFirstOfCrLf) {
                appendClean(clean, codePoint);
            }
        }
        return clean.toString();
    }

    /** Nearly all text is, and every message holds a hundred: no stream here. */
    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F) {
                return false;
            }
        }
        return true;
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

    /** Format characters, direction marks, zero-width ones and tags among them, and blanks without a width. */
    private static boolean isInvisible(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x3164
                || codePoint == 0xFFA0
                || codePoint == 0x034F;
    }

    /**
     * Clean text in one line, without blanks at its ends.
     *
     * @param text any text
     * @return the clean text, each run of line ends and blanks one blank
     */
    public static String oneLine(String text) {
        boolean isOneLine =
                isPrintableAscii(text) && !text.contains("  ") && !text.startsWith(" ") && !text.endsWith(" ");
        return isOneLine ? text : BLANKS.matcher(clean(text)).replaceAll(" ").strip();
    }

    /**
     * Breaks everything that a client would turn into a link: {@code http://evil.example} becomes {@code
     * hxxp://evil[.]example}.
     *
     * @param text clean text
     * @return the text without a live URL, domain or mail address
     */
    public static String defang(String text) {
        String withoutSchemes = text;
        if (text.indexOf(':') >= 0) {
            withoutSchemes = SCHEME.matcher(text).replaceAll(match -> defangedScheme(match.group(1)));
            withoutSchemes = BARE_SCHEME.matcher(withoutSchemes).replaceAll("$1[:]");
        }
        return defangedDots(withoutSchemes);
    }

    /** A dot between a name and two letters may begin a top-level domain; by hand, because a regex would recurse. */
    private static String defangedDots(String text) {
        StringBuilder defanged = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLive = isDot(c) && i > 0 && isOfName(text.codePointBefore(i)) && twoLettersFollow(text, i + 1);
            if (isLive) {
                defanged.append("[.]");
            } else {
                defanged.append(c);
            }
        }
        return defanged.toString();
    }

    /** The ASCII dot and those that browsers take for it (UTS 46). */
    private static boolean isDot(char c) {
        return c == '.' || c == '\u3002' || c == '\uFF0E' || c == '\uFF61';
    }

    private static boolean isOfName(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '-' || codePoint == '_';
    }

    private static boolean twoLettersFollow(String text, int start) {
        if (start >= text.length() || !Character.isLetter(text.codePointAt(start))) {
            return false;
        }
        int second = text.offsetByCodePoints(start, 1);
        return second < text.length() && Character.isLetter(text.codePointAt(second));
    }

    private static String defangedScheme(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> "hxxp://";
            case "https" -> "hxxps://";
            case "hxxp", "hxxps" -> scheme + "://";
            default -> scheme + "[:]//";
        };
    }

    /**
     * Takes the force from the marks of chat formatting ({@code *bold*}, {@code _italic_}, {@code ~struck~}, and code in
     * backticks): where one could begin or end formatting, a look-alike takes its place; within a word it stays.
     *
     * @param text clean text
     * @return the text without live formatting
     */
    public static String unformatted(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int mark = FORMATTING.indexOf(c);
            boolean isWithinWord = i > 0
                    && i + 1 < text.length()
                    && Character.isLetterOrDigit(text.codePointBefore(i))
                    && Character.isLetterOrDigit(text.codePointAt(i + 1));
            plain.append(mark < 0 || (isWithinWord && c == '_') ? c : LOOK_ALIKES.charAt(mark));
        }
        return plain.toString();
    }

    /**
     * Cuts text to a number of code points, never inside a character or between a letter and its combining marks.
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
        int end = text.offsetByCodePoints(0, codePoints - CUT_MARK.length());
        for (int back = 0; back < MAX_CLUSTER && end > 0 && continues(text.codePointAt(end)); back++) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + CUT_MARK;
    }

    private static boolean continues(int codePoint) {
        int type = Character.getType(codePoint);
        boolean isSkinTone = codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || isSkinTone;
    }
}
