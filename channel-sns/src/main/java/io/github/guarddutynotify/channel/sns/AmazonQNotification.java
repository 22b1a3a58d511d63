package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.notification.Shortening;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The notification as Amazon Q Developer (once AWS Chatbot) takes it from a topic and shows it in Slack, Microsoft Teams and
 * Chime: a pure function. See <a
 * href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">custom notifications</a>.
 *
 * <p>What is not of this form is dropped there in silence, and so may be what is too long, so that each part stays within
 * what the narrowest of the three clients shows. All updates of a finding share a thread.
 */
final class AmazonQNotification {
    /** A <a href="https://docs.slack.dev/reference/block-kit/blocks/header-block">header</a> of Slack's. */
    static final int MAX_TITLE = 150;

    /** A <a href="https://docs.slack.dev/reference/block-kit/blocks/section-block">section</a> of Slack's takes 3,000. */
    static final int MAX_DESCRIPTION = 2900;

    static final int MAX_STEPS = 10;
    static final int MAX_STEP = 300;

    private static final int MAX_SUMMARY = 400;
    private static final int MAX_LABEL = 80;
    private static final int MAX_LINKS = 3;

    /** A longer link is left out: a cut link leads astray. */
    private static final int MAX_URL = 600;

    private AmazonQNotification() {}

    /** @param change what changed since the former message; empty if this is the first */
    static String of(Notification notification, String change) {
        Map<String, Object> document = JsonWriter.object("version", "1.0", "source", "custom");
        if (!notification.dedupKey().isEmpty()) {
            document.put("id", FifoId.of(notification.dedupKey()));
        }
        document.put("content", content(notification, change));
        document.put("metadata", metadata(notification, change));
        return JsonWriter.write(document);
    }

    private static Map<String, Object> content(Notification notification, String change) {
        List<Section> steps = notification.sections().stream()
                .filter(AmazonQNotification::isSteps)
                .toList();
        Notification told = notification.withSections(notification.sections().stream()
                .filter(section -> !isSteps(section))
                .toList());
        Map<String, Object> content = JsonWriter.object(
                "textType",
                "client-markdown",
                "title",
                title(notification),
                "description",
                Shortening.fit(
                        told, version -> description(version, change), text -> text.length() <= MAX_DESCRIPTION));
        List<String> next = steps.stream()
                .flatMap(section -> section.facts().stream())
                .limit(MAX_STEPS)
                .map(fact -> PlainText.cut(ClientMarkdown.inert(fact.value().safeText()), MAX_STEP))
                .toList();
        if (!next.isEmpty()) {
            content.put("nextSteps", next);
        }
        content.put("keywords", keywords(notification));
        return content;
    }

    /** Steps are numbered; Amazon Q shows them under a heading of its own. */
    private static boolean isSteps(Section section) {
        return section.facts().stream().allMatch(fact -> fact.label().matches("\\d{1,2}"));
    }

    private static String title(Notification notification) {
        String title = PlainText.defang(notification.title());
        return PlainText.cut(ClientMarkdown.inert(notification.severity().name() + " · " + title), MAX_TITLE);
    }

    private static String description(Notification notification, String change) {
        StringBuilder text = new StringBuilder();
        if (!change.isEmpty()) {
            text.append('*').append(ClientMarkdown.inert(change)).append("*\n");
        }
        if (!notification.summary().isEmpty()) {
            String summary = PlainText.cut(PlainText.defang(notification.summary()), MAX_SUMMARY);
            text.append(ClientMarkdown.inert("Summary: " + summary)).append('\n');
        }
        links(notification)
                .forEach(link -> text.append(ClientMarkdown.inert(label(link.label())))
                        .append(": ")
                        .append(link.target().toASCIIString())
                        .append('\n'));
        notification.sections().forEach(section -> append(text, section));
        return text.isEmpty() ? title(notification) : text.toString().strip();
    }

    /** Bare: how a link is written differs between the clients, and each makes one of an address. */
    private static List<Link> links(Notification notification) {
        return notification.links().stream()
                .filter(link -> link.target().toASCIIString().length() <= MAX_URL)
                .limit(MAX_LINKS)
                .toList();
    }

    private static void append(StringBuilder text, Section section) {
        text.append("\n*")
                .append(ClientMarkdown.inert(label(section.heading())))
                .append("*\n");
        for (Fact fact : section.facts()) {
            text.append("• ")
                    .append(ClientMarkdown.inert(label(fact.label())))
                    .append(": ")
                    .append(ClientMarkdown.value(fact.value()))
                    .append('\n');
        }
    }

    private static String label(String text) {
        return PlainText.cut(PlainText.defang(text), MAX_LABEL);
    }

    /** Tags below the message; none that an intruder could have chosen. */
    private static List<String> keywords(Notification notification) {
        return Stream.concat(
                        Stream.of(notification.severity().name()),
                        attributes(notification).entrySet().stream()
                                .filter(attribute -> List.of("findingType", "accountId", "region")
                                        .contains(attribute.getKey()))
                                .map(Map.Entry::getValue))
                .map(ClientMarkdown::inert)
                .toList();
    }

    private static Map<String, Object> metadata(Notification notification, String change) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (!notification.threadKey().isEmpty()) {
            metadata.put("threadId", FifoId.of(notification.threadKey()));
        }
        metadata.put("summary", change.isEmpty() ? title(notification) : ClientMarkdown.inert(change));
        metadata.put("eventType", "GuardDutyFinding");
        metadata.put("additionalContext", attributes(notification));
        return metadata;
    }

    /** What custom actions can ask for as variables: the same that filter policies can. */
    private static Map<String, String> attributes(Notification notification) {
        Map<String, String> attributes = new LinkedHashMap<>();
        SnsAttributes.of(notification).forEach((name, value) -> attributes.put(name, value.stringValue()));
        return attributes;
    }
}
