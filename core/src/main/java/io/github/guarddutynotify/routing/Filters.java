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
        return new Filter.MinSeverity(SeverityBound.of(minimum));
    }

    /**
     * Findings of a severity of at least a number; those without a severity too.
     *
     * @param score GuardDuty's number, from 0 to 10
     * @return the filter
     * @throws IllegalArgumentException for a number that is off this scale
     */
    public static Filter severityAtLeast(double score) {
        return new Filter.MinSeverity(SeverityBound.of(score));
    }

    /**
     * Findings of a severity band or less bad; those without a severity too.
     *
     * @param maximum the worst band
     * @return the filter
     */
    public static Filter severityAtMost(Severity maximum) {
        return new Filter.MaxSeverity(SeverityBound.of(maximum));
    }

    /**
     * Findings of a severity of at most a number; those without a severity too.
     *
     * @param score GuardDuty's number, from 0 to 10
     * @return the filter
     * @throws IllegalArgumentException for a number that is off this scale
     */
    public static Filter severityAtMost(double score) {
        return new Filter.MaxSeverity(SeverityBound.of(score));
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
        return new Filter.Matches(attribute, Patterns.globs(globs));
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
     * Findings of certain threat purposes.
     *
     * @param globs such as {@code Backdoor}; at least one
     * @return the filter
     */
    public static Filter purposes(String... globs) {
        return matches(Attribute.PURPOSE, List.of(globs));
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
     * Findings of certain kinds of resource.
     *
     * @param globs such as {@code Instance}; at least one
     * @return the filter
     */
    public static Filter resourceTypes(String... globs) {
        return matches(Attribute.RESOURCE_TYPE, List.of(globs));
    }

    /**
     * Findings that affect certain resources.
     *
     * @param globs ids, ARNs or names, such as {@code i-0123456789abcdef0} or {@code arn:aws:s3:::prod-*}; at least one
     * @return the filter
     */
    public static Filter resources(String... globs) {
        return matches(Attribute.RESOURCE, List.of(globs));
    }

    /**
     * Findings that affect something with a tag.
     *
     * @param key the tag's key, in any case
     * @param globs what its value fits, such as {@code prod*}; at least one
     * @return the filter
     */
    public static Filter tag(String key, String... globs) {
        return new Filter.Tagged(key, Patterns.globs(List.of(globs)));
    }

    /**
     * Sample findings, or real ones.
     *
     * @param wanted true for samples
     * @return the filter
     */
    public static Filter sample(boolean wanted) {
        return new Filter.Flagged(Flag.SAMPLE, wanted);
    }

    /**
     * Archived findings, or current ones.
     *
     * @param wanted true for archived ones
     * @return the filter
     */
    public static Filter archived(boolean wanted) {
        return new Filter.Flagged(Flag.ARCHIVED, wanted);
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
     * Findings that have a value of a certain look at a place of their document.
     *
     * @param pointer leads to the values from the finding's top, such as {@code
     *     /service/action/networkConnectionAction/remoteIpDetails/ipAddressV4}; {@code *} stands for any element or member
     * @param patterns what one of the values fits; {@link ValuePattern#parse} has the forms; at least one
     * @return the filter
     * @throws IllegalArgumentException if the pointer does not begin with {@code /}, without a pattern, or if a pattern is
     *     malformed
     */
    public static Filter where(String pointer, String... patterns) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException("a pointer begins with /, such as /service/count");
        }
        return new Filter.At(pointer, Patterns.parse(List.of(patterns)));
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

    static Filter of(Predicate<? super Finding> predicate) {
        return predicate instanceof Filter filter ? filter : new Filter.Where("a predicate of your own", predicate);
    }
}
