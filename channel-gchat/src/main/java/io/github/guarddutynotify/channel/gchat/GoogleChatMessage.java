package io.github.guarddutynotify.channel.gchat;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.notification.Shortening;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lays a notification out as a <a href="https://developers.google.com/workspace/chat/api/reference/rest/v1/cards">card</a>
 * with a text before it that stands alone: a pure function.
 */
final class GoogleChatMessage {
    /**
     * Bytes of a message with its cards: 32,000 by <a
     * href="https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create">messages.create</a>;
     * some are kept free.
     */
    private static final int MAX_BYTES = 28_000;

    /** Widgets past 100 are ignored in silence, by the reference of cards. */
    private static final int MAX_WIDGETS = 100;

    /** The longest thread key, by <a href="https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages">Thread</a>. */
    private static final int MAX_THREAD_KEY = 4000;

    /** A header has a fixed height; the rest of a longer one would not show. */
    private static final int MAX_HEADER = 200;

    /** The text is what a lock screen shows. */
    private static final int MAX_TEXT = 600;

    /** How many facts of a section show before a reader opens it. */
    private static final int OPEN_FACTS = 4;

    private static final int MAX_BUTTONS = 5;

    private GoogleChatMessage() {}

    /** The message as JSON, within Google Chat's limits. */
    static String of(Notification notification) {
        return Shortening.fit(notification, GoogleChatMessage::message, GoogleChatMessage::fits)
                .json();
    }

    private record Rendered(String json, int widgets) {}

    private static boolean fits(Rendered message) {
        return message.widgets() <= MAX_WIDGETS && message.json().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private static Rendered message(Notification notification) {
        List<Map<String, Object>> sections = sections(notification);
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("header", header(notification));
        card.put("sections", sections);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("text", text(notification));
        message.put("cardsV2", List.of(JsonWriter.object("cardId", "finding", "card", card)));
        if (!notification.threadKey().isEmpty()) {
            message.put(
                    "thread",
                    JsonWriter.object(
                            "threadKey", PlainText.cut(PlainText.oneLine(notification.threadKey()), MAX_THREAD_KEY)));
        }
        int widgets = sections.stream()
                .mapToInt(section -> ((List<?>) section.getOrDefault("widgets", List.of())).size())
                .sum();
        return new Rendered(JsonWriter.write(message), widgets);
    }

    private static String text(Notification notification) {
        String line = severity(notification) + " · " + PlainText.defang(notification.title()) + "\n"
                + PlainText.defang(notification.summary());
        return GoogleChatText.inText(PlainText.cut(line.strip(), MAX_TEXT));
    }

    private static String severity(Notification notification) {
        return notification.severity().word().toUpperCase(Locale.ROOT);
    }

    private static Map<String, Object> header(Notification notification) {
        String title = PlainText.cut(PlainText.defang(notification.title()), MAX_HEADER);
        return JsonWriter.object(
                "title",
                GoogleChatText.inText(title),
                "subtitle",
                notification.severity().word() + " severity");
    }

    private static List<Map<String, Object>> sections(Notification notification) {
        List<Map<String, Object>> sections = new ArrayList<>();
        notification.sections().forEach(section -> sections.add(section(section)));
        List<Map<String, Object>> buttons = buttons(notification.links());
        if (!buttons.isEmpty()) {
            sections.add(JsonWriter.object(
                    "widgets", List.of(JsonWriter.object("buttonList", JsonWriter.object("buttons", buttons)))));
        }
        return sections;
    }

    private static Map<String, Object> section(Section section) {
        List<Map<String, Object>> widgets =
                section.facts().stream().map(GoogleChatMessage::widget).toList();
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put("header", GoogleChatText.inCard(section.heading()));
        if (widgets.size() > OPEN_FACTS) {
            rendered.put("collapsible", true);
            rendered.put("uncollapsibleWidgetsCount", OPEN_FACTS);
        }
        rendered.put("widgets", widgets);
        return rendered;
    }

    private static Map<String, Object> widget(Fact fact) {
        String text = fact.value().safeText();
        Map<String, Object> decorated = new LinkedHashMap<>();
        decorated.put("topLabel", GoogleChatText.inCard(fact.label()));
        decorated.put("text", text.isBlank() ? "–" : GoogleChatText.inCard(text));
        decorated.put("wrapText", true);
        return JsonWriter.object("decoratedText", decorated);
    }

    private static List<Map<String, Object>> buttons(List<Link> links) {
        return links.stream()
                .limit(MAX_BUTTONS)
                .map(link -> JsonWriter.object(
                        "text",
                        GoogleChatText.inCard(link.label()),
                        "onClick",
                        JsonWriter.object(
                                "openLink",
                                JsonWriter.object("url", link.target().toASCIIString()))))
                .toList();
    }
}
