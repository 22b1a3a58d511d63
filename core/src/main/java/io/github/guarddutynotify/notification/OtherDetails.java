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

    /** A place in the document that a table knows, or one below it. */
    private static final class Node {
        private static final Node UNKNOWN = new Node();

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

        Node below(String name) {
            Node named = members.get(name);
            return named == null ? members.getOrDefault(ANY, UNKNOWN) : named;
        }

        /** Puts what is known of any member into those with names, so that one look finds it all. */
        void spread() {
            Node any = members.get(ANY);
            for (Node member : members.values()) {
                if (any != null && member != any) {
                    member.add(any);
                }
                member.spread();
            }
        }

        private void add(Node other) {
            isTold |= other.isTold;
            isToldBelow |= other.isToldBelow;
            other.members.forEach((name, node) ->
                    members.computeIfAbsent(name, absent -> new Node()).add(node));
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
        KNOWN.spread();
    }

    private OtherDetails() {}

    static List<Fact> facts(JsonValue finding) {
        Map<List<String>, Set<String>> found = new LinkedHashMap<>();
        walk(finding, KNOWN, new ArrayList<>(), found);
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

    /** @param known the place of the tables that this value is at */
    private static void walk(JsonValue value, Node known, List<String> names, Map<List<String>, Set<String>> found) {
        if (known.isToldBelow) {
            return;
        }
        if (value.isArray()) {
            value.elements().forEach(element -> walk(element, known, names, found));
        } else if (value.isObject()) {
            value.eachMember((name, member) -> {
                names.add(name);
                walk(member, known.below(name), names, found);
                names.remove(names.size() - 1);
            });
        } else if (!known.isTold) {
            String text = Wording.text(value);
            if (!text.isEmpty()) {
                found.computeIfAbsent(List.copyOf(names), absent -> new LinkedHashSet<>())
                        .add(text);
            }
        }
    }
}
