package io.github.guarddutynotify.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects within one of a configuration that were read. */
final class NestedObjects {
    private final Reading reading;
    private final List<Settings> read = new ArrayList<>();

    NestedObjects(Reading reading) {
        this.reading = reading;
    }

    /** The object at a place; what is none becomes a problem and one without any key. */
    Settings at(String place, @Nullable Object raw) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (raw instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
        } else {
            reading.problems().add(place, "expected an object, found " + Reading.kind(raw));
        }
        Settings object = new Settings(place, members, reading, !(raw instanceof Map<?, ?>));
        read.add(object);
        return object;
    }

    /** The objects of a list; what is none becomes a problem. */
    List<Settings> ofList(String place, Object raw) {
        if (!(raw instanceof List<?> list)) {
            reading.problems().add(place, "expected a list, found " + Reading.kind(raw));
            return List.of();
        }
        List<Settings> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(at(place + "[" + i + "]", list.get(i)));
        }
        return objects;
    }

    /** Texts and objects; what is neither becomes a problem. */
    List<Element> elements(String place, Object raw) {
        if (!(raw instanceof List<?> list)) {
            return element(place, raw).stream().toList();
        }
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            element(place + "[" + i + "]", list.get(i)).ifPresent(elements::add);
        }
        return elements;
    }

    private Optional<Element> element(String place, @Nullable Object raw) {
        return raw instanceof Map<?, ?>
                ? Optional.of(new Element(null, at(place, raw)))
                : reading.text(place, raw, text -> Optional.empty()).map(text -> new Element(text, null));
    }

    List<Settings> all() {
        return read;
    }
}
