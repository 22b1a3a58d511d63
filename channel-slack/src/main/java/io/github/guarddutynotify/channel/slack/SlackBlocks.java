package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.PlainText;
import io.github.guarddutynotify.notification.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks in the making, which count what they cost. Short facts become fields, which Slack sets in two columns; long ones
 * lines over the whole width. For use by one thread.
 */
final class SlackBlocks {
    /** <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>: 50 a message, and 50 an attachment. */
    private static final int MAX_BLOCKS = 50;

    /**
     * Slack refuses messages with msg_blocks_too_long from about 12,000 characters over all blocks, containers counted in a
     * way that is not told; users report 11,341 of text as too many.
     */
    private static final int MAX_CHARACTERS = 10_000;

    /** What a block, a text or a button counts besides its text. */
    private static final int CONTAINER = 30;

    /** <a href="https://docs.slack.dev/reference/block-kit/blocks/section-block">Section block</a>: 3,000 of text. */
    private static final int MAX_SECTION = 2900;

    /** Section block: 10 fields, two of them a fact. */
    private static final int MAX_FIELDS = 10;

    /** Section block: 2,000 a field. */
    private static final int MAX_FIELD = 1990;

    private static final int MAX_LABEL = 100;

    /** What fits a column in a line or two. */
    private static final int SHORT = 80;

    private final List<Map<String, Object>> blocks = new ArrayList<>();
    private int characters;

    SlackBlocks() {}

    /** Whether a message of two parts is one that Slack takes. */
    static boolean fit(SlackBlocks head, SlackBlocks body) {
        return head.blocks.size() <= MAX_BLOCKS
                && body.blocks.size() <= MAX_BLOCKS
                && head.characters + body.characters <= MAX_CHARACTERS;
    }

    List<Map<String, Object>> blocks() {
        return blocks;
    }

    void add(Map<String, Object> block) {
        blocks.add(block);
        count(CONTAINER);
    }

    void count(int more) {
        characters += more;
    }

    Map<String, Object> plain(String text) {
        count(text.length() + CONTAINER);
        return SlackText.plain(text);
    }

    Map<String, Object> markup(String mrkdwn) {
        count(mrkdwn.length() + CONTAINER);
        return SlackText.markup(mrkdwn);
    }

    /** A line in bold, of our own words. */
    void bold(String text) {
        add(JsonWriter.object("type", "section", "text", markup(boldText(text))));
    }

    /** Foreign text over the whole width, defanged already. */
    void prose(String text) {
        add(JsonWriter.object("type", "section", "text", plain(PlainText.cut(text, MAX_SECTION))));
    }

    /** A section's facts under its heading, in their order. */
    void section(Section section) {
        boolean isList = isList(section.facts());
        String heading = section.heading();
        List<Fact> run = new ArrayList<>();
        boolean areLines = false;
        for (Fact fact : section.facts()) {
            boolean isLine = isList || isLong(fact);
            boolean isRunFull = !isLine && run.size() == MAX_FIELDS / 2;
            if (!run.isEmpty() && (isLine != areLines || isRunFull)) {
                heading = run(heading, run, areLines);
                run.clear();
            }
            areLines = isLine;
            run.add(fact);
        }
        run(heading, run, areLines);
    }

    /** Steps and events, which begin with a number or a time, are a list; so is what is long for the most part. */
    private static boolean isList(List<Fact> facts) {
        int lines = 0;
        for (Fact fact : facts) {
            if (isLong(fact) || beginsWithDigit(fact.label())) {
                lines++;
            }
        }
        return lines * 2 > facts.size();
    }

    private static boolean isLong(Fact fact) {
        String text = fact.value().text();
        return text.length() > SHORT || text.indexOf('\n') >= 0;
    }

    /** Adds facts of one kind; the heading is told once, so that what comes next has none. */
    private String run(String heading, List<Fact> facts, boolean areLines) {
        if (areLines) {
            if (!heading.isEmpty()) {
                bold(heading);
            }
            lines(facts);
        } else {
            fields(heading, facts);
        }
        return "";
    }

    private void lines(List<Fact> facts) {
        String block = "";
        for (Fact fact : facts) {
            String line = PlainText.cut(line(fact), MAX_SECTION);
            if (!block.isEmpty() && block.length() + 1 + line.length() > MAX_SECTION) {
                prose(block);
                block = "";
            }
            block = block.isEmpty() ? line : block + "\n" + line;
        }
        prose(block);
    }

    /** Long lines wrap, so each begins with a mark. */
    private static String line(Fact fact) {
        String label = PlainText.defang(PlainText.cut(fact.label(), MAX_LABEL));
        String beginning = fact.isNumbered() ? label + ". " : "• " + label + ": ";
        return beginning + shown(fact.value());
    }

    private static boolean beginsWithDigit(String label) {
        return !label.isEmpty() && label.charAt(0) >= '0' && label.charAt(0) <= '9';
    }

    /** Label and value are fields of their own, so that the value needs no mark-up: Slack sets them side by side. */
    private void fields(String heading, List<Fact> facts) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "section");
        if (!heading.isEmpty()) {
            block.put("text", markup(boldText(heading)));
        }
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Fact fact : facts) {
            fields.add(markup(boldText(fact.label())));
            fields.add(value(fact.value()));
        }
        block.put("fields", fields);
        add(block);
    }

    /** A time is shown in the reader's zone. */
    private Map<String, Object> value(Fact.Value value) {
        return value instanceof Fact.Time time
                ? markup(SlackText.date(time.instant()))
                : plain(PlainText.cut(shown(value), MAX_FIELD));
    }

    /** Slack refuses a text of nothing. */
    private static String shown(Fact.Value value) {
        String text = value.safeText();
        return text.isBlank() ? "–" : text;
    }

    private static String boldText(String text) {
        String cut = PlainText.cut(PlainText.defang(text), MAX_LABEL * 2);
        return "*" + SlackText.escaped(cut.isBlank() ? "–" : cut) + "*";
    }
}
