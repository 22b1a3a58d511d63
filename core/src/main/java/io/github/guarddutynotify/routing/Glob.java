package io.github.guarddutynotify.routing;

/**
 * A pattern for a whole text, in which {@code *} stands for any run of characters and everything else, without regard to
 * its case, for itself.
 *
 * @param pattern the pattern
 */
public record Glob(String pattern) implements ValuePattern {

    /** Whether it fits one text only, case apart. */
    boolean isExact() {
        return pattern.indexOf('*') < 0;
    }

    /** A text in the one spelling that all texts share which are the same to a glob. */
    static String folded(String text) {
        char[] folded = null;
        for (int i = 0; i < text.length(); i++) {
            char lower = Character.toLowerCase(text.charAt(i));
            if (lower != text.charAt(i)) {
                folded = folded == null ? text.toCharArray() : folded;
                folded[i] = lower;
            }
        }
        return folded == null ? text : new String(folded);
    }

    /**
     * Whether a text fits, in time that grows with the product of both lengths at worst, never more.
     *
     * @param text the whole text
     * @return true if it fits
     */
    @Override
    public boolean matches(String text) {
        int inText = 0;
        int inPattern = 0;
        int star = -1;
        int resume = 0;
        while (inText < text.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
                star = inPattern++;
                resume = inText;
            } else if (inPattern < pattern.length() && same(pattern.charAt(inPattern), text.charAt(inText))) {
                inPattern++;
                inText++;
            } else if (star >= 0) {
                inPattern = star + 1;
                inText = ++resume;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
            inPattern++;
        }
        return inPattern == pattern.length();
    }

    private static boolean same(char a, char b) {
        return a == b || Character.toLowerCase(a) == Character.toLowerCase(b);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
