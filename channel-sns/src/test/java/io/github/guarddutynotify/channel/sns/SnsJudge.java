package io.github.guarddutynotify.channel.sns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges a publish as SNS would, as those who read it would, and by parsers that others wrote: a JSON Schema for the formats
 * that programs read, CommonMark for what chats show.
 */
final class SnsJudge {
    /** GSM's basic alphabet as far as it is ASCII: a character of it takes one place in an SMS. */
    private static final String ONE_SMS = "[A-Za-z0-9 @$_!\"#%&'()*+,./:;<=>?-]{1,140}";

    private static final JsonSchema NOTIFICATION = schema("notification.schema.json");
    private static final JsonSchema AMAZON_Q = schema("amazon-q.schema.json");

    private SnsJudge() {}

    private static JsonSchema schema(String name) {
        try (InputStream in = Objects.requireNonNull(SnsJudge.class.getResourceAsStream("/" + name), name)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The parameters of a publish, as the Query API spells them. */
    static byte[] form(SnsMessage message) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("TopicArn", Bench.TOPIC);
        parameters.put("Subject", message.subject());
        parameters.put("Message", message.body());
        if (message.isPerProtocol()) {
            parameters.put("MessageStructure", "json");
        }
        message.attributes().forEach((name, value) -> {
            String entry = "MessageAttributes.entry." + (parameters.size() + 1);
            parameters.put(entry + ".Name", name);
            parameters.put(entry + ".Value.DataType", value.dataType());
            parameters.put(entry + ".Value.StringValue", value.stringValue());
        });
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }

    /** Every text that is shown to someone. */
    static List<String> judge(byte[] form, Format format) {
        Map<String, String> publish = SnsRules.form(form);
        assertThat(SnsRules.broken(publish)).as("what SNS would refuse").isEmpty();
        assertThat(SnsRules.utf8(publish.get("Message"))).isLessThanOrEqualTo(SnsMessage.MAX_BYTES);
        List<String> shown = new ArrayList<>();
        shown.add(publish.get("Subject"));
        SnsRules.attributes(publish).forEach(attribute -> shown.add(attribute.value()));
        Map<String, String> messages = SnsRules.messages(publish);
        String whole = messages.get("default");
        switch (format) {
            case TEXT -> shown.addAll(texts(messages));
            case JSON -> shown.addAll(notification(whole));
            case AMAZON_Q -> shown.addAll(amazonQ(whole));
        }
        return shown;
    }

    private static List<String> texts(Map<String, String> messages) {
        if (messages.containsKey("sms")) {
            assertThat(messages.keySet()).containsExactly("default", "email", "sms");
            assertThat(messages.get("sms")).matches(ONE_SMS);
        }
        return List.copyOf(messages.values());
    }

    static List<String> notification(String json) {
        JsonValue document = valid(NOTIFICATION, json);
        return Stream.of(
                        "/title",
                        "/summary",
                        "/change",
                        "/threadKey",
                        "/dedupKey",
                        "/sections/*/heading",
                        "/sections/*/facts/*/label",
                        "/sections/*/facts/*/value",
                        "/links/*/label",
                        "/findings/*/id",
                        "/findings/*/type")
                .flatMap(pointer -> document.all(pointer).stream())
                .flatMap(value -> value.text().stream())
                .toList();
    }

    static List<String> amazonQ(String json) {
        JsonValue document = valid(AMAZON_Q, json);
        List<String> shown = Stream.of(
                        "/content/title",
                        "/content/description",
                        "/content/nextSteps/*",
                        "/content/keywords/*",
                        "/metadata/summary")
                .flatMap(pointer -> document.all(pointer).stream())
                .flatMap(value -> value.text().stream())
                .toList();
        shown.forEach(MarkdownJudge::judge);
        return shown;
    }

    private static JsonValue valid(JsonSchema schema, String json) {
        assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
        try {
            return JsonValue.parse(json);
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
