package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of a ledger's file, a JSON object: a destination was told of a finding, a finding is held for it, or it is no
 * longer held.
 *
 * @param entry the finding and the destination
 * @param telling what was told; {@code null} in other lines
 * @param held what is held; {@code null} in other lines
 */
record JournalLine(
        Entry entry, @Nullable Telling telling, @Nullable HeldFinding held) {
    private static final String TOLD_AT = "toldAt";
    private static final String HELD_AT = "heldAt";
    private static final String RELEASED = "released";
    private static final String OWED = "owed";

    static JournalLine told(Entry entry, Telling telling) {
        return new JournalLine(entry, telling, null);
    }

    static JournalLine held(HeldFinding held) {
        return new JournalLine(held.entry(), null, held);
    }

    static JournalLine released(Entry entry) {
        return new JournalLine(entry, null, null);
    }

    String toJson() {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("finding", entry.finding());
        line.put("destination", entry.destination());
        if (telling != null) {
            line.put("severity", telling.severity().name());
            line.put("count", telling.count());
            line.put("updatedAt", telling.updated());
            line.put(TOLD_AT, telling.told());
            line.put("reference", telling.farReference());
            if (!telling.owed().isEmpty()) {
                line.put(OWED, List.copyOf(telling.owed()));
            }
        } else if (held != null) {
            line.put("id", held.id());
            line.put("type", held.type());
            line.put("account", held.account());
            line.put("region", held.region());
            line.put("severity", held.severity().name());
            line.put("count", held.count());
            line.put("title", held.title());
            line.put("updatedAt", held.updated());
            line.put(HELD_AT, held.heldAt());
        } else {
            line.put(RELEASED, true);
        }
        return JsonWriter.write(line);
    }

    /** A line that was cut off by a crash, or edited into nonsense, says nothing. */
    static Optional<JournalLine> parse(String json) {
        try {
            JsonValue line = JsonValue.parse(json);
            Entry entry = new Entry(text(line, "finding"), text(line, "destination"));
            if (line.member(TOLD_AT).isPresent()) {
                return Optional.of(told(entry, telling(line)));
            }
            if (line.member(HELD_AT).isPresent()) {
                return Optional.of(held(held(entry, line)));
            }
            return line.member(RELEASED).isTrue() ? Optional.of(released(entry)) : Optional.empty();
        } catch (JsonSyntaxException | IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Telling telling(JsonValue line) {
        return new Telling(
                Severity.valueOf(text(line, "severity")),
                Long.parseLong(text(line, "count")),
                time(line, "updatedAt"),
                Instant.parse(text(line, TOLD_AT)),
                line.member("reference").text().orElse(null),
                line.member(OWED).elements().stream()
                        .flatMap(recipient -> recipient.text().stream())
                        .collect(Collectors.toSet()));
    }

    private static HeldFinding held(Entry entry, JsonValue line) {
        return new HeldFinding(
                entry,
                text(line, "id"),
                text(line, "type"),
                text(line, "account"),
                text(line, "region"),
                Severity.valueOf(text(line, "severity")),
                Long.parseLong(text(line, "count")),
                text(line, "title"),
                time(line, "updatedAt"),
                Instant.parse(text(line, HELD_AT)));
    }

    private static String text(JsonValue line, String name) {
        return line.member(name).text().orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static @Nullable Instant time(JsonValue line, String name) {
        return line.member(name).text().map(Instant::parse).orElse(null);
    }
}
