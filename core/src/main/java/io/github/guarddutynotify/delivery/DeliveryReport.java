package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.RouteDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of one finding: where it went and why, and the outcome at each destination.
 *
 * @param finding the finding
 * @param decision where it was to go, and why
 * @param destinations a line for each destination, in the order of the routes
 */
public record DeliveryReport(Finding finding, RouteDecision decision, List<DestinationReport> destinations) {
    /**
     * Keeps a copy of the lines.
     *
     * @param finding the finding
     * @param decision where it was to go, and why
     * @param destinations a line for each destination, in the order of the routes
     */
    public DeliveryReport {
        destinations = List.copyOf(destinations);
    }

    /**
     * The report of a finding that a suppression kept from its destinations.
     *
     * @param finding the finding
     * @param decision the decision that names the suppression
     * @return a report that skipped every destination
     */
    public static DeliveryReport suppressed(Finding finding, RouteDecision decision) {
        String detail = "suppressed by \"" + decision.suppressedBy().orElse("") + "\"";
        return new DeliveryReport(
                finding,
                decision,
                decision.destinations().stream()
                        .map(name -> DestinationReport.skipped(name, Reason.SUPPRESSED, detail))
                        .toList());
    }

    /**
     * Whether every destination has what it is owed. A handler whose report is not complete must fail, or the message is
     * lost: whoever called it takes a normal return for success.
     *
     * @return false if anything was deferred or rejected; true for a finding that no route wants
     */
    public boolean isComplete() {
        return destinations.stream().allMatch(line -> line.outcome().isComplete());
    }

    /**
     * Whether no route wanted the finding.
     *
     * @return true if it went nowhere for lack of a route, as opposed to a suppression
     */
    public boolean isUnrouted() {
        return decision.matched().isEmpty();
    }

    /**
     * The report for machines: {@code findingId}, {@code type}, {@code severity}, {@code complete}, {@code routes},
     * {@code note} where the finding went nowhere, and {@code destinations} with {@code destination}, {@code outcome},
     * {@code reason}, {@code detail}, {@code attempts}, {@code milliseconds} and {@code retryAfterSeconds}.
     *
     * @return one line of JSON, without the finding's text
     */
    public String toJson() {
        return JsonWriter.write(toMap());
    }

    /**
     * What {@link #toJson()} writes, as plain values.
     *
     * @return a map of texts, numbers, booleans, lists and maps
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("findingId", finding.id());
        map.put("type", finding.type().text());
        map.put("severity", finding.severity().name());
        map.put("complete", isComplete());
        map.put("routes", decision.matched());
        if (isUnrouted()) {
            map.put("note", "no route takes this finding");
        }
        decision.suppressedBy().ifPresent(name -> map.put("suppressedBy", name));
        map.put(
                "destinations",
                destinations.stream().map(DestinationReport::toMap).toList());
        return map;
    }

    /** The outcomes in a line, without the finding's text. */
    @Override
    public String toString() {
        return destinations.stream()
                .map(DestinationReport::toString)
                .collect(Collectors.joining(
                        ", ", "DeliveryReport[" + (isComplete() ? "complete" : "incomplete") + ": ", "]"));
    }
}
