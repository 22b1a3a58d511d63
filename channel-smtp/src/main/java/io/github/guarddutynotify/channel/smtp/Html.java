package io.github.guarddutynotify.channel.smtp;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML that is well-formed whatever it is given: elements nest, text and attributes are escaped.
 *
 * <p>For use by one thread.
 */
final class Html {
    private final StringBuilder out = new StringBuilder(32_768);
    private final Deque<String> open = new ArrayDeque<>();

    Html() {
        out.append("<!DOCTYPE html>");
    }

    /** Begins an element; names and values of its attributes take turns. */
    Html open(String tag, String... attributes) {
        tag(tag, attributes);
        open.push(tag);
        return this;
    }

    /** An element that has no content. */
    Html empty(String tag, String... attributes) {
        return tag(tag, attributes);
    }

    private Html tag(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escaped(attributes[i + 1], "\n");
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** Text; its line ends break lines. */
    Html text(String text) {
        escaped(text, "<br>");
        return this;
    }

    /** Our own style sheet, which is the one thing that is not escaped. */
    Html style(String css) {
        out.append("<style>").append(css).append("</style>");
        return this;
    }

    /** Ends the innermost elements. */
    Html close(int count) {
        for (int i = 0; i < count; i++) {
            String tag = open.pop();
            out.append("</").append(tag).append('>');
            if (isBlock(tag)) {
                out.append('\n');
            }
        }
        return this;
    }

    private static boolean isBlock(String tag) {
        return switch (tag) {
            case "tr", "table", "head", "body", "html", "title", "h1", "h2", "p" -> true;
            default -> false;
        };
    }

    /** An element with text and nothing else. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(1);
    }

    /** Nearly all text has nothing to escape and goes out in one piece. */
    private void escaped(String text, String lineEnd) {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String escape = c > '>' ? "" : escape(c, lineEnd);
            if (!escape.isEmpty()) {
                out.append(text, done, i).append(escape);
                done = i + 1;
            }
        }
        out.append(done == 0 ? text : text.substring(done));
    }

    private static String escape(char c, String lineEnd) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            case '\n' -> lineEnd;
            default -> "";
        };
    }

    /** The document; every element is closed. */
    String document() {
        return close(open.size()).out.toString();
    }
}
