package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What no table knows: a resource, an action or a field that AWS added since. It is told by its name, so that a new kind of
 * finding reads well before the library learns of it.
 */
final class OtherDetails {
    private static final int MAX_FACTS = 50;
    private static final String ANY = "*";

    private static final Node KNOWN = new Node();

    /** A place in the document that a table knows. */
    private static final class Node {
        private final Map<String, Node> members = new HashMap<>();
        private boolean isTold;
        private boolean isToldBelow;

        Node at(Path path) {
            Node at = this;
            for (String name : path.names()) {
                at = at.members.computeIfAbsent(name, absent -> new Node());
            }
            return at;
        }
    }

    static {
        for (FactTable.Block block : FactTable.BLOCKS) {
            for (FactRow row : block.rows()) {
                row.paths(
                        exact -> KNOWN.at(block.path().then(exact)).isTold = true,
                        below -> KNOWN.at(block.path().then(below)).isToldBelow = true);
            }
        }
        Untold.PATHS.forEach(path -> KNOWN.at(path).isToldBelow = true);
    }

    private OtherDetails() {}

    static List<Fact> facts(JsonValue finding) {
        Map<List<String>, Set<String>> found = new LinkedHashMap<>();
        walk(finding, List.of(KNOWN), new ArrayList<>(), found);
        List<Fact> facts = new ArrayList<>();
        found.forEach((names, values) -> {
            if (facts.size() < MAX_FACTS) {
                String label = Wording.labelOfNames(names.subList(Math.max(0, names.size() - 2), names.size()));
                facts.add(new Fact(label, new Fact.Foreign(Wording.list(values))));
            }
        });
        if (found.size() > MAX_FACTS) {
            facts.add(new Fact("Besides", new Fact.Own(Wording.count(found.size() - MAX_FACTS, "field") + " more")));
        }
        return facts;
    }

    /** @param known the places of the tables that this value is at: by name, by {@code *}, or both */
    private static void walk(
            JsonValue value, List<Node> known, List<String> names, Map<List<String>, Set<String>> found) {
        for (Node node : known) {
            if (node.isToldBelow) {
                return;
            }
        }
        if (value.isArray()) {
            value.elements().forEach(element -> walk(element, known, names, found));
        } else if (value.isObject()) {
            value.eachMember((name, member) -> {
                names.add(name);
                walk(member, below(known, name), names, found);
                names.remove(names.size() - 1);
            });
        } else if (!isTold(known)) {
            String text = Wording.text(value);
            if (!text.isEmpty()) {
                found.computeIfAbsent(List.copyOf(names), absent -> new LinkedHashSet<>())
                        .add(text);
            }
        }
    }

    private static boolean isTold(List<Node> known) {
        for (Node node : known) {
            if (node.isTold) {
                return true;
            }
        }
        return false;
    }

    private static List<Node> below(List<Node> known, String name) {
        if (known.isEmpty()) {
            return known;
        }
        List<Node> below = new ArrayList<>(2);
        for (Node node : known) {
            Node named = node.members.get(name);
            Node any = node.members.get(ANY);
            if (named != null) {
                below.add(named);
            }
            if (any != null) {
                below.add(any);
            }
        }
        return below;
    }
}
