package io.github.guarddutynotify.finding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a tree together of fields that Security Hub flattened: {@code a/b.0_/c} is member c of the first element of member b
 * of member a.
 */
final class FlatFields {
    /** More steps than a finding has are none of its fields. */
    private static final int MAX_STEPS = 20;

    private static final Pattern ELEMENT = Pattern.compile("(.+)\\.(\\d{1,6})_");

    private final Node top = new Node();

    private static final class Node {
        private final Map<String, Node> members = new LinkedHashMap<>();
        private final Map<Integer, Node> elements = new TreeMap<>();
        private String value = "";

        Node step(String name) {
            Matcher element = ELEMENT.matcher(name);
            return element.matches()
                    ? members.computeIfAbsent(element.group(1), absent -> new Node())
                            .elements
                            .computeIfAbsent(Integer.valueOf(element.group(2)), absent -> new Node())
                    : members.computeIfAbsent(name, absent -> new Node());
        }

        /** Where a name stands for a text and for what is below it, what is below tells more. */
        Object toJava() {
            if (!members.isEmpty()) {
                return membersToJava();
            }
            return elements.isEmpty()
                    ? value
                    : elements.values().stream().map(Node::toJava).toList();
        }

        Map<String, Object> membersToJava() {
            Map<String, Object> map = new LinkedHashMap<>();
            members.forEach((name, node) -> map.put(name, node.toJava()));
            return map;
        }
    }

    void put(String path, String value) {
        String[] steps = path.split("/", MAX_STEPS + 1);
        if (steps.length > MAX_STEPS) {
            return;
        }
        Node at = top;
        for (String step : steps) {
            at = at.step(step);
        }
        at.value = value;
    }

    Map<String, Object> toMap() {
        return top.membersToJava();
    }
}
