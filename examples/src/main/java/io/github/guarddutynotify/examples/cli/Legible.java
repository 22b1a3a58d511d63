package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.examples.demo.MailParts;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A message as a person can read it on a terminal: JSON on lines of its own, a mail without its encodings. */
final class Legible {
    private static final Set<String> SHOWN = Set.of("From", "To", "Cc", "Subject");

    private Legible() {}

    static String of(Preview preview) {
        return switch (preview.mediaType()) {
            case "application/json" -> json(preview.content());
            case "message/rfc822" -> mail(preview.content());
            default -> preview.content();
        };
    }

    private static String mail(String content) {
        Map<String, Object> parts = MailParts.of(content.getBytes(StandardCharsets.UTF_8));
        if (!(parts.get("headers") instanceof List<?> headers)) {
            return content;
        }
        String top = headers.stream()
                .map(header -> (List<?>) header)
                .filter(header -> SHOWN.contains(String.valueOf(header.get(0))))
                .map(header -> header.get(0) + ": " + header.get(1) + "\n")
                .collect(Collectors.joining());
        return top + "Attachments: " + parts.get("attachments") + "\n\n" + parts.get("text");
    }

    private static String json(String content) {
        StringBuilder lines = new StringBuilder();
        try {
            append(JsonValue.parse(content), "\n", lines);
        } catch (JsonSyntaxException none) {
            return content;
        }
        return lines.toString();
    }

    /** @param end what ends a line and indents the next */
    private static void append(JsonValue value, String end, StringBuilder lines) {
        String gap = end + "  ";
        if (value.isObject() && !value.names().isEmpty()) {
            String begin = "{";
            for (String name : value.names()) {
                lines.append(begin).append(gap).append(JsonWriter.write(name)).append(": ");
                append(value.member(name), gap, lines);
                begin = ",";
            }
            lines.append(end).append('}');
        } else if (value.isArray() && !value.elements().isEmpty()) {
            String begin = "[";
            for (JsonValue element : value.elements()) {
                lines.append(begin).append(gap);
                append(element, gap, lines);
                begin = ",";
            }
            lines.append(end).append(']');
        } else {
            lines.append(JsonWriter.write(value.toJava()));
        }
    }
}
