package io.github.guarddutynotify;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.routing.Attribute;
import io.github.guarddutynotify.routing.Filter;
import io.github.guarddutynotify.routing.Filters;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.Suppression;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
        if (conditions.isEmpty() && saysNothing(settings, Set.of("name", "until"))) {
            settings.problem("", "suppresses every finding; say which by " + vocabulary());
        }
        return new Suppression(name, all(conditions), until);
    }

    private static String vocabulary() {
        List<String> keys = new ArrayList<>(List.of("minSeverity", "maxSeverity", "sample", "archived"));
        for (Attribute attribute : Attribute.values()) {
            keys.add(attribute.key());
        }
        return String.join(", ", keys);
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
        Optional<Severity> minimum = severity(settings, "minSeverity");
        Optional<Severity> maximum = severity(settings, "maxSeverity");
        minimum.map(Filters::severityAtLeast).ifPresent(conditions::add);
        maximum.map(Filters::severityAtMost).ifPresent(conditions::add);
        if (minimum.isPresent() && maximum.isPresent() && minimum.get().compareTo(maximum.get()) > 0) {
            settings.problem(
                    "minSeverity", "is above maxSeverity, so no finding has both; lower it, or leave one of them out");
        }
        for (Attribute attribute : Attribute.values()) {
            List<String> globs = settings.texts(attribute.key());
            if (!globs.isEmpty()) {
                conditions.add(Filters.matches(attribute, globs));
            } else if (settings.isEmptyList(attribute.key())) {
                settings.problem(attribute.key(), "is an empty list, which nothing fits; leave it out to accept all");
            }
        }
        if (settings.isSet("sample")) {
            conditions.add(Filters.sample(settings.flag("sample", false)));
        }
        if (settings.isSet("archived")) {
            conditions.add(Filters.archived(settings.flag("archived", false)));
        }
        return conditions;
    }

    static Optional<Severity> severity(Settings settings, String key) {
        return settings.parsed(key, RouteSettings::severity, "LOW, MEDIUM, HIGH, CRITICAL or a number from 0 to 10");
    }

    /** A number stands for its band: GuardDuty's numbers are bands with a decimal. */
    private static Severity severity(String text) {
        if (Character.isDigit(text.charAt(0))) {
            double score = Double.parseDouble(text);
            if (score > 10) {
                throw new IllegalArgumentException("above the scale");
            }
            return Severity.of(score);
        }
        Severity severity = Severity.valueOf(text.toUpperCase(Locale.ROOT));
        if (severity == Severity.UNKNOWN) {
            throw new IllegalArgumentException("no bound");
        }
        return severity;
    }
}
