package io.github.guarddutynotify.examples.metrics;

import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes one line of JSON for each report: the finding's id, type, severity and account, and each destination's outcome,
 * reason, attempts and milliseconds. No text of the finding, no address, URL or secret is in it, and so not what the far end
 * said either.
 *
 * <p>Safe for use by many threads if what takes the lines is.
 */
public final class FindingLog implements Consumer<DeliveryReport> {
    private final Consumer<String> lines;

    /**
     * A log of lines.
     *
     * @param lines takes the lines, such as {@code LOG::info}
     */
    public FindingLog(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void accept(DeliveryReport report) {
        lines.accept(line(report));
    }

    /**
     * The line of a report.
     *
     * @param report the report
     * @return JSON without a line break
     */
    public static String line(DeliveryReport report) {
        Map<String, Object> line = new LinkedHashMap<>();
        report.finding().ifPresent(finding -> {
            line.put("findingId", Plain.id(finding));
            line.put("type", Plain.type(finding));
            line.put("severity", finding.severity().name());
            line.put("account", Plain.account(finding));
        });
        report.unreadable().ifPresent(record -> line.put("unreadable", record.place()));
        if (report.isOfHeld()) {
            line.put("held", true);
        }
        line.put("complete", report.isComplete());
        report.configVersion().ifPresent(version -> line.put("configVersion", version));
        report.decision().suppressedBy().ifPresent(name -> line.put("suppressedBy", name));
        if (report.isUnrouted()) {
            line.put("unrouted", true);
        }
        Map<String, Object> destinations = new LinkedHashMap<>();
        report.destinations().forEach(destination -> destinations.put(destination.destination(), outcome(destination)));
        line.put("destinations", destinations);
        return JsonWriter.write(line);
    }

    private static Map<String, Object> outcome(DestinationReport destination) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("outcome", destination.outcome().label());
        destination.reason().ifPresent(reason -> outcome.put("reason", reason.label()));
        outcome.put("attempts", destination.attempts());
        outcome.put("milliseconds", destination.elapsed().toMillis());
        destination.sinceUpdate().ifPresent(time -> outcome.put("millisecondsSinceUpdate", time.toMillis()));
        destination.retryAfter().ifPresent(after -> outcome.put("retryAfterSeconds", after.toSeconds()));
        return outcome;
    }
}
