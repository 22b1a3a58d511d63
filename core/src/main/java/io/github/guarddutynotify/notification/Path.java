package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of members, one within the other, that lead to values: {@code networkInterfaces.securityGroups.groupId}. On the way
 * a list stands for each of its elements, so that a table need not say which member is a list (and a sender who makes a
 * list of what AWS has once is understood); {@code *} stands for every member.
 */
record Path(List<String> names) {
    static final Path HERE = new Path(List.of());

    static Path of(String text) {
        return text.isEmpty() ? HERE : new Path(List.of(text.split("\\.", -1)));
    }

    Path then(Path other) {
        List<String> all = new ArrayList<>(names);
        all.addAll(other.names);
        return new Path(List.copyOf(all));
    }

    /** What it leads to from a value: objects and scalars, never lists or what is absent. */
    List<JsonValue> from(JsonValue value) {
        // Nearly all is one object within the other, and most of the tables' paths lead nowhere: no list for that.
        JsonValue at = value;
        int step = 0;
        while (step < names.size() && at.isObject() && !names.get(step).equals("*")) {
            at = at.member(names.get(step));
            step++;
        }
        if (!at.isPresent()) {
            return List.of();
        }
        if (step == names.size() && !at.isArray()) {
            return List.of(at);
        }
        List<JsonValue> found = new ArrayList<>();
        walk(at, step, found);
        return found;
    }

    private void walk(JsonValue value, int step, List<JsonValue> found) {
        if (!value.isPresent()) {
            return;
        }
        if (value.isArray()) {
            value.elements().forEach(element -> walk(element, step, found));
        } else if (step == names.size()) {
            found.add(value);
        } else if (names.get(step).equals("*")) {
            value.elements().forEach(member -> walk(member, step + 1, found));
        } else {
            walk(value.member(names.get(step)), step + 1, found);
        }
    }

    /** The first text worth telling that it leads to; empty if there is none. */
    String textFrom(JsonValue value) {
        for (JsonValue found : from(value)) {
            String text = Wording.text(found);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
