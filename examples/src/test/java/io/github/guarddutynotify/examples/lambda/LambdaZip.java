package io.github.guarddutynotify.examples.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip that the build made. */
final class LambdaZip {
    private LambdaZip() {}

    private static ZipFile open() throws IOException {
        return new ZipFile(System.getProperty("lambda.zip"));
    }

    /** Its files, in its order. */
    static List<String> names() throws IOException {
        try (ZipFile zip = open()) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    /** Unpacks it into a folder, as Lambda does. */
    static void unpack(Path folder) throws IOException {
        try (ZipFile zip = open()) {
            for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).toList()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
    }
}
