package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Shortening;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * A notification as it is published: a pure function of it, of the format and of what changed.
 *
 * @param subject the line that e-mail subscribers see first
 * @param body the message
 * @param isPerProtocol whether the body is a JSON object with a message for each protocol
 * @param attributes what filter policies can ask for
 * @param groupId what a FIFO topic keeps in order: all about one finding
 * @param deduplicationId what a FIFO topic delivers once in five minutes
 */
record SnsMessage(
        String subject,
        String body,
        boolean isPerProtocol,
        Map<String, MessageAttributeValue> attributes,
        String groupId,
        String deduplicationId) {
    /**
     * SNS takes 262,144 bytes of message and attributes; the rest is for what endpoints wrap around it. See <a
     * href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
     */
    static final int MAX_BYTES = 200 * 1024;

    /** The group of what is not about a finding. */
    private static final String OWN_GROUP = "guardduty-notify";

    /**
     * The message, within SNS's limits.
     *
     * @param isFifo whether it is for queues alone, for which there is nothing to choose by protocol
     * @param change what changed since the former message; empty if this is the first
     */
    static SnsMessage of(Notification notification, Format format, boolean isFifo, String change) {
        boolean isPerProtocol = format == Format.TEXT && !isFifo;
        Function<Notification, String> layout = switch (format) {
            case TEXT -> told -> isPerProtocol ? SnsText.perProtocol(told, change) : SnsText.inFull(told, change);
            case JSON -> told -> NotificationJson.of(told, change);
            case AMAZON_Q -> told -> AmazonQNotification.of(told, change);
        };
        Map<String, MessageAttributeValue> attributes = SnsAttributes.of(notification);
        int room = MAX_BYTES - SnsAttributes.bytes(attributes);
        String body = Shortening.fit(notification, layout, text -> Shortening.isWithin(text, room));
        String dedupKey = notification.dedupKey();
        return new SnsMessage(
                SnsSubject.of(notification),
                body,
                isPerProtocol,
                attributes,
                FifoId.of(notification.threadKey().isEmpty() ? OWN_GROUP : notification.threadKey()),
                FifoId.of(dedupKey.isEmpty() ? body : dedupKey));
    }

    /** The publish as {@code aws sns publish --cli-input-json} takes it. */
    String asRequest(TopicArn topic) {
        Map<String, Object> request = JsonWriter.object("TopicArn", topic.text(), "Subject", subject, "Message", body);
        if (isPerProtocol) {
            request.put("MessageStructure", "json");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        attributes.forEach((name, value) ->
                named.put(name, JsonWriter.object("DataType", value.dataType(), "StringValue", value.stringValue())));
        request.put("MessageAttributes", named);
        if (topic.isFifo()) {
            request.put("MessageGroupId", groupId);
            request.put("MessageDeduplicationId", deduplicationId);
        }
        return JsonWriter.write(request);
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Without the text, which is an attacker's in part. */
    @Override
    public String toString() {
        return "SnsMessage[" + bytes(body) + " bytes]";
    }
}
