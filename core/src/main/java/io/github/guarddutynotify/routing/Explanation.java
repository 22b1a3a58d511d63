package io.github.guarddutynotify.routing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a finding goes where it goes: each route and suppression, condition by condition.
 *
 * <p>What the finding has is the finding's text, and untrusted: whoever shows it cleans it with {@link
 * io.github.guarddutynotify.notification.PlainText} or escapes it.
 *
 * @param decision where the finding goes
 * @param routes every route, in their order
 * @param suppressions every suppression, in their order
 */
public record Explanation(RouteDecision decision, List<OfRoute> routes, List<OfSuppression> suppressions) {
    /**
     * Keeps copies of the lists.
     *
     * @param decision where the finding goes
     * @param routes every route, in their order
     * @param suppressions every suppression, in their order
     */
    public Explanation {
        routes = List.copyOf(routes);
        suppressions = List.copyOf(suppressions);
    }

    /**
     * What a route made of the finding.
     *
     * @param route the route
     * @param taken whether it takes the finding
     * @param condition its filter's outcome
     */
    public record OfRoute(Route route, boolean taken, Condition condition) {}

    /**
     * What a suppression made of the finding.
     *
     * @param suppression the suppression
     * @param state whether it keeps the finding back
     * @param condition its filter's outcome
     */
    public record OfSuppression(Suppression suppression, State state, Condition condition) {}

    /** Whether a suppression keeps a finding back. */
    public enum State {
        /** It does. */
        SUPPRESSES,
        /** It would, but its last day is over. */
        RUN_OUT,
        /** It does not take the finding. */
        NOT_MATCHED
    }

    /**
     * A filter's outcome, and that of its parts.
     *
     * @param filter the filter, which prints itself
     * @param passes whether the finding passes
     * @param found what the finding has where the filter looks; untrusted
     * @param parts the outcomes of what the filter is put together of
     * @param fault what a predicate of the caller's threw, by its class; {@code null} if nothing
     */
    public record Condition(
            Filter filter,
            boolean passes,
            List<String> found,
            List<Condition> parts,
            @Nullable String fault) {
        /**
         * Keeps copies of the lists.
         *
         * @param filter the filter, which prints itself
         * @param passes whether the finding passes
         * @param found what the finding has where the filter looks; untrusted
         * @param parts the outcomes of what the filter is put together of
         * @param fault what a predicate of the caller's threw, by its class; {@code null} if nothing
         */
        public Condition {
            found = List.copyOf(found);
            parts = List.copyOf(parts);
        }

        /**
         * What a predicate of the caller's threw; the finding counts as let through then.
         *
         * @return the name of the exception's class
         */
        public Optional<String> failure() {
            return Optional.ofNullable(fault);
        }
    }
}
