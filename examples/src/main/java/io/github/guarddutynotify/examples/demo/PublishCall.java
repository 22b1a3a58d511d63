package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call of SNS's <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
 *
 * @param parameters what the form says apart from the attributes, by name
 * @param attributes the message's attributes, by name
 */
record PublishCall(Map<String, String> parameters, Map<String, Attribute> attributes) {
    /** Of the message and its attributes together. */
    private static final int MAX_BYTES = 262_144;

    /**
     * The stricter of SNS's two rules: ASCII that begins with a letter, number or mark, no line breaks or control
     * characters, and less than 100 of them.
     */
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7E][\\x20-\\x7E]{0,98}");

    private static final Pattern TOPIC = Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]+");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
    private static final String ENTRY = "MessageAttributes.entry.";

    /**
     * What filter policies ask for.
     *
     * @param type {@code String} or {@code Number}
     * @param value the value
     */
    record Attribute(String type, String value) {
        private int bytes() {
            return utf8(type) + utf8(value);
        }
    }

    /**
     * What SNS answers to what it does not take, in its words.
     *
     * @param status the HTTP status
     * @param code its code
     * @param message its message
     */
    record Refusal(int status, String code, String message) {
        static final Refusal UNSIGNED =
                new Refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        static final Refusal ACTION = new Refusal(400, "InvalidAction", "The action is not valid for this web service");
        static final Refusal TOPIC_ARN = parameter("TopicArn");
        static final Refusal SUBJECT = parameter("Subject");
        static final Refusal EMPTY = parameter("Empty message");
        static final Refusal TOO_LONG = parameter("Message too long");
        static final Refusal STRUCTURE = parameter("Message Structure - No default entry in JSON message body");
        static final Refusal ATTRIBUTE =
                new Refusal(400, "ParameterValueInvalid", "Invalid message attribute name or value");

        private static Refusal parameter(String what) {
            return new Refusal(400, "InvalidParameter", "Invalid parameter: " + what);
        }
    }

    private record Rule(Predicate<PublishCall> breaks, Refusal refusal) {}

    private static final List<Rule> RULES = List.of(
            new Rule(call -> !call.parameter("Action").equals("Publish"), Refusal.ACTION),
            new Rule(call -> !TOPIC.matcher(call.parameter("TopicArn")).matches(), Refusal.TOPIC_ARN),
            new Rule(PublishCall::hasForeignSubject, Refusal.SUBJECT),
            new Rule(call -> call.parameter("Message").isEmpty(), Refusal.EMPTY),
            new Rule(call -> call.bytes() > MAX_BYTES, Refusal.TOO_LONG),
            new Rule(PublishCall::lacksADefault, Refusal.STRUCTURE),
            new Rule(
                    call -> !call.attributes.entrySet().stream().allMatch(PublishCall::isAttribute),
                    Refusal.ATTRIBUTE));

    /** Reads a form, with the attributes as the Query API spells them. */
    static PublishCall parse(String form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (int i = 1; parameters.containsKey(ENTRY + i + ".Name"); i++) {
            String entry = ENTRY + i;
            attributes.put(
                    parameters.get(entry + ".Name"),
                    new Attribute(
                            parameters.getOrDefault(entry + ".Value.DataType", ""),
                            parameters.getOrDefault(entry + ".Value.StringValue", "")));
        }
        parameters.keySet().removeIf(name -> name.startsWith(ENTRY));
        return new PublishCall(parameters, attributes);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Why SNS would not take it; empty if it would. */
    Optional<Refusal> refusal() {
        return RULES.stream()
                .filter(rule -> rule.breaks.test(this))
                .map(Rule::refusal)
                .findFirst();
    }

    /** What the command line of AWS takes too: {@code aws sns publish --cli-input-json file://sns.json}. */
    String toJson() {
        Map<String, String> members = new LinkedHashMap<>();
        parameters.forEach((name, value) -> members.put(name, JsonWriter.write(value)));
        members.keySet().removeAll(List.of("Action", "Version"));
        Map<String, String> named = attributes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> JsonWriter.write(JsonWriter.object(
                                "DataType", entry.getValue().type(),
                                "StringValue", entry.getValue().value())),
                        (first, second) -> second,
                        LinkedHashMap::new));
        if (!named.isEmpty()) {
            members.put("MessageAttributes", object(named, "  "));
        }
        return object(members, "") + "\n";
    }

    /** A member a line, so that people can read it. */
    private static String object(Map<String, String> members, String indent) {
        return members.entrySet().stream()
                .map(member -> indent + "  " + JsonWriter.write(member.getKey()) + ": " + member.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }

    private String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private boolean hasForeignSubject() {
        return parameters.containsKey("Subject")
                && !SUBJECT.matcher(parameter("Subject")).matches();
    }

    /** With MessageStructure=json the message is an object with a text for each protocol. */
    private boolean lacksADefault() {
        try {
            return parameter("MessageStructure").equals("json")
                    && JsonValue.parse(parameter("Message"))
                            .member("default")
                            .text()
                            .isEmpty();
        } catch (JsonSyntaxException malformed) {
            return true;
        }
    }

    private int bytes() {
        int ofAttributes = attributes.entrySet().stream()
                .mapToInt(entry -> utf8(entry.getKey()) + entry.getValue().bytes())
                .sum();
        return utf8(parameter("Message")) + ofAttributes;
    }

    private static boolean isAttribute(Map.Entry<String, Attribute> entry) {
        Attribute attribute = entry.getValue();
        boolean isValue = attribute.type().equals("Number")
                ? attribute.value().matches("-?\\d{1,10}(\\.\\d{1,5})?")
                : attribute.type().equals("String") && !attribute.value().isEmpty();
        return isValue && ATTRIBUTE.matcher(entry.getKey()).matches();
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
