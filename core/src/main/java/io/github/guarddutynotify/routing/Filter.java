package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.AffectedNames;
import io.github.guarddutynotify.finding.Finding;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A condition on findings that can print itself, be taken apart and be put together with others.
 *
 * <p>Made by {@link Filters}; immutable and safe for use by many threads. A predicate of the caller's own becomes one by
 * {@link Filters#where(String, Predicate)}.
 */
public sealed interface Filter extends Predicate<Finding> {

    /**
     * What a finding has where the filter looks, to explain a decision.
     *
     * @param finding the finding
     * @return the values; untrusted, as everything from a finding; none where the finding has none or the filter has
     *     {@link #parts()} instead
     */
    default List<String> found(Finding finding) {
        return List.of();
    }

    /**
     * The filters that this one is put together of.
     *
     * @return the parts; none for a single condition
     */
    default List<Filter> parts() {
        return List.of();
    }

    /** Findings that pass this and another filter. */
    @Override
    default Filter and(Predicate<? super Finding> other) {
        return new AllOf(List.of(this, Filters.of(other)));
    }

    /** Findings that pass this or another filter. */
    @Override
    default Filter or(Predicate<? super Finding> other) {
        return new AnyOf(List.of(this, Filters.of(other)));
    }

    /** Findings that do not pass this filter. */
    @Override
    default Filter negate() {
        return new Not(this);
    }

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
     * Findings of a severity or worse; those without a severity too.
     *
     * @param minimum the least severity
     */
    record MinSeverity(SeverityBound minimum) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return minimum.isReachedBy(finding);
        }

        @Override
        public List<String> found(Finding finding) {
            return SeverityBound.found(finding);
        }

        @Override
        public String toString() {
            return "minSeverity " + minimum;
        }
    }

    /**
     * Findings of a severity or less bad; those without a severity too.
     *
     * @param maximum the worst severity
     */
    record MaxSeverity(SeverityBound maximum) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return maximum.isNotPassedBy(finding);
        }

        @Override
        public List<String> found(Finding finding) {
            return SeverityBound.found(finding);
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
     * @param globs the globs
     */
    record Matches(Attribute attribute, Patterns globs) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return globs.matchAny(attribute.of(finding));
        }

        @Override
        public List<String> found(Finding finding) {
            return attribute.of(finding);
        }

        @Override
        public String toString() {
            return attribute.key() + " " + globs;
        }
    }

    /**
     * Findings that affect something with a tag.
     *
     * @param key the tag's key, in any case
     * @param globs what its value fits; a finding without the tag fits none
     */
    record Tagged(String key, Patterns globs) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return globs.matchAny(found(finding));
        }

        @Override
        public List<String> found(Finding finding) {
            return AffectedNames.tagged(finding, key);
        }

        @Override
        public String toString() {
            return "tag " + key + " " + globs;
        }
    }

    /**
     * Findings that have a value of a certain look at a place of their document.
     *
     * @param pointer leads to the values; see {@link Finding#texts(String)}
     * @param patterns of which one of the values must fit one
     */
    record At(String pointer, Patterns patterns) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return patterns.matchAny(found(finding));
        }

        @Override
        public List<String> found(Finding finding) {
            return finding.texts(pointer);
        }

        @Override
        public String toString() {
            return pointer + " " + patterns;
        }
    }

    /**
     * Findings of which something is true, or not.
     *
     * @param flag what
     * @param wanted whether it is to be true
     */
    record Flagged(Flag flag, boolean wanted) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return flag.of(finding) == wanted;
        }

        @Override
        public List<String> found(Finding finding) {
            return List.of(String.valueOf(flag.of(finding)));
        }

        @Override
        public String toString() {
            return flag.key() + " " + wanted;
        }
    }

    /**
     * Findings that pass every one of several filters.
     *
     * @param parts the filters; without any, every finding passes
     */
    record AllOf(List<Filter> parts) implements Filter {
        /**
         * Keeps a copy of the filters.
         *
         * @param parts the filters; without any, every finding passes
         */
        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(Finding finding) {
            return parts.stream().allMatch(filter -> filter.test(finding));
        }

        @Override
        public String toString() {
            return parts.isEmpty() ? "any" : joined(parts, " and ");
        }
    }

    /**
     * Findings that pass at least one of several filters.
     *
     * @param parts the filters; without any, no finding passes
     */
    record AnyOf(List<Filter> parts) implements Filter {
        /**
         * Keeps a copy of the filters.
         *
         * @param parts the filters; without any, no finding passes
         */
        public AnyOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(Finding finding) {
            return parts.stream().anyMatch(filter -> filter.test(finding));
        }

        @Override
        public String toString() {
            return parts.isEmpty() ? "none" : "any of (" + joined(parts, " | ") + ")";
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
        public List<Filter> parts() {
            return List.of(filter);
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
    record Where(String name, Predicate<? super Finding> predicate) implements Filter {
        @Override
        public boolean test(Finding finding) {
            return predicate.test(finding);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String joined(List<Filter> parts, String by) {
        return parts.stream().map(Filter::toString).collect(Collectors.joining(by));
    }
}
