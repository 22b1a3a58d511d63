package io.github.guarddutynotify.notification;

import java.util.regex.Pattern;

/** Breaks what a client would turn into a link; see {@link PlainText#defang}. */
final class Defanging {
    /** Schemes that act without an authority ({@code //}), as clients link them. */
    private static final Pattern BARE_SCHEME = Pattern.compile(
            "(?<![A-Za-z])(mailto|javascript|vbscript|data|file|blob|view-source|intent|tel|sms|sips?|callto|facetime"
                    + "|skype|slack|xmpp|magnet|webcal|ms-[a-z-]{1,20}):(?=\\S)",
            Pattern.CASE_INSENSITIVE);

    /** An IPv4 address with a port or a path, which makes an address on the web of it; a net's {@code /24} does not. */
    private static final Pattern IPV4_URL = Pattern.compile(
            "(?<![0-9.])((?:[0-9]{1,3}\\.){2}[0-9]{1,3})\\.([0-9]{1,3}(?::[0-9]{1,5})?/)(?![0-9]{1,2}(?![\\w/.?#&=%-]))");

    private Defanging() {}

    static String defanged(String text) {
        String defanged = text;
        if (text.indexOf(':') >= 0) {
            defanged = defangedSchemes(defanged);
            defanged = BARE_SCHEME.matcher(defanged).replaceAll("$1[:]");
        }
        if (text.indexOf('/') >= 0) {
            defanged = IPV4_URL.matcher(defanged).replaceAll("$1[.]$2");
        }
        return defangedDots(defanged);
    }

    /** Wherever {@code ://} stands, be it within a word: some clients begin a link there. */
    private static String defangedSchemes(String text) {
        int at = text.indexOf("://");
        if (at < 0) {
            return text;
        }
        StringBuilder defanged = new StringBuilder(text.length() + 8);
        int done = 0;
        for (; at >= 0; at = text.indexOf("://", done)) {
            defanged.append(text, done, at);
            if (endsWith(defanged, "http")) {
                defanged.replace(defanged.length() - 4, defanged.length(), "hxxp");
            } else if (endsWith(defanged, "https")) {
                defanged.replace(defanged.length() - 5, defanged.length(), "hxxps");
            }
            boolean isBroken = endsWith(defanged, "hxxp") || endsWith(defanged, "hxxps");
            defanged.append(isBroken ? "://" : "[:]//");
            done = at + 3;
        }
        return defanged.append(text, done, text.length()).toString();
    }

    private static boolean endsWith(StringBuilder text, String scheme) {
        int start = text.length() - scheme.length();
        return start >= 0 && text.substring(start).equalsIgnoreCase(scheme);
    }

    /** A dot between a name and two letters may begin a top-level domain; by hand, because a regex would recurse. */
    private static String defangedDots(String text) {
        StringBuilder defanged = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLive = isDot(c)
                    && i > 0
                    && isOfName(text.codePointBefore(i))
                    && (twoLettersFollow(text, i + 1) || isAfterWww(text, i));
            if (isLive) {
                defanged.append("[.]");
            } else {
                defanged.append(c);
            }
        }
        return defanged.toString();
    }

    /** The ASCII dot and those that browsers take for it (UTS 46), or that look like it and become it (NFKC). */
    private static boolean isDot(char c) {
        return c == '.' || c == '\u3002' || c == '\uFF0E' || c == '\uFF61' || c == '\u2024' || c == '\uFE52';
    }

    /** Letters with their marks, digits, emoji: what a label of a domain may end with. */
    private static boolean isOfName(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || codePoint == '-'
                || codePoint == '_'
                || (codePoint > 0x7F && !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint));
    }

    private static boolean twoLettersFollow(String text, int start) {
        if (start >= text.length() || !Character.isLetter(text.codePointAt(start))) {
            return false;
        }
        int second = text.offsetByCodePoints(start, 1);
        if (second >= text.length()) {
            return false;
        }
        int codePoint = text.codePointAt(second);
        return Character.isLetter(codePoint)
                || PlainText.isMark(codePoint)
                || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    }

    /** Some clients link whatever begins so. */
    private static boolean isAfterWww(String text, int dot) {
        return dot >= 3
                && text.regionMatches(true, dot - 3, "www", 0, 3)
                && dot + 1 < text.length()
                && Character.isLetterOrDigit(text.codePointAt(dot + 1));
    }
}
