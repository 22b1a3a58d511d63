package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of a run: a finding that was told, or an input that was not read. */
sealed interface Entry {
    /** What a person calls the input. */
    String input();

    /** Whether it was read and everybody has been told. */
    boolean isDelivered();

    /** The entry as plain values, for {@code report.json}. */
    Map<String, Object> toMap();

    /**
     * A finding that was told.
     *
     * @param input the input that held it
     * @param folder where its messages lie, within the out folder
     * @param invocation what became of it
     * @param messages the messages as the far ends got them, by file name
     */
    record Told(String input, String folder, Invocation invocation, Map<String, byte[]> messages) implements Entry {
        DeliveryReport report() {
            return invocation.report();
        }

        @Override
        public boolean isDelivered() {
            return report().isComplete() && !report().isUnrouted();
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("input", input);
            map.put("folder", folder);
            map.putAll(report().toMap());
            if (invocation.failure() != null) {
                map.put("failure", invocation.failure());
            }
            return map;
        }
    }

    /**
     * An input that was not read, or one record of it.
     *
     * @param input the input
     * @param reason why
     */
    record Unreadable(String input, String reason) implements Entry {
        @Override
        public boolean isDelivered() {
            return false;
        }

        @Override
        public Map<String, Object> toMap() {
            return JsonWriter.object("input", input, "unreadable", reason);
        }
    }
}
