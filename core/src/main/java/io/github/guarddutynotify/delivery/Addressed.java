package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.finding.Finding;
import java.util.List;

/**
 * A finding of a batch and who is to be told of it.
 *
 * @param finding the finding
 * @param destinations who is to be told, each once
 */
public record Addressed(Finding finding, List<OpenDestination> destinations) {
    /**
     * Keeps a copy of the destinations.
     *
     * @param finding the finding
     * @param destinations who is to be told, each once
     */
    public Addressed {
        destinations = List.copyOf(destinations);
    }
}
