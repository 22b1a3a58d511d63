package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.RouteDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a finding would go, in words.
 *
 * @param routes the names of the routes that take it
 * @param destinations where it would go; none if it is suppressed
 * @param suppressedBy what keeps it back
 */
record Destined(List<String> routes, List<String> destinations, Optional<String> suppressedBy) {
    static Destined by(RouteDecision decision) {
        Optional<String> suppression = decision.suppressedBy();
        return new Destined(
                decision.matched(), suppression.isPresent() ? List.of() : decision.destinations(), suppression);
    }

    /** Whether somebody is told, or nobody on purpose. */
    boolean isWanted() {
        return !routes.isEmpty();
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>(JsonWriter.object("routes", routes, "wouldGoTo", destinations));
        suppressedBy.ifPresent(name -> map.put("suppressedBy", name));
        return map;
    }

    @Override
    public String toString() {
        return suppressedBy
                .map(name -> "would go nowhere: suppressed by \"" + name + "\"")
                .orElseGet(() -> isWanted()
                        ? "would go to " + String.join(", ", destinations)
                        : "would go nowhere: no route takes it");
    }
}
