package io.github.guarddutynotify.examples.metrics;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes each report's {@linkplain Metric metrics} in CloudWatch's embedded format: a line of JSON in the function's log that
 * CloudWatch makes metrics of, without a call and without a permission.
 *
 * <p>Safe for use by many threads if what takes the lines is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     Embedded metric format</a>
 */
public final class FindingMetrics implements Consumer<DeliveryReport> {
    private final String namespace;
    private final InstantSource clock;
    private final Consumer<String> lines;

    /**
     * Metrics of a namespace.
     *
     * @param namespace the metrics' namespace in CloudWatch
     * @param clock tells the time of a report that has none
     * @param lines takes the lines; in a Lambda function, {@code System.out::println}
     */
    public FindingMetrics(String namespace, InstantSource clock, Consumer<String> lines) {
        this.namespace = namespace;
        this.clock = clock;
        this.lines = lines;
    }

    @Override
    public void accept(DeliveryReport report) {
        long time = report.time().orElseGet(clock::instant).toEpochMilli();
        report.finding().ifPresent(finding -> lines.accept(line(time, ofFinding(report), dimensions(finding))));
        for (DestinationReport destination : report.destinations()) {
            Map<Metric, Long> values = ofDestination(destination);
            if (!values.isEmpty()) {
                lines.accept(line(time, values, Map.of("Destination", destination.destination())));
            }
        }
    }

    private static Map<Metric, Long> ofFinding(DeliveryReport report) {
        boolean isSuppressed = report.decision().suppressedBy().isPresent();
        boolean isRepeated = report.destinations().stream()
                .flatMap(destination -> destination.reason().stream())
                .anyMatch(reason -> reason == Reason.ALREADY_TOLD || reason == Reason.OUTDATED);
        Map<Metric, Long> values = new EnumMap<>(Metric.class);
        values.put(Metric.FINDINGS, 1L);
        values.put(Metric.SUPPRESSED, isSuppressed ? 1L : 0L);
        values.put(Metric.REPEATED, isRepeated ? 1L : 0L);
        return values;
    }

    private static Map<String, String> dimensions(Finding finding) {
        return Map.of(
                "Severity", finding.severity().word(),
                "Type", Plain.type(finding),
                "Account", Plain.account(finding));
    }

    private static Map<Metric, Long> ofDestination(DestinationReport destination) {
        Map<Metric, Long> values = new EnumMap<>(Metric.class);
        switch (destination.outcome()) {
            case ACCEPTED -> values.put(Metric.DELIVERED, 1L);
            case DEFERRED -> values.put(Metric.DEFERRED, 1L);
            case REJECTED -> values.put(Metric.REJECTED, 1L);
            case HELD, SKIPPED -> {}
        }
        destination
                .sinceUpdate()
                .ifPresent(time -> values.put(Metric.DETECTION_TO_NOTIFICATION, Math.max(0, time.toMillis())));
        return values;
    }

    private String line(long time, Map<Metric, Long> values, Map<String, String> dimensions) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(
                "_aws",
                Map.of(
                        "Timestamp",
                        time,
                        "CloudWatchMetrics",
                        values.keySet().stream().map(this::directive).toList()));
        line.putAll(dimensions);
        values.forEach((metric, value) -> line.put(metric.label(), value));
        return JsonWriter.write(line);
    }

    /** In all, and by each dimension on its own: together they would be a metric for each combination, and cost as many. */
    private Map<String, Object> directive(Metric metric) {
        List<List<String>> sets = new ArrayList<>(List.of(List.of()));
        metric.dimensions().forEach(dimension -> sets.add(List.of(dimension)));
        return Map.of(
                "Namespace", namespace,
                "Dimensions", sets,
                "Metrics", List.of(Map.of("Name", metric.label(), "Unit", metric.unit())));
    }
}
