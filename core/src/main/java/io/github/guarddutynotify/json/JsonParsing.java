package io.github.guarddutynotify.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds the tree from the token stream by hand. An {@code ObjectMapper} would do it in one line and cost every cold
 * start a tenth of a second for machinery that a tree does not need.
 */
final class JsonParsing {
    /** Deep enough for anything AWS sends (a finding nests about 15 levels), shallow enough for any stack. */
    static final int MAX_DEPTH = 200;

    /** Sixty times the largest event that EventBridge delivers, 256 KB. */
    private static final long MAX_LENGTH = 16L * 1024 * 1024;

    /** A finding has a thousand at most; without a limit a megabyte of <code>[{},{},…]</code> would need a hundred. */
    private static final long MAX_TOKENS = 1_000_000;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxTokenCount(MAX_TOKENS)
            .maxNestingDepth(MAX_DEPTH)
            .maxDocumentLength(MAX_LENGTH)
            .build();

    private static final JsonFactory STRICT =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();

    private static final JsonFactory COMMENTED = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Any escape; a group of it if it is half of a surrogate pair without the other half. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}|(u[dD][89a-fA-F]\\p{XDigit}{2})|.)");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonParsing() {}

    static JsonNode document(byte[] utf8) throws JsonSyntaxException {
        try {
            return document(() -> STRICT.createParser(utf8));
        } catch (JsonSyntaxException refused) {
            return documentWithHalfPair(utf8, refused);
        }
    }

    /**
     * JSON allows half of a surrogate pair, escaped, and Jackson refuses it in a member's name. It is no character, so that
     * the sign for one that is none takes its place, and the document is read.
     */
    private static JsonNode documentWithHalfPair(byte[] utf8, JsonSyntaxException refused) throws JsonSyntaxException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            throw refused;
        }
        String mended = ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1) == null ? escape.group() : "\\uFFFD"));
        if (mended.equals(text)) {
            throw refused;
        }
        return document(mended);
    }

    static JsonNode document(String json) throws JsonSyntaxException {
        return document(() -> STRICT.createParser(withoutMark(json)));
    }

    static JsonNode commentedDocument(String json) throws JsonSyntaxException {
        return document(() -> COMMENTED.createParser(withoutMark(json)));
    }

    /** Editors put a byte-order mark before a text; Jackson skips it in bytes only. */
    private static String withoutMark(String json) {
        return json.startsWith("\uFEFF") ? json.substring(1) : json;
    }

    private interface Opener {
        JsonParser open() throws IOException;
    }

    private static JsonNode document(Opener opener) throws JsonSyntaxException {
        try (JsonParser parser = opener.open()) {
            if (parser.nextToken() == null) {
                throw new JsonSyntaxException("nothing here, expected a JSON document", 1, 1);
            }
            JsonNode document = value(parser);
            if (parser.nextToken() != null) {
                throw at(parser.currentTokenLocation(), "more text after the JSON document");
            }
            return document;
        } catch (StreamConstraintsException tooLarge) {
            throw at(tooLarge.getLocation(), "too deep or too long for a JSON document");
        } catch (JsonProcessingException malformed) {
            throw at(malformed.getLocation(), "not valid JSON");
        } catch (IOException unreadable) {
            throw new JsonSyntaxException("not valid JSON: the bytes are no UTF-8 text", 1, 1);
        }
    }

    private static JsonSyntaxException at(JsonLocation location, String reason) {
        return location == null
                ? new JsonSyntaxException(reason, 1, 1)
                : new JsonSyntaxException(reason, location.getLineNr(), Math.max(1, location.getColumnNr()));
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private static ObjectNode object(JsonParser parser) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.set(name, value(parser));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    /** Decimal, not binary: what is shown must be what was written (1636625755.218, 0.1). */
    private static JsonNode decimal(JsonParser parser) throws IOException {
        try {
            return NODES.numberNode(parser.getDecimalValue());
        } catch (NumberFormatException beyondAnyDecimal) { // an exponent of more than 31 bits
            throw new JsonParseException(parser, "no number", parser.currentTokenLocation());
        }
    }
}
