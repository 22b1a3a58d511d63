package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A condition on findings that can print itself and be taken apart.
 *
 * <p>Made by {@link Filters}; immutable and safe for use by many threads. A predicate of the caller's own becomes one by
 * {@link Filters#where}.
 */
public sealed interface Filter extends Predicate<Finding> {

    /** Every finding. */
    record Any() implements Filter {
        @Override
        public boolean test(Finding finding) {
            return true;
        }

        @Override
        public String toString() {
            return "any";
        }
    }

    /**
     * Findings of a severity band or worse; those without a severity too.
     *
     * @param minimum the least band
     */
    record MinSeverity(Severity minimum) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return finding.severity().isAtLeast(minimum);
        }

        @Override
        public String toString() {
            return "minSeverity " + minimum;
        }
    }

    /**
     * Findings of a severity band or less bad; those without a severity too.
     *
     * @param maximum the worst band
     */
    record MaxSeverity(Severity maximum) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return finding.severity().compareTo(maximum) <= 0;
        }

        @Override
        public String toString() {
            return "maxSeverity " + maximum;
        }
    }

    /**
     * Findings of which an attribute fits one of several globs.
     *
     * @param attribute what is held against the globs; a finding without it fits none
     * @param globs at least one
     */
    record Matches(Attribute attribute, List<Glob> globs) implements Filter {
        /**
         * Keeps a copy of the globs.
         *
         * @param attribute what is held against the globs; a finding without it fits none
         * @param globs at least one
         */
        public Matches {
            globs = List.copyOf(globs);
        }

        @Override
        public boolean test(Finding finding) {
            return attribute
                    .of(finding)
                    .filter(text -> globs.stream().anyMatch(glob -> glob.matches(text)))
                    .isPresent();
        }

        @Override
        public String toString() {
            return attribute.key() + " " + joined(globs, ", ");
        }
    }

    /**
     * Sample findings, or real ones.
     *
     * @param wanted true for samples
     */
    record Sample(boolean wanted) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return finding.isSample() == wanted;
        }

        @Override
        public String toString() {
            return "sample " + wanted;
        }
    }

    /**
     * Archived findings, or current ones.
     *
     * @param wanted true for archived ones
     */
    record Archived(boolean wanted) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return finding.isArchived() == wanted;
        }

        @Override
        public String toString() {
            return "archived " + wanted;
        }
    }

    /**
     * Findings that pass every one of several filters.
     *
     * @param filters the filters; without any, every finding passes
     */
    record AllOf(List<Filter> filters) implements Filter {
        /**
         * Keeps a copy of the filters.
         *
         * @param filters the filters; without any, every finding passes
         */
        public AllOf {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean test(Finding finding) {
            return filters.stream().allMatch(filter -> filter.test(finding));
        }

        @Override
        public String toString() {
            return filters.isEmpty() ? "any" : joined(filters, " and ");
        }
    }

    /**
     * Findings that pass at least one of several filters.
     *
     * @param filters the filters; without any, no finding passes
     */
    record AnyOf(List<Filter> filters) implements Filter {
        /**
         * Keeps a copy of the filters.
         *
         * @param filters the filters; without any, no finding passes
         */
        public AnyOf {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean test(Finding finding) {
            return filters.stream().anyMatch(filter -> filter.test(finding));
        }

        @Override
        public String toString() {
            return filters.isEmpty() ? "none" : "any of (" + joined(filters, " | ") + ")";
        }
    }

    /**
     * Findings that do not pass another filter.
     *
     * @param filter the other filter
     */
    record Not(Filter filter) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return !filter.test(finding);
        }

        @Override
        public String toString() {
            return "not (" + filter + ")";
        }
    }

    /**
     * Findings that pass a predicate of the caller's own.
     *
     * @param name what the predicate is called in explanations
     * @param predicate the predicate; safe for use by many threads
     */
    record Where(String name, Predicate<Finding> predicate) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return predicate.test(finding);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String joined(List<?> parts, String by) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(by));
    }
}
