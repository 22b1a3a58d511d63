package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.notification.Shortening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays a notification out in <a href="https://docs.slack.dev/reference/block-kit">Block Kit</a>: a pure function.
 *
 * <p>Every value that someone outside may have chosen stands in a {@code plain_text} object, in which nothing comes
 * alive; only the fallback text, which Slack shows in notifications, needs escaping.
 */
final class SlackMessage {
    /** <a href="https://docs.slack.dev/reference/block-kit/blocks/header-block">Header block</a>. */
    private static final int MAX_HEADER = 150;

    /** Two texts a fact; <a href="https://docs.slack.dev/reference/block-kit/blocks/section-block">section block</a>. */
    private static final int MAX_FIELDS = 10;

    /** <a href="https://docs.slack.dev/reference/block-kit/blocks/section-block">Section block</a>: 2,000 a field. */
    private static final int MAX_FIELD = 1990;

    /** Section block: 3,000 characters of text. */
    private static final int MAX_SECTION = 2900;

    /** <a href="https://docs.slack.dev/reference/block-kit/block-elements/button-element">Button</a>. */
    private static final int MAX_BUTTON = 75;

    /** Button: characters of a URL. A longer link is left out: a cut link leads astray. */
    private static final int MAX_URL = 3000;

    private static final int MAX_BUTTONS = 5;

    /** <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>: 50 a message. */
    private static final int MAX_BLOCKS = 50;

    /** Slack refuses about 12,000 characters over all blocks with msg_blocks_too_long (users' reports). */
    private static final int MAX_CHARACTERS = 10_000;

    /** The lock screen shows far less than the 40,000 that Slack takes. */
    private static final int MAX_FALLBACK = 600;

    private final List<Map<String, Object>> blocks = new ArrayList<>();
    private int characters;

    private SlackMessage() {}

    /** The message as JSON, within Slack's limits. */
    static String of(Notification notification) {
        SlackMessage body = Shortening.fit(notification, SlackMessage::body, SlackMessage::fits);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("text", fallback(notification));
        message.put("blocks", List.of(header(notification)));
        message.put("attachments", List.of(attachment(notification, body)));
        message.put("unfurl_links", false);
        message.put("unfurl_media", false);
        return JsonWriter.write(message);
    }

    private boolean fits() {
        return blocks.size() < MAX_BLOCKS && characters <= MAX_CHARACTERS;
    }

    private static String headline(Notification notification) {
        String word = notification.severity().word().toUpperCase(java.util.Locale.ROOT);
        return mark(notification.severity()) + " " + word + " · " + PlainText.defang(notification.title());
    }

    private static String fallback(Notification notification) {
        String line = headline(notification) + " – " + PlainText.defang(notification.summary());
        return SlackText.escaped(PlainText.cut(line, MAX_FALLBACK));
    }

    private static Map<String, Object> header(Notification notification) {
        return JsonWriter.object(
                "type", "header", "text", SlackText.plain(PlainText.cut(headline(notification), MAX_HEADER)));
    }

    /** An attachment is the only way to a colour bar. */
    private static Map<String, Object> attachment(Notification notification, SlackMessage body) {
        return JsonWriter.object("color", color(notification.severity()), "blocks", body.blocks);
    }

    private static SlackMessage body(Notification notification) {
        SlackMessage body = new SlackMessage();
        if (!notification.summary().isEmpty()) {
            String summary = PlainText.cut(PlainText.defang(notification.summary()), MAX_SECTION);
            body.add(JsonWriter.object("type", "section", "text", SlackText.plain(body.counted(summary))));
        }
        notification.sections().forEach(body::section);
        body.buttons(notification.links());
        return body;
    }

    private void section(Section section) {
        List<Fact> facts = section.facts();
        for (int from = 0; from < facts.size(); from += MAX_FIELDS / 2) {
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("type", "section");
            if (from == 0) {
                block.put("text", SlackText.markup("*" + counted(label(section.heading())) + "*"));
            }
            block.put("fields", fields(facts.subList(from, Math.min(facts.size(), from + MAX_FIELDS / 2))));
            add(block);
        }
    }

    /** Label and value are fields of their own, so that the value needs no mark-up: Slack sets them side by side. */
    private List<Map<String, Object>> fields(List<Fact> facts) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Fact fact : facts) {
            fields.add(SlackText.markup("*" + counted(label(fact.label())) + "*"));
            fields.add(value(fact.value()));
        }
        return fields;
    }

    private static String label(String text) {
        return SlackText.escaped(PlainText.cut(text, 100));
    }

    /** A time is shown in the reader's zone. */
    private Map<String, Object> value(Fact.Value value) {
        if (value instanceof Fact.Time time) {
            String date =
                    "<!date^" + time.instant().getEpochSecond() + "^{date_short_pretty} {time}|" + time.text() + ">";
            return SlackText.markup(counted(date));
        }
        String text = PlainText.cut(value.safeText(), MAX_FIELD);
        return SlackText.plain(counted(text.isBlank() ? "–" : text));
    }

    private void buttons(List<Link> links) {
        List<Map<String, Object>> buttons = new ArrayList<>();
        for (Link link : links) {
            String url = link.target().toASCIIString();
            if (buttons.size() < MAX_BUTTONS && url.length() <= MAX_URL) {
                Map<String, Object> button = new LinkedHashMap<>();
                button.put("type", "button");
                button.put("text", SlackText.plain(PlainText.cut(link.label(), MAX_BUTTON)));
                button.put("url", url);
                button.put("action_id", "open-" + buttons.size());
                buttons.add(button);
            }
        }
        if (!buttons.isEmpty()) {
            add(JsonWriter.object("type", "actions", "elements", buttons));
        }
    }

    private void add(Map<String, Object> block) {
        blocks.add(block);
    }

    private String counted(String text) {
        characters += text.length();
        return text;
    }

    /** Beside the word, never instead of it. */
    private static String mark(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "🟥";
            case HIGH -> "🟧";
            case MEDIUM -> "🟨";
            case LOW -> "🟦";
            case UNKNOWN -> "⬜";
        };
    }

    private static String color(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "#b3001b";
            case HIGH -> "#d9480f";
            case MEDIUM -> "#e8a317";
            case LOW -> "#1c7ed6";
            case UNKNOWN -> "#6c757d";
        };
    }
}
