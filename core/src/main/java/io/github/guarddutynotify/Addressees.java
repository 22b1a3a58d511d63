package io.github.guarddutynotify;

import io.github.guarddutynotify.delivery.Addressed;
import io.github.guarddutynotify.delivery.OpenDestination;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.routing.RouteDecision;
import io.github.guarddutynotify.routing.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open destinations of a notifier, and who of them is told of a finding. */
final class Addressees implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FindingNotifier.class);

    private final Map<String, OpenDestination> destinations;
    private final Map<String, String> kinds;
    private final Router router;
    private final InstantSource clock;

    Addressees(Destinations opened, Router router, InstantSource clock) {
        this.destinations = opened.usable();
        this.kinds = opened.kinds();
        this.router = router;
        this.clock = clock;
    }

    /** Who is told of a finding, and why; nobody if it is suppressed. */
    Routed of(Finding finding) {
        RouteDecision decision = router.decide(finding, clock.instant());
        decision.faults()
                .forEach(fault -> LOG.error(
                        "the filter of \"{}\" failed and lets the finding through: {}",
                        fault.name(),
                        Thrown.where(fault.cause())));
        List<OpenDestination> told = decision.suppressedBy().isPresent()
                ? List.of()
                : decision.destinations().stream().map(destinations::get).toList();
        return new Routed(new Addressed(finding, told), decision);
    }

    /**
     * Those of these names, each once.
     *
     * @throws IllegalArgumentException if there is no such destination
     */
    List<OpenDestination> named(Collection<String> names) {
        List<OpenDestination> targets = new ArrayList<>();
        for (String name : names) {
            OpenDestination target = destinations.get(name);
            if (target == null) {
                throw new IllegalArgumentException(Destinations.unknown(name, names()));
            }
            targets.add(target);
        }
        return targets.stream().distinct().toList();
    }

    /** Those that hold back some of what they are told, for a digest or the end of quiet hours. */
    List<OpenDestination> holding() {
        return destinations.values().stream().filter(OpenDestination::isHolding).toList();
    }

    /** All names, in the order in which they were defined. */
    Set<String> names() {
        return destinations.keySet();
    }

    /** The channel of each destination that is of one. */
    Map<String, String> kinds() {
        return kinds;
    }

    Router router() {
        return router;
    }

    @Override
    public void close() {
        destinations.values().forEach(Addressees::close);
    }

    private static void close(OpenDestination destination) {
        try {
            destination.close();
        } catch (RuntimeException failed) {
            LOG.warn(
                    "destination {} could not be closed ({})",
                    destination.name(),
                    failed.getClass().getName());
        }
    }
}
