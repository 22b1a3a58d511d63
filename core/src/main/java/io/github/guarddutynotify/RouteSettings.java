package io.github.guarddutynotify;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.routing.Attribute;
import io.github.guarddutynotify.routing.Filter;
import io.github.guarddutynotify.routing.Filters;
import io.github.guarddutynotify.routing.Flag;
import io.github.guarddutynotify.routing.Patterns;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.SeverityBound;
import io.github.guarddutynotify.routing.Suppression;
import io.github.guarddutynotify.routing.ValuePattern;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads routes and suppressions; their conditions share one vocabulary: a list means any of, several keys mean all of. */
final class RouteSettings {
    static final String NO_DESTINATION = "names no destination; a route needs at least one";

    private RouteSettings() {}

    /** @param faultOf what is wrong with a destination's name */
    static Route route(Settings settings, String defaultName, Function<String, Optional<String>> faultOf) {
        String name = settings.optionalText("name").orElse(defaultName);
        List<Filter> conditions = conditions(settings);
        if (settings.isSet("except")) {
            Settings except = settings.object("except");
            List<Filter> exceptions = conditions(except);
            if (exceptions.isEmpty() && saysNothing(except, Set.of())) {
                except.problem("", "names no condition; leave it out, or say what the route does not take");
            }
            conditions.add(Filters.not(new Filter.AllOf(exceptions)));
        }
        List<String> to = settings.texts("to", faultOf);
        boolean isLeftOut = !settings.isSet("to") && !settings.isMalformed();
        if (isLeftOut || settings.isEmptyList("to")) {
            settings.problem("to", NO_DESTINATION);
        }
        return new Route(name, all(conditions), to);
    }

    /** Whether nothing but these keys is set; what else is set and gives no condition is a problem already. */
    private static boolean saysNothing(Settings settings, Set<String> besides) {
        return !settings.isMalformed()
                && settings.keys().stream().noneMatch(key -> settings.isSet(key) && !besides.contains(key));
    }

    static Suppression suppression(Settings settings) {
        String name = settings.text("name");
        LocalDate until = settings.parsed(
                        "until", LocalDate::parse, "a date such as 2027-01-31, the last day on which it holds")
                .orElse(null);
        List<Filter> conditions = conditions(settings);
        if (conditions.isEmpty() && saysNothing(settings, Set.of("name", "until", "reason"))) {
            settings.problem("", "suppresses every finding; say which by " + vocabulary());
        }
        return new Suppression(
                name, all(conditions), until, settings.optionalText("reason").orElse(null));
    }

    private static String vocabulary() {
        Stream<String> attributes = Stream.of(Attribute.values()).map(Attribute::key);
        Stream<String> flags = Stream.of(Flag.values()).map(Flag::key);
        return Stream.of(Stream.of("minSeverity", "maxSeverity"), attributes, Stream.of("tags", "where"), flags)
                .flatMap(keys -> keys)
                .collect(Collectors.joining(", "));
    }

    private static Filter all(List<Filter> conditions) {
        return switch (conditions.size()) {
            case 0 -> Filters.any();
            case 1 -> conditions.get(0);
            default -> new Filter.AllOf(conditions);
        };
    }

    private static List<Filter> conditions(Settings settings) {
        List<Filter> conditions = new ArrayList<>();
        Optional<SeverityBound> minimum = bound(settings, "minSeverity");
        Optional<SeverityBound> maximum = bound(settings, "maxSeverity");
        minimum.map(Filter.MinSeverity::new).ifPresent(conditions::add);
        maximum.map(Filter.MaxSeverity::new).ifPresent(conditions::add);
        if (minimum.isPresent() && maximum.isPresent() && minimum.get().isAbove(maximum.get())) {
            settings.problem(
                    "minSeverity", "is above maxSeverity, so no finding has both; lower it, or leave one of them out");
        }
        for (Attribute attribute : Attribute.values()) {
            texts(settings, attribute.key(), text -> Optional.empty())
                    .ifPresent(globs -> conditions.add(Filters.matches(attribute, globs)));
        }
        Settings tags = members(settings, "tags", "a tag's key and its value");
        for (String key : tags.keys()) {
            texts(tags, key, text -> Optional.empty())
                    .ifPresent(globs -> conditions.add(new Filter.Tagged(key, Patterns.globs(globs))));
        }
        Settings where = members(settings, "where", "a pointer such as /service/count and what is there");
        for (String pointer : where.keys()) {
            faultOfPointer(pointer).ifPresent(fault -> where.problem(pointer, fault));
            texts(where, pointer, RouteSettings::faultOfPattern)
                    .ifPresent(patterns -> conditions.add(new Filter.At(pointer, Patterns.parse(patterns))));
        }
        for (Flag flag : Flag.values()) {
            if (settings.isSet(flag.key())) {
                conditions.add(new Filter.Flagged(flag, settings.flag(flag.key(), false)));
            }
        }
        return conditions;
    }

    /** An object whose keys are the configuration's own; one that names nothing is a problem, as an empty list is. */
    private static Settings members(Settings settings, String key, String content) {
        Settings members = settings.object(key);
        if (settings.isSet(key) && saysNothing(members, Set.of())) {
            members.problem("", "names nothing; give it " + content + ", or leave it out");
        }
        return members;
    }

    /** One text or several; a list of none is a problem, because nothing would fit it. */
    private static Optional<List<String>> texts(
            Settings settings, String key, Function<String, Optional<String>> fault) {
        List<String> texts = settings.texts(key, fault);
        if (settings.isEmptyList(key)) {
            settings.problem(key, "is an empty list, which nothing fits; leave it out to accept all");
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }

    private static Optional<String> faultOfPointer(String pointer) {
        if (!pointer.startsWith("/")) {
            return Optional.of("expected a pointer from the finding's top that begins with /, such as /service/count");
        }
        return pointer.startsWith("/detail/")
                ? Optional.of("pointers begin at the finding, within the event's detail; leave out /detail")
                : Optional.empty();
    }

    private static Optional<String> faultOfPattern(String text) {
        try {
            ValuePattern.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of("is \"" + text + "\", expected " + ValuePattern.FORM);
        }
    }

    private static Optional<SeverityBound> bound(Settings settings, String key) {
        return settings.parsed(key, SeverityBound::parse, SeverityBound.FORM);
    }

    /** A band; a number stands for its own. */
    static Optional<Severity> severity(Settings settings, String key) {
        return bound(settings, key).map(SeverityBound::inBand);
    }
}
