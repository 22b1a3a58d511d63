package io.github.guarddutynotify.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes trees of plain Java, plain Java of trees, and trees with other names. */
final class JsonTrees {
    private JsonTrees() {}

    static JsonNode renamed(JsonNode node, BinaryOperator<String> rename) {
        return renamed(node, "", rename);
    }

    private static JsonNode renamed(JsonNode node, String holder, BinaryOperator<String> rename) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> {
                String name = rename.apply(holder, member.getKey());
                copy.putIfAbsent(name, renamed(member.getValue(), name, rename));
            });
            return copy;
        }
        if (node.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> copy.add(renamed(element, holder, rename)));
            return copy;
        }
        return node;
    }

    static @Nullable Object javaOf(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), javaOf(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            List<@Nullable Object> elements = new ArrayList<>(node.size());
            node.forEach(element -> elements.add(javaOf(element)));
            return elements;
        }
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    static JsonNode nodeOf(@Nullable Object java) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (java == null) {
            return nodes.nullNode();
        }
        if (java instanceof JsonValue value) {
            return value.node().isMissingNode() ? nodes.nullNode() : value.node();
        }
        if (java instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((name, value) -> object.set(String.valueOf(name), nodeOf(value)));
            return object;
        }
        if (java instanceof Iterable<?> elements) {
            ArrayNode array = nodes.arrayNode();
            elements.forEach(element -> array.add(nodeOf(element)));
            return array;
        }
        if (java instanceof Boolean bool) {
            return nodes.booleanNode(bool);
        }
        return java instanceof Number number ? numberOf(number, nodes) : nodes.textNode(java.toString());
    }

    private static JsonNode numberOf(Number number, JsonNodeFactory nodes) {
        if (number instanceof BigDecimal decimal) {
            return nodes.numberNode(decimal);
        }
        if (number instanceof BigInteger integer) {
            return nodes.numberNode(integer);
        }
        boolean isFraction = number instanceof Double || number instanceof Float;
        return isFraction ? nodes.numberNode(number.doubleValue()) : nodes.numberNode(number.longValue());
    }

    static ObjectNode withDefaults(ObjectNode own, ObjectNode defaults) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(own);
        defaults.properties().forEach(member -> {
            if (!copy.hasNonNull(member.getKey())) {
                copy.set(member.getKey(), member.getValue());
            }
        });
        return copy;
    }
}
