package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.notification.PlainText;

/**
 * A column of a table for terminals, in cells of a terminal: an ideograph takes two, a combining mark none.
 *
 * @param heading what stands above it
 * @param width how many cells it has
 * @param align where its text stands
 */
record Column(String heading, int width, Align align) {
    enum Align {
        LEFT,
        RIGHT
    }

    /** The text, cut or filled up to the column's width. */
    String cell(String text) {
        String cut = cut(text, width);
        String fill = " ".repeat(width - cells(cut));
        return align == Align.LEFT ? cut + fill : fill + cut;
    }

    /** The beginning of a text, with a mark if it was cut. */
    static String cut(String text, int width) {
        if (cells(text) <= width) {
            return text;
        }
        return beginning(text, width - PlainText.CUT_MARK.length()) + PlainText.CUT_MARK;
    }

    /** Beginning and end of a text, for names that differ at their ends. */
    static String cutInside(String text, int width) {
        if (cells(text) <= width) {
            return text;
        }
        int kept = width - PlainText.CUT_MARK.length();
        String reversed = new StringBuilder(text).reverse().toString();
        String end = new StringBuilder(beginning(reversed, kept / 2)).reverse().toString();
        return beginning(text, kept - cells(end)) + PlainText.CUT_MARK + end;
    }

    private static String beginning(String text, int width) {
        int end = 0;
        for (int used = 0; end < text.length(); ) {
            int codePoint = text.codePointAt(end);
            used += cells(codePoint);
            if (used > width) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    static int cells(String text) {
        return text.codePoints().map(Column::cells).sum();
    }

    private static int cells(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** The blocks that <a href="https://www.unicode.org/reports/tr11/">UAX 11</a> calls wide, roughly. */
    private static boolean isWide(int codePoint) {
        return (codePoint >= 0x1100 && codePoint <= 0x115F)
                || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
    }
}
