package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.routing.Explanation.Condition;
import io.github.guarddutynotify.routing.Explanation.OfRoute;
import io.github.guarddutynotify.routing.Explanation.OfSuppression;
import io.github.guarddutynotify.routing.Explanation.State;
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
 * <p>The order of the routes means nothing but the order in which destinations are named. Routes that each name accounts,
 * or anything else without a {@code *}, are looked up, so that a thousand of them cost little more than one. Immutable and
 * safe for use by many threads.
 */
public final class Router {
    private final List<Route> routes;
    private final List<Suppression> suppressions;
    private final FilterIndex routeIndex;
    private final FilterIndex suppressionIndex;

    /**
     * Makes a router.
     *
     * @param routes the routes
     * @param suppressions the suppressions
     */
    public Router(List<Route> routes, List<Suppression> suppressions) {
        this.routes = List.copyOf(routes);
        this.suppressions = List.copyOf(suppressions);
        this.routeIndex = new FilterIndex(routes.stream().map(Route::filter).toList());
        this.suppressionIndex =
                new FilterIndex(suppressions.stream().map(Suppression::filter).toList());
    }

    /**
     * The routes.
     *
     * @return the routes, in their order
     */
    public List<Route> routes() {
        return routes;
    }

    /**
     * The suppressions, those that have run out too.
     *
     * @return the suppressions, in their order
     */
    public List<Suppression> suppressions() {
        return suppressions;
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
        List<Route> matching = routeIndex
                .candidates(finding)
                .mapToObj(routes::get)
                .filter(route -> tested(route.name(), () -> route.filter().test(finding), true, faults))
                .toList();
        Set<String> destinations = new LinkedHashSet<>();
        matching.forEach(route -> destinations.addAll(route.destinations()));
        String suppression = suppressionIndex
                .candidates(finding)
                .mapToObj(suppressions::get)
                .filter(candidate -> tested(candidate.name(), () -> candidate.covers(finding, now), false, faults))
                .map(Suppression::name)
                .findFirst()
                .orElse(null);
        List<String> matched = matching.stream().map(Route::name).toList();
        return new RouteDecision(List.copyOf(destinations), matched, suppression, faults);
    }

    /**
     * Explains a decision by every condition of every route and suppression.
     *
     * @param finding the finding
     * @param now the time by which suppressions run out
     * @return the decision with its reasons
     */
    public Explanation explain(Finding finding, Instant now) {
        RouteDecision decision = decide(finding, now);
        return new Explanation(
                decision,
                routes.stream().map(route -> explained(route, finding)).toList(),
                suppressions.stream()
                        .map(suppression -> explained(suppression, finding, now))
                        .toList());
    }

    private static OfRoute explained(Route route, Finding finding) {
        Condition condition = condition(route.filter(), finding);
        return new OfRoute(route, condition.passes() || condition.failure().isPresent(), condition);
    }

    private static OfSuppression explained(Suppression suppression, Finding finding, Instant now) {
        Condition condition = condition(suppression.filter(), finding);
        boolean hasRunOut = suppression.hasRunOut(now);
        State matched = hasRunOut ? State.RUN_OUT : State.SUPPRESSES;
        return new OfSuppression(suppression, condition.passes() ? matched : State.NOT_MATCHED, condition);
    }

    private static Condition condition(Filter filter, Finding finding) {
        List<Condition> parts =
                filter.parts().stream().map(part -> condition(part, finding)).toList();
        try {
            return new Condition(filter, filter.test(finding), filter.found(finding), parts, null);
        } catch (RuntimeException thrown) {
            return new Condition(
                    filter, false, List.of(), parts, thrown.getClass().getName());
        }
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
