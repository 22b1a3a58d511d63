package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * Reads the EventBridge event of a GuardDuty finding, patiently: only the type may not be missing.
 *
 * <p>Unknown members, values and types never fail and are never lost. A detail in the PascalCase of SDK and CLI output is
 * read as if it were camelCase. Limits: 200 levels of nesting and 16 MiB, far above the 256 KB of an event.
 */
public final class FindingReader {
    private static final String SOURCE = "aws.guardduty";
    private static final String FINDING = "GuardDuty Finding";

    private FindingReader() {}

    /**
     * Reads an event.
     *
     * @param event the event's JSON
     * @return its finding
     * @throws UnreadableFindingException if it holds no finding, with the place and what was expected there
     */
    public static Finding read(String event) {
        return read(event.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads an event.
     *
     * @param event the event's JSON in UTF-8; not changed and not kept
     * @return its finding
     * @throws UnreadableFindingException as {@link #read(String)} does
     */
    public static Finding read(byte[] event) {
        JsonValue envelope = parsed(event);
        if (!envelope.isObject()) {
            throw new UnreadableFindingException("", "expected an EventBridge event, a JSON object");
        }
        checkKind(envelope);
        JsonValue detail = envelope.member("detail");
        if (!detail.isObject()) {
            throw new UnreadableFindingException("detail", "expected the finding, a JSON object");
        }
        JsonValue finding = FieldNames.isPascalCase(detail) ? FieldNames.camelCased(detail) : detail;
        if (finding.member("type").text().filter(text -> !text.isBlank()).isEmpty()) {
            throw new UnreadableFindingException(
                    "detail.type", "expected the finding's type, such as Recon:EC2/PortProbeUnprotectedPort");
        }
        return new Finding(finding, envelope, event.clone());
    }

    private static JsonValue parsed(byte[] event) {
        try {
            return JsonValue.parse(event);
        } catch (JsonSyntaxException malformed) {
            throw new UnreadableFindingException("", malformed.getMessage());
        }
    }

    /** Some senders drop the source; none drops the kind. */
    private static void checkKind(JsonValue envelope) {
        String kind = envelope.member("detail-type").text().orElse("");
        String source = envelope.member("source").text().orElse(SOURCE);
        if (kind.isEmpty()) {
            throw new UnreadableFindingException(
                    "detail-type", "expected an EventBridge event with detail-type \"" + FINDING + "\"");
        }
        if (!kind.equals(FINDING) || !source.equals(SOURCE)) {
            throw new UnreadableFindingException(
                    "detail-type",
                    "this is \"" + quotable(kind) + "\" of " + quotable(source) + ", expected \"" + FINDING + "\" of "
                            + SOURCE);
        }
    }

    /** The names of event kinds are AWS's; anything else is not repeated. */
    private static String quotable(String name) {
        return name.matches("[A-Za-z0-9 ./()&-]{1,100}") ? name : "(another kind)";
    }
}
