package io.github.guarddutynotify.notification;

import java.util.List;

/**
 * Facts that belong together.
 *
 * @param heading what they are about
 * @param facts the facts, the most telling first
 */
public record Section(String heading, List<Fact> facts) {
    /**
     * Makes the heading one clean line and keeps a copy of the facts.
     *
     * @param heading what they are about
     * @param facts the facts, the most telling first
     */
    public Section {
        heading = PlainText.oneLine(heading);
        facts = List.copyOf(facts);
    }
}
