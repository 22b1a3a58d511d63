package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Suggestion;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kinds of channel there are: those given in code, and those on the class path, looked for when first needed. */
final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(FindingNotifier.class);

    private final Problems problems;
    private final Map<String, NotificationChannel> byName = new TreeMap<>();
    private final Set<String> given = new HashSet<>();
    private final Set<String> broken = new LinkedHashSet<>();
    private boolean loaded;

    Channels(List<NotificationChannel> fromCode, Problems problems) {
        this.problems = problems;
        fromCode.forEach(channel -> add(channel, "(code)"));
        given.addAll(byName.keySet());
    }

    /** The channel of a name; that there is none becomes a problem at the path. */
    Optional<NotificationChannel> named(String name, String path) {
        if (name.isEmpty()) {
            return Optional.empty(); // a problem already
        }
        if (!byName.containsKey(name) && !loaded) {
            loaded = true;
            load();
        }
        NotificationChannel channel = byName.get(name);
        if (channel == null) {
            problems.add(
                    path,
                    "no channel named \"" + name + "\"" + Suggestion.after(name, byName.keySet())
                            + "; on the class path: "
                            + (byName.isEmpty()
                                    ? "none (add an artifact such as guardduty-notify-channel-slack)"
                                    : String.join(", ", byName.keySet()))
                            + (broken.isEmpty() ? "" : "; could not be loaded: " + String.join(", ", broken)));
        }
        return Optional.ofNullable(channel);
    }

    /** A provider that can't be loaded is named where one is missed, and costs the others nothing. */
    private void load() {
        Iterator<NotificationChannel> providers =
                ServiceLoader.load(NotificationChannel.class).iterator();
        boolean more = true;
        while (more) {
            try {
                more = providers.hasNext();
                if (more) {
                    addUnlessGiven(providers.next());
                }
            } catch (ServiceConfigurationError | LinkageError unloadable) {
                LOG.warn("a channel on the class path could not be loaded: {}", unloadable.toString());
                more = broken.add(unloadable.toString()); // the same again: the loader does not get past it
            }
        }
    }

    private void addUnlessGiven(NotificationChannel channel) {
        if (!given.contains(channel.name())) {
            add(channel, "(class path)");
        }
    }

    private void add(NotificationChannel channel, String place) {
        NotificationChannel other = byName.putIfAbsent(channel.name(), channel);
        if (other != null && other != channel) {
            problems.add(
                    place,
                    "two channels are named \"" + channel.name() + "\": "
                            + other.getClass().getName() + " and "
                            + channel.getClass().getName() + "; leave one of them out");
        }
    }
}
