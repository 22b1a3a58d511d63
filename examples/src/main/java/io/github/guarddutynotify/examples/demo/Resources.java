package io.github.guarddutynotify.examples.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that are built in beside this class. */
final class Resources {
    private Resources() {}

    /** Opens one. */
    static InputStream open(String path) throws IOException {
        InputStream stream = Resources.class.getResourceAsStream(path);
        if (stream == null) {
            throw new FileNotFoundException("not built in: " + path);
        }
        return stream;
    }

    /** One as text. */
    static String text(String path) {
        try (InputStream stream = open(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
