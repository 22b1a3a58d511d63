package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that shows what a renderer makes of something, kept beside the tests so that a change of it is seen and read.
 *
 * <p>Run the tests with {@code -Dgolden.update=true} to write the files anew, then read the difference before committing it.
 */
public final class GoldenFile {
    private GoldenFile() {}

    /**
     * Asserts that a text is what its golden file has, or writes the file if the run is to update it.
     *
     * @param file the file, from the module's folder on, such as {@code src/test/resources/golden/one.txt}
     * @param text what was rendered
     */
    public static void assertMatches(Path file, String text) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text);
            }
            assertThat(text)
                    .as("what %s has; -Dgolden.update=true rewrites it", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException unusable) {
            throw new UncheckedIOException("can't use the golden file " + file, unusable);
        }
    }

    /**
     * As {@link #assertMatches}, of JSON set out over lines, so that a difference can be read.
     *
     * @param file the file
     * @param json the JSON that was rendered; what it says is not changed
     */
    public static void assertJsonMatches(Path file, byte[] json) {
        assertMatches(file, indented(new String(json, StandardCharsets.UTF_8)));
    }

    /** Breaks lines where no string is, and changes nothing else. */
    static String indented(String json) {
        StringBuilder lines = new StringBuilder(json.length() * 2);
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' && !isEscaped(json, i)) {
                inString = !inString;
            }
            boolean opens = !inString && (c == '{' || c == '[');
            boolean closes = !inString && (c == '}' || c == ']');
            depth += opens ? 1 : closes ? -1 : 0;
            if (closes) {
                lines.append('\n').append("  ".repeat(depth));
            }
            lines.append(c);
            if (opens || (!inString && c == ',')) {
                lines.append('\n').append("  ".repeat(depth));
            } else if (!inString && c == ':') {
                lines.append(' ');
            }
        }
        return lines.append('\n').toString();
    }

    private static boolean isEscaped(String json, int quote) {
        int backslashes = 0;
        while (quote > backslashes && json.charAt(quote - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
