package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is told of a finding: data, to be extended when AWS adds a field. Rows belong to a block of the document, so that a
 * block that a finding lacks costs nothing and what is shown depends on the blocks that are there, not on the resource
 * type. What no row tells is told under "Other details", unless {@link Untold} names it.
 */
final class FactTable {
    /**
     * A part of the document with rows of its own.
     *
     * @param path leads to it, or to each of them
     * @param rows what is told of it
     */
    record Block(Path path, List<FactRow> rows) {
        static Block of(String path, FactRow... rows) {
            return new Block(Path.of(path), List.of(rows));
        }

        /** The same with more rows. */
        Block with(List<FactRow> more) {
            return new Block(path, Stream.concat(rows.stream(), more.stream()).toList());
        }
    }

    static final List<Block> BLOCKS = Stream.of(
                    ActionRows.BLOCKS,
                    SequenceRows.BLOCKS,
                    ResourceRows.BLOCKS,
                    RuntimeRows.BLOCKS,
                    MalwareRows.BLOCKS,
                    EvidenceRows.BLOCKS)
            .flatMap(List::stream)
            .toList();

    private FactTable() {}

    /** Adds every fact to its topic's, in the order of the tables. */
    static void tell(JsonValue finding, Map<Topic, List<Fact>> facts) {
        for (Block block : BLOCKS) {
            List<JsonValue> values = block.path().from(finding);
            int told = Math.min(Wording.MAX_VALUES, values.size());
            for (int i = 0; i < told; i++) {
                tell(block, values.get(i), facts);
            }
            if (values.size() > told && !block.rows().isEmpty()) {
                Fact more = new Fact("Besides", new Fact.Own((values.size() - told) + " more of the kind"));
                topic(facts, block.rows().get(0)).add(more);
            }
        }
    }

    private static void tell(Block block, JsonValue value, Map<Topic, List<Fact>> facts) {
        for (FactRow row : block.rows()) {
            List<Fact> told = row.of(value);
            if (!told.isEmpty()) {
                topic(facts, row).addAll(told);
            }
        }
    }

    private static List<Fact> topic(Map<Topic, List<Fact>> facts, FactRow row) {
        return facts.computeIfAbsent(row.topic(), topic -> new ArrayList<>());
    }
}
