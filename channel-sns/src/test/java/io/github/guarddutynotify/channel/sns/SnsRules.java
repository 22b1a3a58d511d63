package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What SNS refuses of a publish, in its recorded words (LocalStack's snapshots against AWS), and by the stricter of its two
 * rules for subjects.
 */
final class SnsRules {
    private static final int MAX_BYTES = 262_144;
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7E][\\x20-\\x7E]{0,98}");
    private static final Pattern NAME = Pattern.compile("(?!AWS\\.|Amazon\\.)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}(\\.[0-9]{1,5})?");
    private static final Pattern FIFO_ID = Pattern.compile("[A-Za-z0-9\\p{Punct}]{1,128}");

    private record Rule(Predicate<Map<String, String>> breaks, SnsError error) {}

    record SnsError(int status, String code, String message) {}

    record Attribute(String name, String type, String value) {
        int bytes() {
            return utf8(name) + utf8(type) + utf8(value);
        }
    }

    private SnsRules() {}

    /** The parameters of a call, from the body of its request. */
    static Map<String, String> form(byte[] body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static Optional<SnsError> broken(Map<String, String> publish) {
        return rules().stream()
                .filter(rule -> rule.breaks.test(publish))
                .map(Rule::error)
                .findFirst();
    }

    private static List<Rule> rules() {
        return List.of(
                new Rule(
                        p -> !p.getOrDefault("TopicArn", "").matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:.+"),
                        invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1")),
                new Rule(
                        p -> p.get("TopicArn").contains(":gone"),
                        new SnsError(404, "NotFound", "Topic does not exist")),
                new Rule(
                        p -> p.containsKey("Subject")
                                && !SUBJECT.matcher(p.get("Subject")).matches(),
                        invalid("Subject")),
                new Rule(p -> p.getOrDefault("Message", "").isEmpty(), invalid("Empty message")),
                new Rule(SnsRules::isTooLong, invalid("Message too long")),
                new Rule(
                        p -> isPerProtocol(p) && structure(p).isEmpty(),
                        invalid("Message Structure - JSON message body failed to parse")),
                new Rule(
                        p -> isPerProtocol(p)
                                && structure(p)
                                        .orElseThrow()
                                        .member("default")
                                        .text()
                                        .isEmpty(),
                        invalid("Message Structure - No default entry in JSON message body")),
                new Rule(
                        p -> attributes(p).stream().anyMatch(a -> a.value.isEmpty()),
                        new SnsError(
                                400,
                                "ParameterValueInvalid",
                                "The message attribute 'x' must contain non-empty message"
                                        + " attribute value for message attribute type 'String'.")),
                new Rule(
                        p -> attributes(p).stream().anyMatch(SnsRules::isMalformed),
                        new SnsError(400, "ParameterValueInvalid", "Invalid message attribute name or value")),
                new Rule(
                        p -> isFifo(p) && !p.containsKey("MessageGroupId"),
                        invalid("The MessageGroupId parameter is required for FIFO topics")),
                new Rule(
                        p -> isFifo(p) && !p.containsKey("MessageDeduplicationId"),
                        invalid("The topic should either have ContentBasedDeduplication enabled or"
                                + " MessageDeduplicationId provided explicitly")),
                new Rule(p -> isFifo(p) && !isFifoId(p.get("MessageGroupId")), invalid("MessageGroupId")),
                new Rule(
                        p -> isFifo(p) && !isFifoId(p.get("MessageDeduplicationId")),
                        invalid("MessageDeduplicationId")),
                new Rule(
                        p -> !isFifo(p) && p.containsKey("MessageDeduplicationId"),
                        invalid(
                                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that"
                                        + " is not valid for this topic type")));
    }

    private static SnsError invalid(String what) {
        return new SnsError(400, "InvalidParameter", "Invalid parameter: " + what);
    }

    private static boolean isFifo(Map<String, String> publish) {
        return publish.get("TopicArn").endsWith(".fifo");
    }

    private static boolean isFifoId(String id) {
        return FIFO_ID.matcher(id).matches();
    }

    private static boolean isTooLong(Map<String, String> publish) {
        int attributes = attributes(publish).stream().mapToInt(Attribute::bytes).sum();
        return utf8(publish.get("Message")) + attributes > MAX_BYTES;
    }

    private static boolean isPerProtocol(Map<String, String> publish) {
        return "json".equals(publish.get("MessageStructure"));
    }

    /** The object with a message for each protocol; empty where it is none. */
    private static Optional<JsonValue> structure(Map<String, String> publish) {
        try {
            return Optional.of(JsonValue.parse(publish.get("Message"))).filter(JsonValue::isObject);
        } catch (JsonSyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** What a subscriber gets, by protocol; {@code default} for those that have nothing of their own. */
    static Map<String, String> messages(Map<String, String> publish) {
        Map<String, String> messages = new LinkedHashMap<>();
        if (!isPerProtocol(publish)) {
            messages.put("default", publish.get("Message"));
            return messages;
        }
        JsonValue structure = structure(publish).orElseThrow();
        for (String protocol : structure.names()) {
            messages.put(protocol, structure.member(protocol).text().orElseThrow());
        }
        return messages;
    }

    private static boolean isMalformed(Attribute attribute) {
        boolean isValue = attribute.type.equals("String")
                || (attribute.type.equals("Number")
                        && NUMBER.matcher(attribute.value).matches());
        return !isValue || !NAME.matcher(attribute.name).matches() || utf8(attribute.name) >= 256;
    }

    /** The attributes as the Query API spells them. */
    static List<Attribute> attributes(Map<String, String> publish) {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 1; publish.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
            String entry = "MessageAttributes.entry." + i;
            attributes.add(new Attribute(
                    publish.get(entry + ".Name"),
                    publish.getOrDefault(entry + ".Value.DataType", ""),
                    publish.getOrDefault(entry + ".Value.StringValue", "")));
        }
        return attributes;
    }

    static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
