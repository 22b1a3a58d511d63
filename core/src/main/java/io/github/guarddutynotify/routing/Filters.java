package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The vocabulary of filters, for a static import; the words are those of a configuration's routes. */
public final class Filters {
    private Filters() {}

    /**
     * Every finding.
     *
     * @return the filter
     */
    public static Filter any() {
        return new Filter.Any();
    }

    /**
     * Findings of a severity band or worse; those without a severity too.
     *
     * @param minimum the least band
     * @return the filter
     */
    public static Filter severityAtLeast(Severity minimum) {
        return new Filter.MinSeverity(minimum);
    }

    /**
     * Findings of a severity band or less bad; those without a severity too.
     *
     * @param maximum the worst band
     * @return the filter
     */
    public static Filter severityAtMost(Severity maximum) {
        return new Filter.MaxSeverity(maximum);
    }

    /**
     * Findings of which an attribute fits one of several globs.
     *
     * @param attribute the attribute
     * @param globs texts in which {@code *} stands for anything; their case does not count
     * @return the filter
     * @throws IllegalArgumentException without any glob
     */
    public static Filter matches(Attribute attribute, List<String> globs) {
        if (globs.isEmpty()) {
            throw new IllegalArgumentException(
                    attribute.key() + " need at least one glob; leave the filter out to accept all");
        }
        return new Filter.Matches(attribute, globs.stream().map(Glob::new).toList());
    }

    /**
     * Findings of certain types.
     *
     * @param globs such as {@code Recon:EC2/*}; at least one
     * @return the filter
     */
    public static Filter types(String... globs) {
        return matches(Attribute.TYPE, List.of(globs));
    }

    /**
     * Findings of certain kinds of events, by their detail-type; {@code GuardDuty Finding} is all that are findings in the
     * narrow sense.
     *
     * @param globs such as {@code GuardDuty Malware Protection *}; at least one
     * @return the filter
     */
    public static Filter events(String... globs) {
        return matches(Attribute.EVENT, List.of(globs));
    }

    /**
     * Findings of certain categories.
     *
     * @param globs such as {@code Command and control}; at least one
     * @return the filter
     */
    public static Filter categories(String... globs) {
        return matches(Attribute.CATEGORY, List.of(globs));
    }

    /**
     * Findings of certain accounts.
     *
     * @param globs account ids; at least one
     * @return the filter
     */
    public static Filter accounts(String... globs) {
        return matches(Attribute.ACCOUNT, List.of(globs));
    }

    /**
     * Findings of certain regions.
     *
     * @param globs such as {@code us-gov-*}; at least one
     * @return the filter
     */
    public static Filter regions(String... globs) {
        return matches(Attribute.REGION, List.of(globs));
    }

    /**
     * Sample findings, or real ones.
     *
     * @param wanted true for samples
     * @return the filter
     */
    public static Filter sample(boolean wanted) {
        return new Filter.Sample(wanted);
    }

    /**
     * Archived findings, or current ones.
     *
     * @param wanted true for archived ones
     * @return the filter
     */
    public static Filter archived(boolean wanted) {
        return new Filter.Archived(wanted);
    }

    /**
     * Findings that pass all of several filters.
     *
     * @param filters the filters; without any, every finding passes
     * @return the filter
     */
    public static Filter allOf(Filter... filters) {
        return new Filter.AllOf(Stream.of(filters).toList());
    }

    /**
     * Findings that pass at least one of several filters.
     *
     * @param filters the filters; without any, no finding passes
     * @return the filter
     */
    public static Filter anyOf(Filter... filters) {
        return new Filter.AnyOf(Stream.of(filters).toList());
    }

    /**
     * Findings that do not pass a filter.
     *
     * @param filter the filter
     * @return the filter
     */
    public static Filter not(Filter filter) {
        return new Filter.Not(filter);
    }

    /**
     * Findings that pass a predicate of your own.
     *
     * @param name what it is called in explanations
     * @param predicate the predicate; safe for use by many threads
     * @return the filter
     */
    public static Filter where(String name, Predicate<Finding> predicate) {
        return new Filter.Where(name, predicate);
    }
}
