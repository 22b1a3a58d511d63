package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.Router;
import io.github.guarddutynotify.routing.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a notifier together of code and configuration, and gathers everything that is wrong with either. */
final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(FindingNotifier.class);

    private final Problems problems = new Problems();
    private final Destinations destinations;
    private final List<Route> routes = new ArrayList<>();
    private final List<Suppression> suppressions = new ArrayList<>();
    private final NotificationComposer.Builder composer = NotificationComposer.builder();
    private Optional<Duration> repeatAfter = Optional.empty();

    Assembly(List<NotificationChannel> given) {
        this.destinations = new Destinations(new Channels(given, problems), problems);
    }

    void read(NotifierConfig document) {
        Settings settings = document.settings(problems);
        destinations.read(document, settings.object("destinations"));
        List<Settings> listed = settings.objects("routes");
        for (int i = 0; i < listed.size(); i++) {
            routes.add(RouteSettings.route(listed.get(i), "routes[" + i + "]", destinations::faultOf));
        }
        settings.objects("suppress").forEach(entry -> suppressions.add(RouteSettings.suppression(entry)));
        NotificationSettings.apply(settings.object("notification"), composer);
        repeatAfter = settings.duration("repeatAfter");
        settings.optionalText("$schema");
        settings.reportUnread();
    }

    /** The destinations, of code and of the document. */
    Destinations destinations() {
        return destinations;
    }

    /** After what time an update is told again whose severity did not rise. */
    Optional<Duration> repeatAfter() {
        return repeatAfter;
    }

    /** The composer that the configuration describes. */
    NotificationComposer composer(InstantSource clock) {
        return composer.clock(clock).build();
    }

    void route(Route route) {
        String path = "route \"" + route.name() + "\"";
        if (route.destinations().isEmpty()) {
            problems.add(path, RouteSettings.NO_DESTINATION);
        }
        route.destinations().forEach(name -> destinations.faultOf(name).ifPresent(fault -> problems.add(path, fault)));
        routes.add(route);
    }

    void suppress(Suppression suppression) {
        suppressions.add(suppression);
    }

    /**
     * @param canHold whether there is a store for what is told later
     * @param now the time by which suppressions run out
     */
    void finish(boolean canHold, Instant now) {
        destinations.check(canHold);
        if (routes.isEmpty()) {
            problems.addUnlessWrong(
                    "routes", "there is none, so nothing would ever be told; { \"to\": [ … ] } takes every finding");
        }
        try {
            problems.throwIfAny();
        } catch (ConfigException wrong) {
            destinations.closeAfter(wrong);
            throw wrong;
        }
        warnOfUnused();
        warnOfWhatRanOut(now);
        problems.warnings().forEach(warning -> LOG.warn("notifier config: {}", warning));
    }

    /** What is no problem and yet not as it should be. */
    List<Problem> warnings() {
        return problems.warnings();
    }

    private void warnOfUnused() {
        Set<String> unused = destinations.names();
        routes.forEach(route -> unused.removeAll(route.destinations()));
        if (!unused.isEmpty()) {
            problems.warn(
                    "routes", "none names these destinations, so they are told nothing: " + String.join(", ", unused));
        }
    }

    private void warnOfWhatRanOut(Instant now) {
        for (Suppression suppression : suppressions) {
            if (suppression.hasRunOut(now)) {
                problems.warn(
                        "suppress \"" + suppression.name() + "\"",
                        "ran out on " + suppression.until()
                                + " and keeps nothing back any more; remove it, or give it a" + " later day");
            }
        }
    }

    Router router() {
        return new Router(routes, suppressions);
    }
}
