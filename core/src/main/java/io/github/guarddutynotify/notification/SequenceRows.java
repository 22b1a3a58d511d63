package io.github.guarddutynotify.notification;

import static io.github.guarddutynotify.notification.FactRow.text;
import static io.github.guarddutynotify.notification.FactRow.told;
import static io.github.guarddutynotify.notification.Topic.ACTOR;
import static io.github.guarddutynotify.notification.Topic.AFFECTED;
import static io.github.guarddutynotify.notification.Topic.EVIDENCE;
import static io.github.guarddutynotify.notification.Topic.HAPPENED;
import static io.github.guarddutynotify.notification.Topic.TIMELINE;

import io.github.guarddutynotify.notification.FactTable.Block;
import java.util.List;

/** What is told of an attack sequence: {@code service.detection.sequence}. Up to 400 of each fit into a few lines. */
final class SequenceRows {
    private static final String SEQUENCE = "service.detection.sequence";

    static final List<Block> BLOCKS = List.of(Block.of(
            SEQUENCE,
            text(HAPPENED, "Attack sequence", "description"),
            text(HAPPENED, "May also be", "additionalSequenceTypes"),
            told(TIMELINE, Timeline::facts, "signals"),
            told(ACTOR, SequenceParties::actors, "actors"),
            told(ACTOR, SequenceParties::endpoints, "endpoints"),
            told(AFFECTED, SequenceParties::resources, "resources"),
            told(EVIDENCE, SequenceParties::indicators, "sequenceIndicators")));

    private SequenceRows() {}
}
