package io.github.guarddutynotify.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which keys of one object somebody asked for, so that the others can be told as unknown. */
final class KnownKeys {
    private final Map<String, @Nullable Object> values;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> reserved = new HashSet<>();

    /** @param values the object's members */
    KnownKeys(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** @throws IllegalStateException if the key is core's and a channel asks */
    void ask(String key) {
        if (reserved.contains(key)) {
            throw new IllegalStateException("the key \"" + key
                    + "\" is read by core for every destination; a channel gets it from DestinationConfig");
        }
        asked.add(key);
    }

    void reserve(Set<String> keys) {
        reserved.addAll(keys);
    }

    void askAll() {
        asked.addAll(values.keySet());
    }

    /** The keys that nobody asked for, in the document's order, each with the one that was meant, if that can be guessed. */
    Map<String, Optional<String>> unknown() {
        Set<String> unused = new TreeSet<>(asked);
        unused.removeIf(key -> values.get(key) != null);
        Map<String, Optional<String>> unknown = new LinkedHashMap<>();
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                unknown.put(key, Suggestion.forTypo(key, unused));
            }
        }
        return unknown;
    }
}
