package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The clock of a function: a rule or schedule of EventBridge that invokes it now and then, for what is held to be told. */
final class Schedule {
    /** A rule's, and that of EventBridge Scheduler. */
    private static final Set<String> SOURCES = Set.of("aws.events", "aws.scheduler");

    private Schedule() {}

    /**
     * Tells what is held and answers with the report, if a schedule sent the event.
     *
     * @return whether it did
     * @throws IncompleteDeliveryException if what is held stays held
     */
    static boolean isAnswered(byte[] event, FindingNotifier notifier, Duration limit, OutputStream answer)
            throws IOException {
        if (!hasSent(event)) {
            return false;
        }
        DeliveryReport report = notifier.tellHeld(limit);
        if (!report.isComplete()) {
            throw new IncompleteDeliveryException(List.of(report));
        }
        answer.write(report.toJson().getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static boolean hasSent(byte[] event) {
        try {
            JsonValue document = JsonValue.parse(event);
            return document.member("detail-type").text().orElse("").equals("Scheduled Event")
                    && SOURCES.contains(document.member("source").text().orElse(""));
        } catch (JsonSyntaxException noEvent) {
            return false;
        }
    }
}
