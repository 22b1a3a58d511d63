package io.github.guarddutynotify.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows a pointer through a tree, {@code *} to every child. */
final class JsonPointers {
    private JsonPointers() {}

    static void walk(JsonNode from, String pointer, Consumer<JsonNode> found) {
        if (!pointer.isEmpty() && pointer.charAt(0) != '/') {
            throw new IllegalArgumentException("a JSON pointer is empty or begins with '/', but this is: " + pointer);
        }
        step(from, pointer, 0, found);
    }

    /** What a pointer reaches first; {@code null} where it reaches nothing. */
    static @Nullable JsonNode first(JsonNode from, String pointer) {
        if (pointer.indexOf('*') >= 0 || (!pointer.isEmpty() && pointer.charAt(0) != '/')) {
            List<JsonNode> all = new ArrayList<>();
            walk(from, pointer, all::add);
            return all.isEmpty() ? null : all.get(0);
        }
        JsonNode at = from;
        int start = 0;
        while (start < pointer.length()) {
            int slash = pointer.indexOf('/', start + 1);
            int end = slash < 0 ? pointer.length() : slash;
            at = child(at, pointer.substring(start + 1, end));
            start = end;
        }
        return at.isMissingNode() || at.isNull() ? null : at;
    }

    private static JsonNode child(JsonNode node, String token) {
        return node.isArray() ? element(node, token) : node.path(unescaped(token));
    }

    private static void step(JsonNode node, String pointer, int start, Consumer<JsonNode> found) {
        if (start == pointer.length()) {
            if (!node.isMissingNode() && !node.isNull()) {
                found.accept(node);
            }
            return;
        }
        int slash = pointer.indexOf('/', start + 1);
        int end = slash < 0 ? pointer.length() : slash;
        String token = pointer.substring(start + 1, end);
        if (token.equals("*")) {
            node.forEach(child -> step(child, pointer, end, found));
        } else {
            step(child(node, token), pointer, end, found);
        }
    }

    private static JsonNode element(JsonNode array, String token) {
        boolean isIndex =
                !token.isEmpty() && token.length() < 10 && token.chars().allMatch(c -> c >= '0' && c <= '9');
        return array.path(isIndex ? Integer.parseInt(token) : -1);
    }

    private static String unescaped(String token) {
        return token.indexOf('~') < 0 ? token : token.replace("~1", "/").replace("~0", "~");
    }
}
