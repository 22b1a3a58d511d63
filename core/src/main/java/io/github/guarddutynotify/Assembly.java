package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.delivery.OpenDestination;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.Router;
import io.github.guarddutynotify.routing.Suppression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a notifier together of code and configuration, and gathers everything that is wrong with either. */
final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(FindingNotifier.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Duration INSTANCE_TIMEOUT = Duration.ofSeconds(10);

    private final Problems problems = new Problems();
    private final Channels channels;
    private final Map<String, OpenDestination> destinations = new LinkedHashMap<>();
    private final Set<String> defined = new TreeSet<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Suppression> suppressions = new ArrayList<>();

    Assembly(List<NotificationChannel> extra, Map<String, DestinationSpec> specs, Map<String, Destination> instances) {
        this.channels = new Channels(extra, problems);
        instances.forEach((name, instance) -> {
            if (define(name)) {
                destinations.put(name, new OpenDestination(name, INSTANCE_TIMEOUT, instance, () -> instance));
            }
        });
        specs.forEach((name, spec) -> {
            if (define(name)) {
                open(name, () -> spec.named(name, problems));
            }
        });
    }

    void read(NotifierConfig document) {
        Settings settings = document.settings(problems);
        Settings named = settings.object("destinations");
        for (String name : named.keys()) {
            Settings destination = named.object(name);
            if (define(name)) {
                DestinationConfig config = new DestinationConfig(name, destination);
                open(name, () -> config);
            }
        }
        List<Settings> listed = settings.objects("routes");
        for (int i = 0; i < listed.size(); i++) {
            Route route = RouteSettings.route(listed.get(i), "routes[" + i + "]");
            checkDestinations("routes[" + i + "].to", route.destinations(), true);
            routes.add(route);
        }
        settings.objects("suppress").forEach(entry -> suppressions.add(RouteSettings.suppression(entry)));
        settings.optionalText("$schema");
        settings.reportUnread();
    }

    void route(List<Route> fromCode, List<Suppression> suppressionsFromCode) {
        fromCode.forEach(route -> checkDestinations("route \"" + route.name() + "\"", route.destinations(), false));
        routes.addAll(fromCode);
        suppressions.addAll(suppressionsFromCode);
    }

    void finish() {
        if (defined.isEmpty()) {
            problems.add("destinations", "there is none; a notifier needs at least one");
        }
        if (routes.isEmpty()) {
            problems.add(
                    "routes", "there is none, so nothing would ever be told; { \"to\": [ … ] } takes every finding");
        }
        try {
            problems.throwIfAny();
        } catch (ConfigException wrong) {
            destinations.values().forEach(OpenDestination::close);
            throw wrong;
        }
        warnOfUnused();
    }

    private void warnOfUnused() {
        Set<String> unused = new TreeSet<>(defined);
        routes.forEach(route -> unused.removeAll(route.destinations()));
        if (!unused.isEmpty()) {
            LOG.warn("no route names these destinations, so they will not be told anything: {}", unused);
        }
    }

    Map<String, OpenDestination> destinations() {
        return Collections.unmodifiableMap(destinations);
    }

    Router router() {
        return new Router(routes, suppressions);
    }

    private boolean define(String name) {
        String path = "destinations." + name;
        if (!NAME.matcher(name).matches()) {
            problems.add(path, "a destination's name is up to 64 letters, digits, dots, dashes and underscores");
        }
        if (!defined.add(name)) {
            problems.add(path, "is defined twice, in code and in the configuration");
            return false;
        }
        return true;
    }

    private void open(String name, Supplier<DestinationConfig> settings) {
        DestinationConfig config = settings.get();
        Optional<NotificationChannel> channel = channels.named(config.channel(), "destinations." + name + ".channel");
        Optional<Destination> opened = channel.flatMap(found -> opened(found, config));
        if (channel.isPresent() && opened.isPresent()) {
            config.settings().reportUnread();
            Supplier<Destination> opener = () -> channel.get().open(settings.get());
            destinations.put(name, new OpenDestination(name, config.timeout(), opened.get(), opener));
        } else {
            config.settings().skipUnread();
        }
    }

    private Optional<Destination> opened(NotificationChannel channel, DestinationConfig config) {
        int before = problems.all().size();
        try {
            return Optional.of(channel.open(config));
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> problems.add(problem.path(), problem.message()));
        } catch (RuntimeException | LinkageError bug) {
            boolean isConsequence = problems.all().size() > before;
            if (!isConsequence) {
                problems.add(
                        "destinations." + config.name(),
                        "the channel " + config.channel() + " could not open it: it threw "
                                + bug.getClass().getName() + ", which is a bug of the channel or a library it lacks");
            }
        }
        return Optional.empty();
    }

    private void checkDestinations(String path, List<String> names, boolean indexed) {
        for (int i = 0; i < names.size(); i++) {
            if (!defined.contains(names.get(i))) {
                problems.add(
                        indexed ? path + "[" + i + "]" : path,
                        "no destination named \"" + names.get(i) + "\"; defined: "
                                + (defined.isEmpty() ? "none" : String.join(", ", defined)));
            }
        }
    }
}
