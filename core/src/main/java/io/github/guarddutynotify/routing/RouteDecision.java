package io.github.guarddutynotify.routing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a finding goes, and why.
 *
 * @param destinations the destinations of all routes that took it, each once, in the order of the routes
 * @param matched the names of those routes
 * @param suppression the name of the suppression that keeps it from them; {@code null} if there is none
 * @param faults the filters that threw: a route's counted as taking the finding, a suppression's as not covering it
 */
public record RouteDecision(
        List<String> destinations,
        List<String> matched,
        @Nullable String suppression,
        List<Fault> faults) {
    /**
     * Keeps copies of the lists.
     *
     * @param destinations the destinations of all routes that took it, each once, in the order of the routes
     * @param matched the names of those routes
     * @param suppression the name of the suppression that keeps it from them; {@code null} if there is none
     * @param faults the filters that threw: a route's counted as taking the finding, a suppression's as not covering it
     */
    public RouteDecision {
        destinations = List.copyOf(destinations);
        matched = List.copyOf(matched);
        faults = List.copyOf(faults);
    }

    /**
     * A predicate of the caller's that threw.
     *
     * @param name the route or suppression that holds it
     * @param cause what it threw
     */
    public record Fault(String name, RuntimeException cause) {}

    /**
     * The suppression that keeps the finding from its destinations.
     *
     * @return its name
     */
    public Optional<String> suppressedBy() {
        return Optional.ofNullable(suppression);
    }
}
