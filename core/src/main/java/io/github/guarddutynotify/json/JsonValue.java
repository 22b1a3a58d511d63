package io.github.guarddutynotify.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value, never changed after it was read, whose every part can be reached by a pointer.
 *
 * <p>Asking for what is not there is never an error: it gives an absent value, and {@code null} in the document counts as
 * absent. Pointers are those of <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a> with one addition: the
 * step {@code *} stands for every element of an array and every member of an object.
 *
 * <p>Safe for use by many threads.
 */
public final class JsonValue {
    private static final JsonValue ABSENT = new JsonValue(MissingNode.getInstance());

    private final JsonNode node;

    JsonValue(JsonNode node) {
        this.node = node;
    }

    /**
     * Reads one JSON document, as strict as RFC 8259; of two members with one name the later counts.
     *
     * @param utf8 the document's bytes; a byte-order mark is skipped
     * @return the document
     * @throws JsonSyntaxException where it is no JSON, nests deeper than {@value JsonParsing#MAX_DEPTH} levels, or holds
     *     more than one document
     */
    public static JsonValue parse(byte[] utf8) throws JsonSyntaxException {
        return new JsonValue(JsonParsing.document(utf8));
    }

    /**
     * Reads one JSON document; see {@link #parse(byte[])}.
     *
     * @param json the document's text
     * @return the document
     * @throws JsonSyntaxException as {@link #parse(byte[])} does
     */
    public static JsonValue parse(String json) throws JsonSyntaxException {
        return new JsonValue(JsonParsing.document(json));
    }

    /**
     * Reads a document that a person wrote: comments ({@code //}, {@code /*}) and trailing commas are allowed, a member
     * named twice is an error.
     *
     * @param json the document's text
     * @return the document
     * @throws JsonSyntaxException as {@link #parse(byte[])} does
     */
    public static JsonValue parseCommented(String json) throws JsonSyntaxException {
        return new JsonValue(JsonParsing.commentedDocument(json));
    }

    /**
     * Whether there is a value here other than {@code null}.
     *
     * @return false for what the document lacks or says to be {@code null}
     */
    public boolean isPresent() {
        // Asking a node what it is would cost a jump that no processor foresees.
        return !(node instanceof MissingNode || node instanceof NullNode);
    }

    /**
     * Whether this is an object.
     *
     * @return true for an object, an empty one included
     */
    public boolean isObject() {
        return node instanceof ObjectNode;
    }

    /**
     * Whether this is an array.
     *
     * @return true for an array, an empty one included
     */
    public boolean isArray() {
        return node instanceof ArrayNode;
    }

    /**
     * The text of a scalar: a string as it stands, a number or boolean as JSON writes it.
     *
     * @return the text; empty for an object, an array, {@code null} or nothing
     */
    public Optional<String> text() {
        return isPresent() && node.isValueNode() ? Optional.of(node.asText()) : Optional.empty();
    }

    /**
     * The number that stands here, or that a string here spells.
     *
     * @return the number; empty for anything else and for what is not finite
     */
    public OptionalDouble number() {
        if (node.isNumber()) {
            return finite(node.doubleValue());
        }
        if (!node.isTextual()) {
            return OptionalDouble.empty();
        }
        try {
            return finite(Double.parseDouble(node.textValue().trim()));
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble finite(double number) {
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /**
     * Whether the value here is {@code true}, or a string that spells it in any case.
     *
     * @return false for everything else
     */
    public boolean isTrue() {
        return node.isBoolean() ? node.booleanValue() : node.isTextual() && "true".equalsIgnoreCase(node.textValue());
    }

    /**
     * One member of an object.
     *
     * @param name the member's name
     * @return the member; absent where this is no object or has no such member
     */
    public JsonValue member(String name) {
        return wrap(node.get(name));
    }

    /**
     * The names of an object's members, in the document's order.
     *
     * @return the names; empty where this is no object
     */
    public Set<String> names() {
        if (node.isEmpty() || !isObject()) {
            return Set.of();
        }
        Set<String> names = Collections.newSetFromMap(new LinkedHashMap<>());
        node.fieldNames().forEachRemaining(names::add);
        return Collections.unmodifiableSet(names);
    }

    /**
     * Takes the members of an object one after the other, in the document's order.
     *
     * @param members gets each name and value; nothing where this is no object
     */
    public void eachMember(BiConsumer<String, JsonValue> members) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> members.accept(member.getKey(), new JsonValue(member.getValue())));
        }
    }

    /**
     * The elements of an array, or the members' values of an object, in the document's order.
     *
     * @return the elements; empty for a scalar
     */
    public List<JsonValue> elements() {
        if (node.isEmpty()) {
            return List.of();
        }
        List<JsonValue> elements = new ArrayList<>(node.size());
        node.forEach(element -> elements.add(new JsonValue(element)));
        return Collections.unmodifiableList(elements);
    }

    /**
     * The first value that a pointer reaches.
     *
     * @param pointer {@code ""} for this value itself, else steps that each begin with {@code /}
     * @return the value; absent where the pointer reaches none
     * @throws IllegalArgumentException if the pointer is neither empty nor begins with {@code /}
     */
    public JsonValue at(String pointer) {
        JsonNode first = JsonPointers.first(node, pointer);
        return first == null ? ABSENT : new JsonValue(first);
    }

    /**
     * All values that a pointer reaches, {@code null} left out, in the document's order.
     *
     * @param pointer as for {@link #at(String)}
     * @return the values
     * @throws IllegalArgumentException as {@link #at(String)} does
     */
    public List<JsonValue> all(String pointer) {
        List<JsonValue> found = new ArrayList<>();
        JsonPointers.walk(node, pointer, match -> found.add(new JsonValue(match)));
        return Collections.unmodifiableList(found);
    }

    /**
     * The same value with every member of every object renamed.
     *
     * @param rename gives the new name from the new name of the member that holds the object ({@code ""} at the top; an
     *     array's elements count as held by what holds the array) and the old name
     * @return the renamed value; where two names become one, the first stays
     */
    public JsonValue renamed(BinaryOperator<String> rename) {
        return new JsonValue(JsonTrees.renamed(node, rename));
    }

    /**
     * The value in plain Java: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or
     * {@code null}.
     *
     * @return the value; maps keep the document's order
     */
    public @Nullable Object toJava() {
        return JsonTrees.javaOf(node);
    }

    /**
     * The value that plain Java stands for: the reverse of {@link #toJava()}.
     *
     * @param java a {@code Map} (its keys as text), an {@code Iterable}, a {@code Number}, a {@code Boolean}, {@code null},
     *     a {@code JsonValue}, or anything else, which counts as its text
     * @return the value
     */
    public static JsonValue ofJava(@Nullable Object java) {
        return new JsonValue(JsonTrees.nodeOf(java));
    }

    /**
     * The same object with members of another one where it lacks them, {@code null} counting as lacking.
     *
     * @param defaults an object
     * @return the new object; this value itself where either is no object
     */
    public JsonValue withDefaults(JsonValue defaults) {
        return node instanceof ObjectNode own && defaults.node instanceof ObjectNode other
                ? new JsonValue(JsonTrees.withDefaults(own, other))
                : this;
    }

    /**
     * The same object with one member set.
     *
     * @param name the member's name
     * @param value its value
     * @return the new object; this value itself where it is no object
     */
    public JsonValue with(String name, JsonValue value) {
        if (!(node instanceof ObjectNode own)) {
            return this;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(own);
        copy.set(name, JsonTrees.nodeOf(value));
        return new JsonValue(copy);
    }

    JsonNode node() {
        return node;
    }

    private static JsonValue wrap(@Nullable JsonNode node) {
        return node == null ? ABSENT : new JsonValue(node);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonValue value && node.equals(value.node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    /** Names the kind of value only: the value itself may be an attacker's text. */
    @Override
    public String toString() {
        return "JsonValue[" + node.getNodeType() + "]";
    }
}
