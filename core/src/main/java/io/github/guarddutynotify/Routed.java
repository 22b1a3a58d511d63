package io.github.guarddutynotify;

import io.github.guarddutynotify.delivery.Addressed;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.routing.RouteDecision;
import java.util.List;

/**
 * A finding for which is decided who is told.
 *
 * @param addressed the finding and who is told
 * @param decision why
 */
record Routed(Addressed addressed, RouteDecision decision) {
    /** The report on the finding, of what became of it at each destination. */
    DeliveryReport report(List<DestinationReport> lines) {
        return decision.suppressedBy().isPresent()
                ? DeliveryReport.suppressed(addressed.finding(), decision)
                : new DeliveryReport(addressed.finding(), decision, lines);
    }
}
