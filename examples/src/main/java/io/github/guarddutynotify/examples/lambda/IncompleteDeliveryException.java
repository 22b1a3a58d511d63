package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import java.util.List;
import java.util.stream.Collectors;

/** Says which destinations are still owed a finding, and why; nothing of the finding, no URL and no secret. */
public final class IncompleteDeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompleteDeliveryException(DeliveryReport report) {
        super(message(report.destinations()));
    }

    /** Such as: 1 of 4 destinations is still owed the finding: soc-slack rejected (not-found, HTTP 404 no_service). */
    private static String message(List<DestinationReport> lines) {
        List<String> owed = lines.stream()
                .filter(line -> !line.outcome().isComplete())
                .map(line -> line + (line.detail().isEmpty() ? "" : ": " + line.detail()))
                .toList();
        return owed.stream()
                .collect(Collectors.joining(
                        "; ", owed.size() + " of " + lines.size() + " destinations still owed the finding: ", ""));
    }
}
