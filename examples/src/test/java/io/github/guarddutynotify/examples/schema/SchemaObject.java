package io.github.guarddutynotify.examples.schema;

import io.github.guarddutynotify.config.ReadKey;
import io.github.guarddutynotify.config.ReadKey.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys of an object of a configuration, as its readers ask for them, and the JSON Schema that they make. */
final class SchemaObject {
    /** Stands for every key of an object whose keys are the user's own. */
    static final String ANY = "*";

    private static final List<String> SCALAR = List.of("string", "number", "boolean");

    private final Map<String, Key> keys = new TreeMap<>();
    private final Set<Integer> documents = new HashSet<>();

    /** What was asked for under a key, and in which documents it could not be done without. */
    private static final class Key {
        private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        private final Set<String> forms = new TreeSet<>();
        private final Set<Integer> required = new HashSet<>();
        private final SchemaObject object = new SchemaObject();
    }

    /** Adds a key that was read in a document, at a path from here. */
    void add(int document, List<String> path, String name, ReadKey read) {
        documents.add(document);
        if (!path.isEmpty()) {
            object(path.get(0)).add(document, path.subList(1, path.size()), name, read);
            return;
        }
        Key key = key(name);
        key.kinds.add(read.kind());
        if (read.required()) {
            key.required.add(document);
        }
        if (!read.form().isEmpty()) {
            key.forms.add(read.form());
        }
    }

    private Key key(String name) {
        return keys.computeIfAbsent(name, first -> new Key());
    }

    /** Takes keys of another object, where that has them, with all that was asked for under them. */
    void share(SchemaObject other, Set<String> names) {
        for (String name : names) {
            Key theirs = other.keys.get(name);
            if (theirs != null) {
                keys.put(name, theirs);
            }
        }
    }

    SchemaObject object(String name) {
        return key(name).object;
    }

    Set<String> names() {
        return keys.keySet();
    }

    /** The schema of an object that has these keys and no others. */
    Map<String, Object> schema() {
        if (keys.containsKey(ANY)) {
            return new TreeMap<>(Map.of("type", "object", "additionalProperties", value(key(ANY))));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        Map<String, Object> properties = new TreeMap<>();
        List<String> required = new ArrayList<>();
        keys.forEach((name, key) -> {
            properties.put(name, value(key));
            if (key.required.containsAll(documents)) {
                required.add(name);
            }
        });
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> value(Key key) {
        List<Map<String, Object>> ways =
                key.kinds.stream().map(kind -> way(kind, key.object)).distinct().toList();
        Map<String, Object> value = new TreeMap<>(ways.size() == 1 ? ways.get(0) : Map.of("anyOf", ways));
        if (key.kinds.contains(Kind.SECRET)) {
            value.put("description", "a secret; write ${NAME}, ${file:PATH} or ${RESOLVER:NAME}");
        } else if (!key.forms.isEmpty()) {
            value.put("description", String.join("; or ", key.forms));
        }
        return value;
    }

    private static Map<String, Object> way(Kind kind, SchemaObject object) {
        return switch (kind) {
            case TEXT -> Map.of("type", SCALAR);
            case SECRET -> Map.of("type", "string");
            case NUMBER -> Map.of("type", List.of("integer", "string"));
            case FLAG -> Map.of("type", List.of("boolean", "string"));
            case TEXTS ->
                new TreeMap<>(Map.of(
                        "type", List.of("string", "number", "boolean", "array"), "items", Map.of("type", SCALAR)));
            case ELEMENTS -> {
                List<Object> either = List.of(Map.of("type", SCALAR), object.schema());
                List<Object> all = new ArrayList<>(either);
                all.add(new TreeMap<>(Map.of("type", "array", "items", Map.of("anyOf", either))));
                yield Map.of("anyOf", all);
            }
            case OBJECT -> object.schema();
            case OBJECTS -> new TreeMap<>(Map.of("type", "array", "items", object.schema()));
        };
    }
}
