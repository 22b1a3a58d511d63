package io.github.guarddutynotify.notification;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Breaks what a client would turn into a link; see {@link PlainText#defang}. */
final class Defanging {
    /** Schemes that act without an authority ({@code //}), as clients link them; those of {@code ms-} besides. */
    private static final Set<String> BARE_SCHEMES = Set.of(
            "mailto",
            "javascript",
            "vbscript",
            "data",
            "file",
            "blob",
            "view-source",
            "intent",
            "tel",
            "sms",
            "sip",
            "sips",
            "callto",
            "facetime",
            "skype",
            "slack",
            "xmpp",
            "magnet",
            "webcal");

    private static final String MICROSOFT = "ms-";
    private static final int LONGEST_SCHEME = MICROSOFT.length() + 20;

    /** An IPv4 address with a port or a path, which makes an address on the web of it; a net's {@code /24} does not. */
    private static final Pattern IPV4_URL = Pattern.compile(
            "(?<![0-9.])((?:[0-9]{1,3}\\.){2}[0-9]{1,3})\\.([0-9]{1,3}(?::[0-9]{1,5})?/)(?![0-9]{1,2}(?![\\w/.?#&=%-]))");

    private Defanging() {}

    static String defanged(String text) {
        String defanged = text;
        if (text.indexOf(':') >= 0) {
            defanged = defangedBareSchemes(defangedSchemes(defanged));
        }
        if (hasSlashAfterDigit(text)) {
            defanged = IPV4_URL.matcher(defanged).replaceAll("$1[.]$2");
        }
        return defangedDots(defanged);
    }

    private static boolean hasSlashAfterDigit(String text) {
        for (int at = text.indexOf('/', 1); at > 0; at = text.indexOf('/', at + 1)) {
            if (text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9') {
                return true;
            }
        }
        return false;
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

    /** A text may hold a hundred colons of ARNs and no scheme; by hand, because a regex would look at each letter. */
    private static String defangedBareSchemes(String text) {
        StringBuilder defanged = new StringBuilder(0);
        int done = 0;
        for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
            if (endsBareScheme(text, at)) {
                defanged.append(text, done, at).append("[:]");
                done = at + 1;
            }
        }
        return done == 0 ? text : defanged.append(text, done, text.length()).toString();
    }

    private static boolean endsBareScheme(String text, int colon) {
        boolean isFollowed = colon + 1 < text.length() && " \t\n\u000B\f\r".indexOf(text.charAt(colon + 1)) < 0;
        int shortest = isFollowed ? Math.max(0, colon - LONGEST_SCHEME) : colon;
        for (int start = colon - 1; start >= shortest && isOfScheme(text.charAt(start)); start--) {
            boolean isWordsStart = start == 0 || !isLetter(text.charAt(start - 1));
            if (isWordsStart && isBareScheme(text.substring(start, colon).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBareScheme(String word) {
        return BARE_SCHEMES.contains(word) || (word.startsWith(MICROSOFT) && word.length() > MICROSOFT.length());
    }

    private static boolean isOfScheme(char c) {
        return c == '-' || isLetter(c);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String defangedDots(String text) {
        StringBuilder defanged = new StringBuilder(0);
        int done = 0;
        for (int i = 1; i < text.length(); i++) {
            if (isDot(text.charAt(i)) && isLive(text, i)) {
                defanged.append(text, done, i).append("[.]");
                done = i + 1;
            }
        }
        return done == 0 ? text : defanged.append(text, done, text.length()).toString();
    }

    /** A dot between a name and two letters may begin a top-level domain; by hand, because a regex would recurse. */
    private static boolean isLive(String text, int dot) {
        return isOfName(text.codePointBefore(dot)) && (twoLettersFollow(text, dot + 1) || isAfterWww(text, dot));
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
