package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a change of the password policy changed: {@code minimum password length: 16, now 6}. */
final class PolicyChange {
    private static final int MAX_SETTINGS = 12;

    private PolicyChange() {}

    /** Of {@code additionalInfo}. */
    static List<Fact> facts(JsonValue info) {
        JsonValue before = info.member("oldPolicy");
        JsonValue after = info.member("newPolicy");
        Set<String> names = new LinkedHashSet<>(before.names());
        names.addAll(after.names());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            String was = value(before.member(name));
            String is = value(after.member(name));
            if (!was.isEmpty() || !is.isEmpty()) {
                changes.add(Wording.words(name) + ": " + (was.equals(is) ? "still " + is : change(was, is)));
            }
        }
        return changes.isEmpty()
                ? List.of()
                : List.of(new Fact("Password policy", new Fact.Foreign(Wording.list(changes, MAX_SETTINGS))));
    }

    private static String change(String was, String is) {
        if (was.isEmpty()) {
            return "now " + is;
        }
        return is.isEmpty() ? was + " before" : was + ", now " + is;
    }

    private static String value(JsonValue value) {
        String text = Wording.text(value);
        return switch (text) {
            case "true" -> "yes";
            case "false" -> "no";
            default -> text;
        };
    }
}
