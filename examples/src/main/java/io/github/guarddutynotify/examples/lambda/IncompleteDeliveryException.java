package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import java.util.List;
import java.util.stream.Collectors;

/** Says which destinations are still owed a finding, and why; nothing of the finding, no URL and no secret. */
public final class IncompleteDeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompleteDeliveryException(List<DeliveryReport> reports) {
        super(reports.size() == 1 ? message(reports.get(0)) : messageOfSeveral(reports));
    }

    /** Such as: 1 of 4 destinations still owed the finding: soc-slack rejected (not-found): HTTP 404 no_service. */
    private static String message(DeliveryReport report) {
        List<DestinationReport> lines = report.destinations();
        List<String> owed = lines.stream()
                .filter(line -> !line.outcome().isComplete())
                .map(line -> line + (line.detail().isEmpty() ? "" : ": " + line.detail()))
                .toList();
        return report.unreadable()
                .map(record -> "can't be read, " + record)
                .orElseGet(() -> owed.size() + " of " + lines.size() + " destinations still owed the finding: "
                        + String.join("; ", owed));
    }

    private static String messageOfSeveral(List<DeliveryReport> reports) {
        List<DeliveryReport> incomplete =
                reports.stream().filter(report -> !report.isComplete()).toList();
        return incomplete.stream()
                .map(report ->
                        report.finding().map(finding -> finding.id() + ": ").orElse("") + message(report))
                .collect(Collectors.joining(
                        ". ", incomplete.size() + " of " + reports.size() + " records are not told of. ", ""));
    }
}
