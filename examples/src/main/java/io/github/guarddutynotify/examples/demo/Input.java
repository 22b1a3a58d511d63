package io.github.guarddutynotify.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Something to read findings from.
 *
 * @param name what a person calls it: the path as given, or the name of a finding that the demo ships
 * @param content opens it; fails if it can't be read
 */
record Input(String name, Content content) {
    /** Opens an input. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** As much as a reader of findings takes; more is never read into memory. */
    static final int MAX_BYTES = 16 << 20;

    /** All of it. */
    byte[] read() throws IOException {
        try (InputStream stream = content.open()) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("is larger than " + (MAX_BYTES >> 20) + " MiB");
            }
            return bytes;
        }
    }

    /** The name of its file without the ending, for a folder; of one line, so that a list of names can hold it. */
    String stem() {
        Path last = Path.of(name).getFileName();
        String file = last == null ? "input" : last.toString();
        int ending = file.lastIndexOf('.');
        String stem = (ending > 0 ? file.substring(0, ending) : file).replaceAll("\\p{Cntrl}", "_");
        boolean isFolder = !stem.isBlank() && !stem.equals(".") && !stem.equals("..");
        return isFolder ? stem : "input";
    }
}
