package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.finding.FindingRecord.Unreadable;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the findings of one document out of what they came wrapped in, telling where each stood. */
final class Wrapping {
    private static final String SOURCE = "aws.guardduty";
    private static final String SECURITY_HUB = "aws.securityhub";

    /** An SQS record, an SNS message and an event are three; more than this is a game. */
    private static final int MAX_WRAPPERS = 6;

    /** The names of event kinds are AWS's; anything else is not repeated. */
    private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z0-9 .:/()&_-]{1,100}");

    private static final JsonValue NOTHING = JsonValue.ofJava(null);

    private final String frame;
    private final Consumer<FindingRecord> records;
    private int wrappers;

    /** @param frame where the document stands; empty if it is the only one */
    Wrapping(String frame, Consumer<FindingRecord> records) {
        this.frame = frame;
        this.records = records;
    }

    /**
     * Hands over every record of a value.
     *
     * @param received the bytes that hold this value and no other finding; {@code null} if there are none
     */
    void open(JsonValue value, String place, byte @Nullable [] received) {
        if (value.isArray()) {
            each(value.elements(), place, received);
        } else if (value.isObject()) {
            openObject(value, place, received);
        } else {
            refuse(place, "expected an EventBridge event or a finding, a JSON object");
        }
    }

    private void openObject(JsonValue value, String place, byte @Nullable [] received) {
        if (value.member("detail-type").isPresent()) {
            event(value, place, received);
        } else if (value.member("Records").isArray()) {
            each(value.member("Records").elements(), at(place, "Records"), received);
        } else if (value.member("Sns").isObject()) {
            embedded(value.member("Sns").member("Message"), at(place, "Sns.Message"));
        } else if (isNotification(value)) {
            notification(value, place);
        } else if (isQueueRecord(value)) {
            embedded(value.member("body"), at(place, "body"));
        } else if (value.member("Messages").isArray()) {
            each(value.member("Messages").elements(), at(place, "Messages"), received);
        } else if (isReceivedMessage(value)) {
            embedded(value.member("Body"), at(place, "Body"));
        } else if (isFailedInvocation(value)) {
            open(value.member("requestPayload"), at(place, "requestPayload"), null);
        } else if (value.member("Findings").isArray()) {
            each(value.member("Findings").elements(), at(place, "Findings"), received);
        } else if (value.member("findings").isArray()) {
            each(value.member("findings").elements(), at(place, "findings"), received);
        } else if (SecurityHubFinding.isOne(value)) {
            securityHubFinding(value, Dialect.ASFF, place, NOTHING, received);
        } else if (OcsfFinding.isOne(value)) {
            securityHubFinding(value, Dialect.OCSF, place, NOTHING, received);
        } else {
            bare(value, place, received);
        }
    }

    private void each(List<JsonValue> elements, String place, byte @Nullable [] received) {
        for (int i = 0; i < elements.size(); i++) {
            open(elements.get(i), place + "[" + i + "]", elements.size() == 1 ? received : null);
        }
    }

    private static boolean isNotification(JsonValue value) {
        return value.member("Message").text().isPresent()
                && (value.member("TopicArn").isPresent()
                        || value.member("MessageId").isPresent());
    }

    private void notification(JsonValue value, String place) {
        String kind = value.member("Type").text().orElse("Notification");
        if (kind.equals("Notification")) {
            embedded(value.member("Message"), at(place, "Message"));
        } else {
            refuse(place, "this is an SNS " + quotable(kind) + ", which holds no finding");
        }
    }

    private static boolean isQueueRecord(JsonValue value) {
        return value.member("body").text().isPresent()
                && (value.member("messageId").isPresent()
                        || value.member("eventSource").text().orElse("").equals("aws:sqs"));
    }

    /** As the API gives it to whoever receives it, and the AWS CLI prints it. */
    private static boolean isReceivedMessage(JsonValue value) {
        return value.member("Body").text().isPresent()
                && (value.member("MessageId").isPresent()
                        || value.member("ReceiptHandle").isPresent());
    }

    /**
     * What Lambda tells a failure destination.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">invocation records</a>
     */
    private static boolean isFailedInvocation(JsonValue value) {
        return value.member("requestPayload").isPresent()
                && value.member("requestContext").isObject();
    }

    /** A JSON document within a string. */
    private void embedded(JsonValue text, String place) {
        String document = text.text().orElse("").strip();
        if (document.isEmpty()) {
            refuse(place, "expected the event as text, found nothing");
            return;
        }
        if (wrappers == MAX_WRAPPERS) {
            refuse(place, "wrapped more than " + MAX_WRAPPERS + " times");
            return;
        }
        wrappers++;
        try {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            JsonValue value = JsonValue.parse(bytes);
            if (value.isObject() || value.isArray()) {
                open(value, place, bytes);
            } else {
                refuse(place, freeText());
            }
        } catch (JsonSyntaxException malformed) {
            boolean isMeantAsJson = document.charAt(0) == '{' || document.charAt(0) == '[';
            refuse(place, isMeantAsJson ? malformed.getMessage() : freeText());
        } finally {
            wrappers--;
        }
    }

    private static String freeText() {
        return "free text, expected the event's JSON; an input transformer of the rule or a sender has replaced it: "
                + "let the rule send the matched event";
    }

    private void event(JsonValue envelope, String place, byte @Nullable [] received) {
        String detailType = envelope.member("detail-type").text().orElse("");
        String source = envelope.member("source").text().orElse("");
        Optional<EventKind> kind = EventKind.of(detailType);
        boolean isOurs = source.isEmpty() || source.equals(SOURCE);
        if (kind.isPresent() && isOurs) {
            detail(kind.get(), envelope, place, received);
        } else if (source.equals(SECURITY_HUB) && detailType.startsWith("Security Hub Findings - ")) {
            securityHub(envelope, Dialect.ASFF, place, received);
        } else if (source.equals(SECURITY_HUB) && detailType.equals("Findings Imported V2")) {
            securityHub(envelope, Dialect.OCSF, place, received);
        } else {
            refuse(at(place, "detail-type"), foreign(detailType, source));
        }
    }

    private static String foreign(String detailType, String source) {
        String name = "this is \"" + quotable(detailType) + "\" of " + quotable(source.isEmpty() ? SOURCE : source);
        return detailType.endsWith("via CloudTrail")
                ? name + ", CloudTrail's record of a call and no finding; expected \"GuardDuty Finding\" of " + SOURCE
                : name + ", expected \"GuardDuty Finding\" of " + SOURCE;
    }

    private void detail(EventKind kind, JsonValue envelope, String place, byte @Nullable [] received) {
        JsonValue detail = envelope.member("detail");
        if (!detail.isObject()) {
            String wanted = kind == EventKind.FINDING ? "the finding" : "what \"" + kind.detailType() + "\" tells";
            refuse(at(place, "detail"), "expected " + wanted + ", a JSON object");
        } else if (kind == EventKind.FINDING) {
            finding(detail, envelope, at(place, "detail"), received);
        } else {
            accept(place, new Finding(ProtectionEvent.document(kind, envelope), envelope, kind, envelope, received));
        }
    }

    /** A finding without an envelope: besides the type it has something that findings have. */
    private void bare(JsonValue value, String place, byte @Nullable [] received) {
        JsonValue detail = value.member("detail");
        if (looksLikeFinding(value)) {
            finding(value, NOTHING, place, received);
        } else if (detail.isObject() && looksLikeFinding(detail)) {
            finding(detail, value, at(place, "detail"), received);
        } else if (detail.isPresent()) {
            refuse(at(place, "detail-type"), "expected \"" + EventKind.FINDING.detailType() + "\"");
        } else {
            refuse(place, notKnown(value));
        }
    }

    private static boolean looksLikeFinding(JsonValue value) {
        String type = value.member("type")
                .text()
                .or(() -> value.member("Type").text())
                .orElse("");
        boolean hasCompany =
                List.of("service", "Service", "resource", "Resource", "severity", "Severity", "schemaVersion").stream()
                        .anyMatch(name -> value.member(name).isPresent());
        return type.isBlank() ? hasCompany : hasCompany || FindingType.of(type).isWellFormed();
    }

    private static String notKnown(JsonValue value) {
        String source = value.member("eventSource")
                .text()
                .orElse(value.member("EventSource").text().orElse(""));
        if (value.member("s3").isObject()) {
            return "this is a notification about an S3 object, which names the object only; read the object itself";
        }
        if (!source.isEmpty()) {
            return "this is a record of " + quotable(source) + ", expected SNS, SQS or an EventBridge event";
        }
        return "no finding and nothing that is known to hold one; expected an EventBridge event with detail-type \""
                + EventKind.FINDING.detailType() + "\", a finding, or either within SNS or SQS";
    }

    private void finding(JsonValue value, JsonValue envelope, String place, byte @Nullable [] received) {
        JsonValue document = FieldNames.isPascalCase(value) ? FieldNames.camelCased(value) : value;
        if (document.member("type")
                .text()
                .filter(text -> !Finding.saysNothing(text))
                .isEmpty()) {
            refuse(at(place, "type"), "expected the finding's type, such as Recon:EC2/PortProbeUnprotectedPort");
        } else {
            accept(place, new Finding(AdditionalInfo.unpacked(document), envelope, EventKind.FINDING, value, received));
        }
    }

    /** Of several products' findings only GuardDuty's; of none, a reason. */
    private void securityHub(JsonValue envelope, Dialect dialect, String place, byte @Nullable [] received) {
        List<JsonValue> all = envelope.member("detail").member("findings").elements();
        String list = at(place, "detail.findings");
        if (all.stream().noneMatch(dialect::isOfGuardDuty)) {
            refuse(list, "none of Security Hub's findings here is GuardDuty's");
        }
        for (int i = 0; i < all.size(); i++) {
            if (dialect.isOfGuardDuty(all.get(i))) {
                securityHubFinding(
                        all.get(i), dialect, list + "[" + i + "]", envelope, all.size() == 1 ? received : null);
            }
        }
    }

    private void securityHubFinding(
            JsonValue record, Dialect dialect, String place, JsonValue envelope, byte @Nullable [] received) {
        if (!dialect.isOfGuardDuty(record)) {
            refuse(place, "this finding of Security Hub is of another product than GuardDuty");
            return;
        }
        JsonValue document = dialect.document(record);
        if (document.member("type").isPresent()) {
            accept(
                    place,
                    new Finding(AdditionalInfo.unpacked(document), envelope, EventKind.FINDING, record, received));
        } else {
            refuse(
                    at(place, dialect.typeField()),
                    "expected the finding's type, such as TTPs/Discovery/Recon:EC2-Portscan");
        }
    }

    private void accept(String place, Finding finding) {
        records.accept(new Found(within(place), finding));
    }

    private void refuse(String place, String reason) {
        records.accept(new Unreadable(within(place), reason));
    }

    private String within(String place) {
        return frame.isEmpty() || place.isEmpty() ? frame + place : frame + ", " + place;
    }

    private static String at(String place, String member) {
        return place.isEmpty() ? member : place + "." + member;
    }

    private static String quotable(String name) {
        return QUOTABLE.matcher(name).matches() ? name : "(another kind)";
    }
}
