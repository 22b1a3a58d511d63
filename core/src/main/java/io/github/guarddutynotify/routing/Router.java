package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.routing.RouteDecision.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Decides where findings go: to the destinations of all routes that take them, unless a suppression does.
 *
 * <p>The order of the routes means nothing but the order in which destinations are named. Immutable and safe for use by
 * many threads.
 */
public final class Router {
    private final List<Route> routes;
    private final List<Suppression> suppressions;

    /**
     * Makes a router.
     *
     * @param routes the routes
     * @param suppressions the suppressions
     */
    public Router(List<Route> routes, List<Suppression> suppressions) {
        this.routes = List.copyOf(routes);
        this.suppressions = List.copyOf(suppressions);
    }

    /**
     * Decides for one finding, and never fails: a caller's predicate that throws lets the finding through.
     *
     * @param finding the finding
     * @param now the time by which suppressions run out
     * @return the decision
     */
    public RouteDecision decide(Finding finding, Instant now) {
        List<Fault> faults = new ArrayList<>();
        List<Route> matching = routes.stream()
                .filter(route -> tested(route.name(), () -> route.filter().test(finding), true, faults))
                .toList();
        Set<String> destinations = new LinkedHashSet<>();
        matching.forEach(route -> destinations.addAll(route.destinations()));
        String suppression = suppressions.stream()
                .filter(candidate -> tested(candidate.name(), () -> candidate.covers(finding, now), false, faults))
                .map(Suppression::name)
                .findFirst()
                .orElse(null);
        List<String> matched = matching.stream().map(Route::name).toList();
        return new RouteDecision(List.copyOf(destinations), matched, suppression, faults);
    }

    private static boolean tested(String name, BooleanSupplier test, boolean onFault, List<Fault> faults) {
        try {
            return test.getAsBoolean();
        } catch (RuntimeException thrown) {
            faults.add(new Fault(name, thrown));
            return onFault;
        }
    }
}
