package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.examples.demo.Input;
import io.github.guarddutynotify.examples.demo.Inputs;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of a file that a command was given.
 *
 * @param source what a person calls it: the file, and the place in it where that holds several
 * @param record the finding, or why it is none
 */
record Event(String source, FindingRecord record) {

    /**
     * The records of all files, in their order; of a file that holds none, or can't be read, the reason.
     *
     * @throws picocli.CommandLine.ParameterException if there is no such file: then nothing has been done yet
     */
    static List<Event> of(List<Path> files, Setup setup) {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw setup.misused("there is no file " + file);
            }
        }
        List<Event> events = new ArrayList<>();
        Inputs.of(files).forEach(input -> events.addAll(of(input)));
        return events;
    }

    private static List<Event> of(Input input) {
        List<FindingRecord> records;
        try {
            records = input.records();
        } catch (IOException unreadable) {
            return List.of(nothing(input, String.valueOf(unreadable.getMessage())));
        }
        if (records.isEmpty()) {
            return List.of(nothing(input, "nothing here, expected a finding"));
        }
        return records.stream()
                .map(record ->
                        new Event(records.size() == 1 ? input.name() : input.name() + ", " + record.place(), record))
                .toList();
    }

    private static Event nothing(Input input, String reason) {
        return new Event(input.name(), new FindingRecord.Unreadable("", reason));
    }

    /** What a person sees of it first. */
    String title() {
        if (record instanceof FindingRecord.Found found) {
            Finding finding = found.finding();
            return source + ": " + finding.type().text() + ", "
                    + finding.severity().word();
        }
        return source + ": not read, " + record;
    }

    /** The beginning of what a machine is told of it. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>(JsonWriter.object("input", source));
        if (record instanceof FindingRecord.Found found) {
            map.put("findingId", found.finding().id());
            map.put("type", found.finding().type().text());
            map.put("severity", found.finding().severity().name());
        } else {
            map.put("unreadable", record.toString());
        }
        return map;
    }
}
