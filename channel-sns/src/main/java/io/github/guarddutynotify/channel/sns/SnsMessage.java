package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.notification.Shortening;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Lays a notification out for SNS, whose subscribers see plain text: a pure function.
 *
 * @param subject the line that e-mail subscribers see first
 * @param body the message, the same for every protocol
 * @param attributes what filter policies can ask for
 * @param groupId what a FIFO topic keeps in order: all about one finding
 * @param deduplicationId what a FIFO topic delivers once in five minutes
 */
record SnsMessage(
        String subject,
        String body,
        Map<String, MessageAttributeValue> attributes,
        String groupId,
        String deduplicationId) {
    /**
     * SNS takes 262,144 bytes of message and attributes; the rest is for what endpoints wrap around it. See <a
     * href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
     */
    static final int MAX_BYTES = 200 * 1024;

    private static final int MAX_TITLE = 500;
    private static final int MAX_SUMMARY = 2000;
    private static final int MAX_LINKS = 10;

    /** A longer link is left out: a cut link leads astray. */
    private static final int MAX_URL = 3000;

    /** The group of what is not about a finding. */
    private static final String OWN_GROUP = "guardduty-notify";

    /** The message, within SNS's limits. */
    static SnsMessage of(Notification notification) {
        Map<String, MessageAttributeValue> attributes = SnsAttributes.of(notification);
        int room = MAX_BYTES - SnsAttributes.bytes(attributes);
        String body = Shortening.fit(notification, SnsMessage::body, text -> bytes(text) <= room);
        String dedupKey = notification.dedupKey();
        return new SnsMessage(
                SnsSubject.of(notification),
                body,
                attributes,
                FifoId.of(notification.threadKey().isEmpty() ? OWN_GROUP : notification.threadKey()),
                FifoId.of(dedupKey.isEmpty() ? body : dedupKey));
    }

    private static String body(Notification notification) {
        StringBuilder body = new StringBuilder();
        body.append(PlainText.cut(PlainText.defang(notification.title()), MAX_TITLE))
                .append('\n');
        if (!notification.summary().isEmpty()) {
            body.append(PlainText.cut(PlainText.defang(notification.summary()), MAX_SUMMARY))
                    .append('\n');
        }
        notification.sections().forEach(section -> append(body, section));
        append(
                body,
                notification.links().stream()
                        .filter(link -> link.target().toASCIIString().length() <= MAX_URL)
                        .limit(MAX_LINKS)
                        .toList());
        return body.toString();
    }

    private static void append(StringBuilder body, Section section) {
        body.append("\n== ").append(section.heading()).append(" ==\n");
        for (Fact fact : section.facts()) {
            body.append(fact.label())
                    .append(": ")
                    .append(indented(fact.value().safeText()))
                    .append('\n');
        }
    }

    /** No line of a value can pass for a line of ours. */
    private static String indented(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? "–" : stripped.replace("\n", "\n    ");
    }

    private static void append(StringBuilder body, List<Link> links) {
        if (!links.isEmpty()) {
            body.append('\n');
        }
        for (Link link : links) {
            body.append(link.label())
                    .append(": ")
                    .append(link.target().toASCIIString())
                    .append('\n');
        }
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
