package io.github.guarddutynotify;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Documents of other people, with their sources in SOURCES.md, and lists beside them. */
public final class SharedFindings {
    private SharedFindings() {}

    /** Every document by its file name. */
    public static Map<String, String> documents() {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(SharedFindings.class.getResource("findings"))
                        .toURI()))) {
            Map<String, String> documents = new LinkedHashMap<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                documents.put(file.getFileName().toString(), Files.readString(file));
            }
            return documents;
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("the shared documents can't be read", unreadable);
        }
    }

    /** The document whose name begins so. */
    public static String document(String prefix) {
        return documents().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no document " + prefix));
    }

    /** Every finding of the documents, by file name. */
    public static Map<String, Finding> findings() {
        Map<String, Finding> findings = new LinkedHashMap<>();
        documents().forEach((name, text) -> {
            for (FindingRecord record : FindingReader.readAll(text)) {
                if (record instanceof FindingRecord.Found found) {
                    findings.put(name, found.finding());
                }
            }
        });
        return findings;
    }

    /** The lines of a list, without comments. */
    public static List<String> lines(String resource) {
        return text(resource)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** A test resource. */
    public static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(SharedFindings.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
