package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.util.Set;

/** The clock of a function: a rule or schedule of EventBridge that invokes it now and then, for what is held to be told. */
final class Schedule {
    /** A rule's, and that of EventBridge Scheduler. */
    private static final Set<String> SOURCES = Set.of("aws.events", "aws.scheduler");

    private Schedule() {}

    static boolean hasSent(byte[] event) {
        try {
            JsonValue document = JsonValue.parse(event);
            return document.member("detail-type").text().orElse("").equals("Scheduled Event")
                    && SOURCES.contains(document.member("source").text().orElse(""));
        } catch (JsonSyntaxException noEvent) {
            return false;
        }
    }
}
