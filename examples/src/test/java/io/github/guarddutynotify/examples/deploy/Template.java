package io.github.guarddutynotify.examples.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A CloudFormation template as maps, lists and texts; {@code !Ref} and the like in their long form. */
final class Template {
    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([A-Za-z0-9:]+)(?:\\.[A-Za-z0-9.]+)?}");

    private final Map<String, Object> document;

    private Template(Map<String, Object> document) {
        this.document = document;
    }

    static Template read(Path file) throws IOException {
        Node root = new Compose(LoadSettings.builder().build())
                .composeString(Files.readString(file))
                .orElseThrow();
        return new Template(map(plain(root)));
    }

    Map<String, Object> section(String name) {
        return map(document.get(name));
    }

    /** What is at a path of keys. */
    Object at(String... path) {
        Object place = document;
        for (String key : path) {
            place = map(place).get(key);
        }
        return place;
    }

    /** The properties of all resources of a type, by the resource's name. */
    Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        section("Resources").forEach((name, resource) -> {
            if (map(resource).get("Type").equals(type)) {
                found.put(name, map(map(resource).get("Properties")));
            }
        });
        return found;
    }

    /** The names of what resources and outputs refer to: parameters, resources, conditions and mappings. */
    Set<String> used() {
        Set<String> used = new HashSet<>();
        addNames(section("Resources"), used);
        addNames(section("Outputs"), used);
        for (int before = -1; before < used.size(); ) {
            before = used.size();
            section("Conditions").forEach((name, condition) -> {
                if (used.contains(name)) {
                    addNames(condition, used);
                }
            });
        }
        return used;
    }

    private static void addNames(Object place, Set<String> names) {
        if (place instanceof Map<?, ?> object) {
            object.forEach((key, value) -> {
                switch (String.valueOf(key)) {
                    case "Ref", "Condition" -> named(value).ifPresent(names::add);
                    case "Fn::GetAtt" -> names.add(String.valueOf(value).split("\\.", 2)[0]);
                    case "Fn::If", "Fn::FindInMap" ->
                        names.add(String.valueOf(list(value).get(0)));
                    case "Fn::Sub" ->
                        IN_TEXT.matcher(String.valueOf(value))
                                .results()
                                .map(MatchResult::group)
                                .map(name -> IN_TEXT.matcher(name).replaceAll("$1"))
                                .forEach(names::add);
                    default -> {}
                }
                addNames(value, names);
            });
        } else if (place instanceof Collection<?> array) {
            array.forEach(element -> addNames(element, names));
        }
    }

    /** A policy's own Condition is an object and no name. */
    private static Optional<String> named(Object value) {
        return value instanceof String name ? Optional.of(name) : Optional.empty();
    }

    /** The elements of a list, those of either branch of an {@code Fn::If} included. */
    static Stream<Map<String, Object>> branches(Object value) {
        if (value instanceof Collection<?> array) {
            return array.stream().flatMap(Template::branches);
        }
        Map<String, Object> object = map(value);
        if (object.containsKey("Fn::If")) {
            return list(object.get("Fn::If")).stream().skip(1).flatMap(Template::branches);
        }
        return object.containsKey("Ref") ? Stream.empty() : Stream.of(object);
    }

    /** What may be one text or a list of them. */
    static List<String> texts(Object value) {
        return value instanceof Collection<?> array
                ? array.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static Object plain(Node node) {
        Object value = untagged(node);
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return value;
        }
        String function = tag.substring(1);
        return Map.of(function.equals("Ref") || function.equals("Condition") ? function : "Fn::" + function, value);
    }

    private static Object untagged(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> elements = new ArrayList<>();
            sequence.getValue().forEach(element -> elements.add(plain(element)));
            return elements;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        for (NodeTuple member : ((MappingNode) node).getValue()) {
            members.put(String.valueOf(untagged(member.getKeyNode())), plain(member.getValueNode()));
        }
        return members;
    }
}
