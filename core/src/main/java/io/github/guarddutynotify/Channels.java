package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.Problems;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of channel there are: those given in code, and those on the class path, looked for when first needed. */
final class Channels {
    private final Problems problems;
    private final Map<String, NotificationChannel> byName = new TreeMap<>();
    private boolean loaded;

    Channels(List<NotificationChannel> given, Problems problems) {
        this.problems = problems;
        given.forEach(channel -> byName.put(channel.name(), channel));
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
                    "no channel named \"" + name + "\"; on the class path: "
                            + (byName.isEmpty()
                                    ? "none (add an artifact such as guardduty-notify-channel-slack)"
                                    : String.join(", ", byName.keySet())));
        }
        return Optional.ofNullable(channel);
    }

    /** A provider that can't be loaded is named and costs the others nothing. */
    private void load() {
        Iterator<NotificationChannel> providers =
                ServiceLoader.load(NotificationChannel.class).iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                add(providers.next());
            } catch (ServiceConfigurationError broken) {
                problems.add("(class path)", "a channel can't be loaded: " + broken.getMessage());
            }
        }
    }

    private void add(NotificationChannel channel) {
        NotificationChannel other = byName.putIfAbsent(channel.name(), channel);
        if (other != null && other.getClass() != channel.getClass()) {
            problems.add(
                    "(class path)",
                    "two channels are named \"" + channel.name() + "\": "
                            + other.getClass().getName() + " and "
                            + channel.getClass().getName() + "; leave one of them out");
        }
    }
}
