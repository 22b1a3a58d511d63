package io.github.guarddutynotify.examples.schema;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.ReadKey;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Has core and the channels read documents, and makes a schema of what they ask for. */
final class WatchedReading {
    private static final Set<String> OF_OWN_KEYS = Set.of("tags", "where", "accountNames", "addresses");

    /** The channel whose destinations have all keys that core reads for every one. */
    private static final String COMPLETE = "slack";

    private final SchemaObject root = new SchemaObject();

    /** Reads documents, whose destinations are named as their channels are; values that don't fit are nothing to it. */
    WatchedReading(List<?> documents) {
        for (int i = 0; i < documents.size(); i++) {
            int document = i;
            NotifierConfig config = NotifierConfig.reader()
                    .environment(Map.of())
                    .watcher(key -> add(document, key))
                    .parse(JsonWriter.write(documents.get(i)));
            try (FindingNotifier notifier = FindingNotifier.of(config)) {
                notifier.warnings();
            } catch (ConfigException wrong) {
                // what was asked for was asked for
            }
        }
    }

    private void add(int document, ReadKey read) {
        List<String> path = new ArrayList<>();
        for (String step : Stream.of(read.object().split("\\."))
                .filter(step -> !step.isEmpty())
                .toList()) {
            path.add(step.replaceFirst("\\[\\d+]$", ""));
        }
        boolean isOwn = !path.isEmpty() && OF_OWN_KEYS.contains(path.get(path.size() - 1));
        root.add(document, path, isOwn ? SchemaObject.ANY : read.key(), read);
    }

    /** The schema of a whole configuration, as JSON. */
    String schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Configuration of guardduty-notify");
        Map<String, Object> whole = root.schema();
        @SuppressWarnings("unchecked")
        Map<String, Object> properties = (Map<String, Object>) whole.get("properties");
        properties.put("destinations", ordered("type", "object", "additionalProperties", destination()));
        schema.putAll(whole);
        return JsonWriter.write(schema);
    }

    /** Of a channel that is known, its keys and no others; a channel of the user's own may have any. */
    private Map<String, Object> destination() {
        SchemaObject destinations = root.object("destinations");
        SchemaObject complete = destinations.object(COMPLETE);
        destinations
                .names()
                .forEach(channel -> destinations.object(channel).share(complete, DestinationConfig.RESERVED_KEYS));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", List.of("channel"));
        schema.put(
                "properties",
                Map.of("channel", ordered("type", "string", "examples", List.copyOf(destinations.names()))));
        schema.put(
                "allOf",
                destinations.names().stream()
                        .map(channel -> ordered(
                                "if",
                                Map.of("properties", Map.of("channel", Map.of("const", channel))),
                                "then",
                                destinations.object(channel).schema()))
                        .toList());
        return schema;
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, other);
        return map;
    }
}
