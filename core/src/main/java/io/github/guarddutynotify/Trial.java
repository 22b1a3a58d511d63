package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Dispatcher;
import io.github.guarddutynotify.delivery.OpenDestination;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.routing.Explanation;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.RouteDecision;
import io.github.guarddutynotify.routing.Suppression;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tries a notifier out before the incident: what a finding would look like, whether each destination would take it, and a
 * test message that arrives whatever the routes say.
 *
 * <p>It uses the notifier's own destinations, paces and time limits. Immutable and safe for use by many threads; of no use
 * once the notifier is closed.
 */
public final class Trial {
    private static final String ASKED_FOR = "asked for by name";

    private final Addressees addressees;
    private final Words words;
    private final Dispatcher dispatcher;
    private final Reporting reporting;
    private final InstantSource clock;

    Trial(Addressees addressees, Words words, Dispatcher dispatcher, Reporting reporting, InstantSource clock) {
        this.addressees = addressees;
        this.words = words;
        this.dispatcher = dispatcher;
        this.reporting = reporting;
        this.clock = clock;
    }

    /**
     * The destinations' names.
     *
     * @return the names, in the order in which they were defined
     */
    public Set<String> destinations() {
        return addressees.names();
    }

    /**
     * The channel of each destination.
     *
     * @return the channels' names by those of their destinations; without the destinations that code opened itself
     */
    public Map<String, String> channels() {
        return addressees.kinds();
    }

    /**
     * The destinations that hold back some of what they are told, for a digest or the end of quiet hours.
     *
     * @return their names
     */
    public Set<String> holding() {
        return addressees.holding().stream()
                .map(OpenDestination::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The routes.
     *
     * @return the routes, in their order
     */
    public List<Route> routes() {
        return addressees.router().routes();
    }

    /**
     * The suppressions, those that have run out too.
     *
     * @return the suppressions, in their order
     */
    public List<Suppression> suppressions() {
        return addressees.router().suppressions();
    }

    /**
     * Says where a finding goes and why, by every condition of every route and suppression; nobody is told.
     *
     * @param finding the finding
     * @return the decision with its reasons, in part the finding's own text
     */
    public Explanation explain(Finding finding) {
        return addressees.router().explain(finding, clock.instant());
    }

    /**
     * What destinations would be sent about a finding, without sending it and without touching the network.
     *
     * @param finding the finding
     * @param names the destinations; those of {@link RouteDecision#destinations()}, for example
     * @return for each destination its message; empty where a channel has no preview
     * @throws IllegalArgumentException if there is no such destination
     */
    public Map<String, Optional<Preview>> preview(Finding finding, Collection<String> names) {
        Notification notification = words.of(finding);
        Deadline deadline = Deadline.in(FindingNotifier.DEFAULT_LIMIT, clock);
        Map<String, Optional<Preview>> previews = new LinkedHashMap<>();
        for (OpenDestination destination : addressees.named(names)) {
            previews.put(destination.name(), destination.preview(notification, deadline));
        }
        return previews;
    }

    /**
     * Asks destinations whether they would take a message, and tells them nothing.
     *
     * @param names the destinations
     * @param limit how long all of it may take
     * @return a line for each destination; skipped as {@code unproven} where it can't be asked without sending
     * @throws IllegalArgumentException if there is no such destination
     */
    public List<DestinationReport> probe(Collection<String> names, Duration limit) {
        return dispatcher.probe(addressees.named(names), limit);
    }

    /**
     * Sends destinations a message that says it is a test, past routes, thresholds, digests and quiet hours.
     *
     * @param names the destinations
     * @param limit how long all of it may take
     * @return a line for each destination
     * @throws IllegalArgumentException if there is no such destination
     */
    public List<DestinationReport> test(Collection<String> names, Duration limit) {
        return dispatcher.dispatch(testMessage(), addressees.named(names), limit);
    }

    /**
     * Tells destinations of a finding, past routes and suppressions; who was told it already is not told it again. The
     * report is shown to the notifier's observers, as that of {@link FindingNotifier#process(Finding, Duration)} is.
     *
     * @param finding the finding
     * @param names the destinations
     * @param limit how long all of it may take
     * @return what arrived where
     * @throws IllegalArgumentException if there is no such destination
     */
    public DeliveryReport send(Finding finding, Collection<String> names, Duration limit) {
        List<OpenDestination> targets = addressees.named(names);
        RouteDecision decision = new RouteDecision(
                targets.stream().map(OpenDestination::name).toList(), List.of(ASKED_FOR), null, List.of());
        return reporting.observed(
                new DeliveryReport(finding, decision, dispatcher.dispatch(words.of(finding), targets, limit)));
    }

    private static Notification testMessage() {
        return Notification.builder("[TEST] guardduty-notify reaches this destination", Severity.LOW)
                .summary("This is a test, nothing was detected: findings of Amazon GuardDuty will arrive here.")
                .section(new Section(
                        "What to do",
                        List.of(new Fact(
                                "Nothing",
                                new Fact.Own("If nobody here expects findings, tell whoever runs guardduty-notify.")))))
                .build();
    }
}
