package io.github.guarddutynotify.channel.gchat;

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
import java.util.Locale;
import java.util.Map;

/**
 * Lays a notification out as a <a href="https://developers.google.com/workspace/chat/api/reference/rest/v1/cards">card</a>
 * with a text before it that stands alone: a pure function.
 *
 * <p>What a reader needs first stands in the card's first section: the severity in its colour and in a word, what changed,
 * the leading fact, buttons. The other sections fold where they are long.
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

    /** The summary and the change, which stand in the card's first section. */
    private static final int MAX_LINE = 500;

    /** How many facts of a section show before a reader opens it. */
    private static final int OPEN_FACTS = 4;

    private static final int MAX_LABEL = 200;
    private static final int MAX_BUTTONS = 5;

    /** A link that is longer is left out: a cut link leads astray, and a message of links alone would be too large. */
    private static final int MAX_URL = 3000;

    /** A leading fact that is longer is prose, and has a paragraph of its own. */
    private static final int PROSE = 60;

    private final Notification notification;

    private GoogleChatMessage(Notification notification) {
        this.notification = notification;
    }

    /**
     * The message as JSON, within Google Chat's limits.
     *
     * @param change what changed since the last message about it, in our own words; empty if this is the first
     * @param mention whom to call, in Google Chat's mark-up, from the settings; empty for nobody
     */
    static String of(Notification notification, String change, String mention) {
        return Shortening.fit(
                        notification,
                        shorter -> new GoogleChatMessage(shorter).laidOut(change, mention),
                        GoogleChatMessage::fits)
                .json();
    }

    private record LaidOut(String json, int widgets) {}

    private static boolean fits(LaidOut message) {
        return message.widgets() <= MAX_WIDGETS && Shortening.isWithin(message.json(), MAX_BYTES);
    }

    private LaidOut laidOut(String change, String mention) {
        List<Map<String, Object>> sections = new ArrayList<>();
        List<Map<String, Object>> first = new ArrayList<>();
        first.add(paragraph(severityLine()));
        if (!change.isEmpty()) {
            first.add(paragraph("<b>" + GoogleChatText.inCard(PlainText.cut(change, MAX_LINE)) + "</b>"));
        }
        List<Section> told = notification.sections();
        if (hasLead(told)) {
            first.add(paragraph(
                    GoogleChatText.inCard(told.get(0).facts().get(0).value().safeText())));
            told = withoutLead(told);
        }
        List<Map<String, Object>> buttons = buttons(notification.links());
        if (!buttons.isEmpty()) {
            first.add(JsonWriter.object("buttonList", JsonWriter.object("buttons", buttons)));
        }
        sections.add(JsonWriter.object("widgets", first));
        told.forEach(section -> sections.add(section(section)));
        int widgets = sections.stream()
                .mapToInt(section -> ((List<?>) section.getOrDefault("widgets", List.of())).size())
                .sum();
        return new LaidOut(JsonWriter.write(message(sections, change, mention)), widgets);
    }

    private Map<String, Object> message(List<Map<String, Object>> sections, String change, String mention) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("text", (mention.isEmpty() ? "" : mention + " ") + text(change));
        Map<String, Object> card = JsonWriter.object("header", header(), "sections", sections);
        message.put("cardsV2", List.of(JsonWriter.object("cardId", "finding", "card", card)));
        if (!notification.threadKey().isEmpty()) {
            String key = PlainText.cut(PlainText.oneLine(notification.threadKey()), MAX_THREAD_KEY);
            message.put("thread", JsonWriter.object("threadKey", key));
        }
        return message;
    }

    private String text(String change) {
        String told = change.isEmpty() ? "" : change + "\n";
        String line = severity() + " · " + PlainText.defang(notification.title()) + "\n" + told
                + PlainText.defang(notification.summary());
        return GoogleChatText.inText(PlainText.cut(line.strip(), MAX_TEXT));
    }

    private String severity() {
        return notification.severity().word().toUpperCase(Locale.ROOT);
    }

    private Map<String, Object> header() {
        String title = PlainText.cut(PlainText.defang(notification.title()), MAX_HEADER);
        String summary = PlainText.cut(PlainText.defang(notification.summary()), MAX_HEADER);
        return JsonWriter.object(
                "title",
                title.isBlank() ? severity() : GoogleChatText.inText(title),
                "subtitle",
                summary.isBlank() ? notification.severity().word() + " severity" : GoogleChatText.inText(summary));
    }

    /** The colour beside the word, never instead of it; no colour of letters can be read on white and on black. */
    private String severityLine() {
        return mark(notification.severity()) + " <b>" + GoogleChatText.inCard(severity()) + "</b>";
    }

    /** The first fact of all is the most telling one; of a finding it is GuardDuty's description. */
    private static boolean hasLead(List<Section> sections) {
        return !sections.isEmpty()
                && sections.get(0).facts().get(0).value().text().length() > PROSE;
    }

    private static List<Section> withoutLead(List<Section> sections) {
        List<Section> rest = new ArrayList<>(sections);
        Section first = rest.remove(0);
        List<Fact> facts = first.facts().subList(1, first.facts().size());
        if (!facts.isEmpty()) {
            rest.add(0, new Section(first.heading(), facts));
        }
        return rest;
    }

    private static Map<String, Object> section(Section section) {
        List<Map<String, Object>> widgets =
                section.facts().stream().map(GoogleChatMessage::widget).toList();
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put("header", GoogleChatText.inCard(label(section.heading())));
        if (widgets.size() > OPEN_FACTS) {
            rendered.put("collapsible", true);
            rendered.put("uncollapsibleWidgetsCount", OPEN_FACTS);
        }
        rendered.put("widgets", widgets);
        return rendered;
    }

    private static Map<String, Object> widget(Fact fact) {
        String text = GoogleChatText.inCard(shown(fact.value()));
        if (fact.isNumbered()) {
            return paragraph(fact.label() + ". " + text);
        }
        return JsonWriter.object(
                "decoratedText",
                JsonWriter.object(
                        "topLabel", GoogleChatText.inCard(label(fact.label())), "text", text, "wrapText", true));
    }

    /** Google Chat shows no widget of nothing. */
    private static String shown(Fact.Value value) {
        String text = value.safeText();
        return text.isBlank() ? "–" : text;
    }

    private static String label(String text) {
        return text.isBlank() ? "–" : PlainText.cut(PlainText.defang(text), MAX_LABEL);
    }

    private static Map<String, Object> paragraph(String html) {
        return JsonWriter.object("textParagraph", JsonWriter.object("text", html));
    }

    private static List<Map<String, Object>> buttons(List<Link> links) {
        return links.stream()
                .filter(link -> link.target().toASCIIString().length() <= MAX_URL)
                .limit(MAX_BUTTONS)
                .map(link -> JsonWriter.object(
                        "text",
                        GoogleChatText.inCard(link.label().isBlank() ? "Open" : PlainText.cut(link.label(), MAX_LABEL)),
                        "onClick",
                        JsonWriter.object(
                                "openLink",
                                JsonWriter.object("url", link.target().toASCIIString()))))
                .toList();
    }

    private static String mark(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "🟥";
            case HIGH -> "🟧";
            case MEDIUM -> "🟨";
            case LOW -> "🟦";
            case UNKNOWN -> "⬜";
        };
    }
}
