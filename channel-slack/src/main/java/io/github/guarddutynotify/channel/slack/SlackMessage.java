package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.finding.Finding;
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
 * Lays a notification out in <a href="https://docs.slack.dev/reference/block-kit">Block Kit</a>: a pure function.
 *
 * <p>What a reader needs first stands above: what happened, what changed, the summary, the leading fact, buttons. All other
 * facts stand in an attachment, which has the severity's colour and which Slack folds where it is long. Every value that
 * someone outside may have chosen stands in a {@code plain_text} object, in which nothing comes alive; only the fallback
 * text, which Slack shows in notifications, needs escaping.
 */
final class SlackMessage {
    /** <a href="https://docs.slack.dev/reference/block-kit/blocks/header-block">Header block</a>. */
    private static final int MAX_HEADER = 150;

    /** <a href="https://docs.slack.dev/reference/block-kit/block-elements/button-element">Button</a>. */
    private static final int MAX_BUTTON = 75;

    /** Button: characters of a URL. A longer link is left out: a cut link leads astray. */
    private static final int MAX_URL = 3000;

    /** Of all buttons, so that links never cost the message its place; the first one fits always. */
    private static final int MAX_URLS = 4000;

    private static final int MAX_BUTTONS = 5;

    /** The lock screen shows far less than the 4,000 that Slack takes. */
    private static final int MAX_FALLBACK = 600;

    private static final int MAX_ID = 300;

    /** A leading fact that is longer is prose, and has a block of its own. */
    private static final int PROSE = 60;

    private final Notification notification;
    private final SlackBlocks head = new SlackBlocks();
    private final SlackBlocks body = new SlackBlocks();

    private SlackMessage(Notification notification) {
        this.notification = notification;
    }

    /**
     * The message, within Slack's limits.
     *
     * @param change what changed since the last message about it, in our own words; empty if this is the first
     * @param mention whom to call, in Slack's mark-up, from the settings; empty for nobody
     */
    static Map<String, Object> of(Notification notification, String change, String mention) {
        SlackMessage laidOut = Shortening.fit(
                notification, shorter -> new SlackMessage(shorter).laidOut(change, mention), SlackMessage::fits);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("text", (mention.isEmpty() ? "" : mention + " ") + fallback(notification, change));
        message.put("blocks", laidOut.head.blocks());
        if (!laidOut.body.blocks().isEmpty()) {
            // An attachment is the only way to a colour bar.
            String color = color(notification.severity());
            message.put("attachments", List.of(JsonWriter.object("color", color, "blocks", laidOut.body.blocks())));
        }
        message.put("unfurl_links", false);
        message.put("unfurl_media", false);
        return message;
    }

    private boolean fits() {
        return SlackBlocks.fit(head, body);
    }

    private static String headline(Notification notification) {
        String word = notification.severity().word().toUpperCase(Locale.ROOT);
        return mark(notification.severity()) + " " + word + " · " + PlainText.defang(notification.title());
    }

    private static String fallback(Notification notification, String change) {
        String told = change.isEmpty() ? "" : " – " + change;
        String line = headline(notification) + told + " – " + PlainText.defang(notification.summary());
        return SlackText.escaped(PlainText.cut(line, MAX_FALLBACK));
    }

    private SlackMessage laidOut(String change, String mention) {
        head.add(JsonWriter.object(
                "type", "header", "text", head.plain(PlainText.cut(headline(notification), MAX_HEADER))));
        if (!mention.isEmpty()) {
            head.add(JsonWriter.object("type", "section", "text", head.markup(mention)));
        }
        if (!change.isEmpty()) {
            head.bold(change);
        }
        if (!notification.summary().isEmpty()) {
            head.prose(PlainText.defang(notification.summary()));
        }
        List<Section> sections = withoutWhatContextSays(notification.sections());
        if (hasLead(sections)) {
            head.prose(sections.get(0).facts().get(0).value().safeText());
            sections = withoutLead(sections);
        }
        buttons(notification.links());
        sections.forEach(body::section);
        if (notification.findings().size() == 1) {
            context(notification.findings().get(0));
        }
        return this;
    }

    /** The first fact of all is the most telling one; of a finding it is GuardDuty's description. */
    private static boolean hasLead(List<Section> sections) {
        return !sections.isEmpty()
                && sections.get(0).facts().get(0).value().text().length() > PROSE;
    }

    private static List<Section> withoutLead(List<Section> sections) {
        List<Section> rest = new ArrayList<>(sections);
        Section first = rest.remove(0);
        if (first.facts().size() > 1) {
            rest.add(
                    0,
                    new Section(
                            first.heading(),
                            first.facts().subList(1, first.facts().size())));
        }
        return rest;
    }

    private List<Section> withoutWhatContextSays(List<Section> sections) {
        if (notification.findings().size() != 1) {
            return sections;
        }
        Finding finding = notification.findings().get(0);
        List<Section> rest = new ArrayList<>();
        for (Section section : sections) {
            List<Fact> facts = section.facts().stream()
                    .filter(fact -> !isInContext(fact.value(), finding))
                    .toList();
            if (!facts.isEmpty()) {
                rest.add(new Section(section.heading(), facts));
            }
        }
        return rest;
    }

    private static boolean isInContext(Fact.Value value, Finding finding) {
        if (value instanceof Fact.Time time) {
            return finding.firstSeen().filter(time.instant()::equals).isPresent()
                    || finding.lastSeen().filter(time.instant()::equals).isPresent();
        }
        return value instanceof Fact.Code && value.equals(new Fact.Code(finding.id()));
    }

    /** Small print: how often and when it was seen, in the reader's zone, and by which id to find it again. */
    private void context(Finding finding) {
        StringBuilder seen =
                new StringBuilder(finding.count() == 1 ? "Seen once" : "Seen " + finding.count() + " times");
        finding.firstSeen().ifPresent(first -> seen.append(" · first ").append(SlackText.date(first)));
        finding.lastSeen().ifPresent(last -> seen.append(" · last ").append(SlackText.date(last)));
        String id = PlainText.cut(PlainText.defang(PlainText.oneLine("Finding " + finding.id())), MAX_ID);
        body.add(JsonWriter.object(
                "type", "context", "elements", List.of(body.markup(seen.toString()), body.plain(id))));
    }

    private void buttons(List<Link> links) {
        List<Map<String, Object>> buttons = new ArrayList<>();
        int characters = 0;
        for (Link link : links) {
            String url = link.target().toASCIIString();
            boolean hasRoom = url.length() <= MAX_URL && characters + url.length() <= MAX_URLS;
            if (buttons.size() < MAX_BUTTONS && hasRoom) {
                characters += url.length();
                buttons.add(JsonWriter.object(
                        "type",
                        "button",
                        "text",
                        head.plain(PlainText.cut(link.label().isEmpty() ? "Open" : link.label(), MAX_BUTTON)),
                        "url",
                        url,
                        "action_id",
                        "open-" + buttons.size()));
            }
        }
        if (!buttons.isEmpty()) {
            head.add(JsonWriter.object("type", "actions", "elements", buttons));
            head.count(characters);
        }
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
