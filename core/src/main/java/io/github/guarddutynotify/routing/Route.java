package io.github.guarddutynotify.routing;

import java.util.List;

/**
 * Sends the findings that pass a filter to destinations.
 *
 * @param name what the route is called in explanations
 * @param filter which findings it takes
 * @param destinations where they go, by name
 */
public record Route(String name, Filter filter, List<String> destinations) {
    /**
     * Keeps a copy of the names.
     *
     * @param name what the route is called in explanations
     * @param filter which findings it takes
     * @param destinations where they go, by name
     */
    public Route {
        destinations = List.copyOf(destinations);
    }
}
