package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;
import java.util.List;

/** Lays a notification out as plain text, for subscribers whose readers see what they get: pure functions. */
final class SnsText {
    private static final int MAX_TITLE = 500;
    private static final int MAX_SUMMARY = 2000;
    private static final int MAX_LINKS = 10;

    /** A longer link is left out: a cut link leads astray. */
    private static final int MAX_URL = 3000;

    private SnsText() {}

    /**
     * One text for each protocol that has its own needs: a line for a phone, a mail, and the text for all others, queues,
     * functions and web addresses. See <a
     * href="https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html">
     * platform-specific payloads</a>.
     *
     * @param change what changed since the former message; empty if this is the first
     * @return the JSON object that {@code MessageStructure=json} asks for
     */
    static String perProtocol(Notification notification, String change) {
        String head = head(notification, change);
        String facts = facts(notification);
        String links = linksAsText(notification);
        return JsonWriter.write(JsonWriter.object(
                "default", head + facts + links,
                // the links first: on a phone nobody scrolls to the end of a mail
                "email", head + links + facts,
                "sms", SmsLine.of(notification, change)));
    }

    /** The whole text: what changed, what happened, all facts, where to go. */
    static String inFull(Notification notification, String change) {
        return head(notification, change) + facts(notification) + linksAsText(notification);
    }

    private static String head(Notification notification, String change) {
        StringBuilder text = new StringBuilder();
        if (!change.isEmpty()) {
            text.append(change).append("\n\n");
        }
        text.append(title(notification)).append('\n');
        if (!notification.summary().isEmpty()) {
            text.append(summary(notification)).append('\n');
        }
        return text.toString();
    }

    static String title(Notification notification) {
        return PlainText.cut(PlainText.defang(notification.title()), MAX_TITLE);
    }

    static String summary(Notification notification) {
        return PlainText.cut(PlainText.defang(notification.summary()), MAX_SUMMARY);
    }

    private static String facts(Notification notification) {
        StringBuilder text = new StringBuilder(4096);
        for (Section section : notification.sections()) {
            text.append("\n== ").append(PlainText.defang(section.heading())).append(" ==\n");
            for (Fact fact : section.facts()) {
                text.append(PlainText.defang(fact.label()))
                        .append(": ")
                        .append(indented(fact.value().safeText()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** No line of a value can pass for a line of ours. */
    private static String indented(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? "–" : stripped.replace("\n", "\n    ");
    }

    private static String linksAsText(Notification notification) {
        StringBuilder text = new StringBuilder();
        for (Link link : links(notification)) {
            text.append(text.isEmpty() ? "\n" : "")
                    .append(PlainText.defang(link.label()))
                    .append(": ")
                    .append(link.target().toASCIIString())
                    .append('\n');
        }
        return text.toString();
    }

    /** The most useful links, whole or not at all. */
    static List<Link> links(Notification notification) {
        return notification.links().stream()
                .filter(link -> link.target().toASCIIString().length() <= MAX_URL)
                .limit(MAX_LINKS)
                .toList();
    }
}
