package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.RouteDecision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private final @Nullable Instant time;
    private final @Nullable String configVersion;

    /**
     * Makes the report of a finding.
     *
     * @param finding the finding
     * @param decision where it was to go, and why
     * @param destinations a line for each destination, in the order of the routes
     */
    public DeliveryReport(Finding finding, RouteDecision decision, List<DestinationReport> destinations) {
        this(finding, null, decision, destinations, null, null);
    }

    private DeliveryReport(
            @Nullable Finding finding,
            FindingRecord.@Nullable Unreadable unreadable,
            RouteDecision decision,
            List<DestinationReport> destinations,
            @Nullable Instant time,
            @Nullable String configVersion) {
        this.finding = finding;
        this.unreadable = unreadable;
        this.decision = decision;
        this.destinations = List.copyOf(destinations);
        this.time = time;
        this.configVersion = configVersion;
    }

    /**
     * The report of a record that is no finding.
     *
     * @param record the record
     * @return a report that is not complete: a human should look at it
     */
    public static DeliveryReport unreadable(FindingRecord.Unreadable record) {
        return new DeliveryReport(null, record, NOWHERE, List.of(), null, null);
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
     * The report of messages about findings that were held before.
     *
     * @param destinations a line for each destination for which something was due
     * @return the report
     */
    public static DeliveryReport ofHeld(List<DestinationReport> destinations) {
        return new DeliveryReport(null, null, NOWHERE, destinations, null, null);
    }

    /**
     * The same with what an audit asks for.
     *
     * @param when when the report was made
     * @param version the {@linkplain io.github.guarddutynotify.config.NotifierConfig#version() version} of the
     *     configuration by which it was done; {@code null} where all is in code
     * @return the new report
     */
    public DeliveryReport stamped(Instant when, @Nullable String version) {
        return new DeliveryReport(finding, unreadable, decision, destinations, when, version);
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
        return finding != null && decision.matched().isEmpty();
    }

    /**
     * Whether this is about messages of findings that were held before, as opposed to a record.
     *
     * @return true for what {@code tellHeld} reports
     */
    public boolean isOfHeld() {
        return finding == null && unreadable == null;
    }

    /**
     * The finding.
     *
     * @return the finding; empty where the record could not be read, and for what was held
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
     * @return the finding's id; the place of a record that could not be read; empty for what was held
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
     * When the report was made.
     *
     * @return the time; empty if no notifier made it
     */
    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    /**
     * Which configuration decided it all.
     *
     * @return the {@linkplain io.github.guarddutynotify.config.NotifierConfig#version() version} of the document; empty
     *     where all is in code
     */
    public Optional<String> configVersion() {
        return Optional.ofNullable(configVersion);
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
     * The report for machines, one object. What does not apply is left out.
     *
     * <ul>
     *   <li>{@code findingId}, {@code type}, {@code severity}; or {@code unreadable} with place and reason; or {@code held}
     *       ({@code true}) for a report on what was held
     *   <li>{@code complete}: whether nothing is owed any more
     *   <li>{@code time} in ISO 8601 and {@code configVersion}
     *   <li>{@code routes}: the names of those that took the finding; {@code note} where none did; {@code suppressedBy}
     *   <li>{@code destinations}, for each
     *       <ul>
     *         <li>{@code destination}, {@code outcome} ({@link Outcome#label()}), {@code reason} ({@link Reason#label()}),
     *             {@code detail}
     *         <li>{@code attempts}, {@code milliseconds} in all, {@code secondsSinceUpdate} ({@link
     *             DestinationReport#sinceUpdate()}), {@code retryAfterSeconds}
     *       </ul>
     * </ul>
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
        time().ifPresent(when -> map.put("time", when.truncatedTo(ChronoUnit.MILLIS)));
        configVersion().ifPresent(version -> map.put("configVersion", version));
        if (isOfHeld()) {
            map.put("held", true);
        } else {
            map.put("routes", decision.matched());
        }
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
