package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Something to read findings from.
 *
 * @param name what a person calls it: the path as given, or the name of a finding that the demo ships
 * @param content opens it; fails if it can't be read
 */
public record Input(String name, Content content) {
    /** Opens an input. */
    @FunctionalInterface
    public interface Content {
        /**
         * Opens it.
         *
         * @return its bytes
         * @throws IOException if it can't be read
         */
        InputStream open() throws IOException;
    }

    /**
     * What is in it, each record on its own.
     *
     * @return a finding, or the reason why it is none, for each record
     * @throws IOException if it can't be read, with the reason
     */
    public List<FindingRecord> records() throws IOException {
        List<FindingRecord> records = new ArrayList<>();
        try (InputStream stream = content.open()) {
            FindingReader.readAll(stream, records::add);
        }
        return records;
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
