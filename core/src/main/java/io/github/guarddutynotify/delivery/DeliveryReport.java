package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.RouteDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record: where its finding went and why, and the outcome at each destination; or why it is no finding.
 * Immutable and safe for use by many threads.
 */
public final class DeliveryReport {
    private static final RouteDecision NOWHERE = new RouteDecision(List.of(), List.of(), null, List.of());

    private final @Nullable Finding finding;
    private final FindingRecord.@Nullable Unreadable unreadable;
    private final RouteDecision decision;
    private final List<DestinationReport> destinations;

    /**
     * Makes the report of a finding.
     *
     * @param finding the finding
     * @param decision where it was to go, and why
     * @param destinations a line for each destination, in the order of the routes
     */
    public DeliveryReport(Finding finding, RouteDecision decision, List<DestinationReport> destinations) {
        this(finding, null, decision, destinations);
    }

    private DeliveryReport(
            @Nullable Finding finding,
            FindingRecord.@Nullable Unreadable unreadable,
            RouteDecision decision,
            List<DestinationReport> destinations) {
        this.finding = finding;
        this.unreadable = unreadable;
        this.decision = decision;
        this.destinations = List.copyOf(destinations);
    }

    /**
     * The report of a record that is no finding.
     *
     * @param record the record
     * @return a report that is not complete: a human should look at it
     */
    public static DeliveryReport unreadable(FindingRecord.Unreadable record) {
        return new DeliveryReport(null, record, NOWHERE, List.of());
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
     * @return false if anything was deferred or rejected, or the record could not be read; true for a finding that no
     *     route wants
     */
    public boolean isComplete() {
        return unreadable == null
                && destinations.stream().allMatch(line -> line.outcome().isComplete());
    }

    /**
     * Whether no route wanted the finding.
     *
     * @return true if it went nowhere for lack of a route, as opposed to a suppression
     */
    public boolean isUnrouted() {
        return unreadable == null && decision.matched().isEmpty();
    }

    /**
     * The finding.
     *
     * @return the finding; empty where the record could not be read
     */
    public Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }

    /**
     * The record that could not be read.
     *
     * @return its place and the reason; empty where it is a finding
     */
    public Optional<FindingRecord.Unreadable> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    /**
     * What tells the record from others.
     *
     * @return the finding's id; the place of a record that could not be read
     */
    public String id() {
        return finding == null
                ? Optional.ofNullable(unreadable)
                        .map(FindingRecord.Unreadable::place)
                        .orElse("")
                : finding.id();
    }

    /**
     * Where the finding was to go, and why.
     *
     * @return the decision; nowhere for a record that could not be read
     */
    public RouteDecision decision() {
        return decision;
    }

    /**
     * The outcomes.
     *
     * @return a line for each destination, in the order of the routes
     */
    public List<DestinationReport> destinations() {
        return destinations;
    }

    /**
     * The report for machines: {@code findingId}, {@code type} and {@code severity}, or {@code unreadable} with place and
     * reason; {@code complete}, {@code routes},
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
        if (finding != null) {
            map.put("findingId", finding.id());
            map.put("type", finding.type().text());
            map.put("severity", finding.severity().name());
        }
        map.put("complete", isComplete());
        unreadable().ifPresent(record -> map.put("unreadable", record.toString()));
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
        return Stream.concat(
                        unreadable().map(record -> "unreadable, " + record).stream(),
                        destinations.stream().map(DestinationReport::toString))
                .collect(Collectors.joining(
                        ", ", "DeliveryReport[" + (isComplete() ? "complete" : "incomplete") + ": ", "]"));
    }
}
