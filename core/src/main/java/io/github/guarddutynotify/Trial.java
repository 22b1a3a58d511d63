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
import java.util.ArrayList;
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

    private final FindingNotifier notifier;
    private final Words words;
    private final Dispatcher dispatcher;
    private final Map<String, OpenDestination> destinations;
    private final InstantSource clock;

    Trial(FindingNotifier notifier, Words words, Dispatcher dispatcher, InstantSource clock) {
        this.notifier = notifier;
        this.words = words;
        this.dispatcher = dispatcher;
        this.destinations = notifier.destinations();
        this.clock = clock;
    }

    /**
     * The destinations' names.
     *
     * @return the names, in the order in which they were defined
     */
    public Set<String> destinations() {
        return destinations.keySet();
    }

    /**
     * The channel of each destination.
     *
     * @return the channels' names by those of their destinations; without the destinations that code opened itself
     */
    public Map<String, String> channels() {
        return notifier.kinds();
    }

    /**
     * The destinations that hold back some of what they are told, for a digest or the end of quiet hours.
     *
     * @return their names
     */
    public Set<String> holding() {
        return destinations.values().stream()
                .filter(OpenDestination::isHolding)
                .map(OpenDestination::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The routes.
     *
     * @return the routes, in their order
     */
    public List<Route> routes() {
        return notifier.router().routes();
    }

    /**
     * The suppressions, those that have run out too.
     *
     * @return the suppressions, in their order
     */
    public List<Suppression> suppressions() {
        return notifier.router().suppressions();
    }

    /**
     * Says where a finding goes and why, by every condition of every route and suppression; nobody is told.
     *
     * @param finding the finding
     * @return the decision with its reasons, in part the finding's own text
     */
    public Explanation explain(Finding finding) {
        return notifier.router().explain(finding, clock.instant());
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
        for (OpenDestination destination : named(names)) {
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
        return dispatcher.probe(named(names), limit);
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
        return dispatcher.dispatch(testMessage(), named(names), limit);
    }

    /**
     * Tells destinations of a finding, past routes and suppressions; who was told it already is not told it again.
     *
     * @param finding the finding
     * @param names the destinations
     * @param limit how long all of it may take
     * @return what arrived where
     * @throws IllegalArgumentException if there is no such destination
     */
    public DeliveryReport send(Finding finding, Collection<String> names, Duration limit) {
        List<OpenDestination> targets = named(names);
        RouteDecision decision = new RouteDecision(
                targets.stream().map(OpenDestination::name).toList(), List.of(ASKED_FOR), null, List.of());
        return new DeliveryReport(finding, decision, dispatcher.dispatch(words.of(finding), targets, limit));
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

    private List<OpenDestination> named(Collection<String> names) {
        List<OpenDestination> targets = new ArrayList<>();
        for (String name : names) {
            OpenDestination target = destinations.get(name);
            if (target == null) {
                throw new IllegalArgumentException(
                        "no destination named \"" + name + "\"; defined: " + String.join(", ", destinations.keySet()));
            }
            targets.add(target);
        }
        return targets.stream().distinct().toList();
    }
}
