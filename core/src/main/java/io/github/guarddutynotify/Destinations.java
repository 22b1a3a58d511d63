package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.SendingLimits;
import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.config.Suggestion;
import io.github.guarddutynotify.delivery.DestinationRules;
import io.github.guarddutynotify.delivery.Holding;
import io.github.guarddutynotify.delivery.OpenDestination;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Tailoring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Opens the destinations of a notifier, of code and of a document, and gathers what is wrong with them. */
final class Destinations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Duration INSTANCE_TIMEOUT = Duration.ofSeconds(10);

    private static final String NO_STORE =
            "what waits must outlive the process, but this notifier's ledger keeps nothing; give it one that does, such as"
                    + " that of guardduty-notify-ledger-dynamodb, or leave this out";

    private final Channels channels;
    private final Problems problems;
    private final Map<String, OpenDestination> usable = new LinkedHashMap<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private final List<OpenDestination> opened = new ArrayList<>();
    private final Set<String> defined = new TreeSet<>();
    private final Map<String, Function<Notification, Notification>> adaptations = new LinkedHashMap<>();
    private final List<String> holders = new ArrayList<>();

    Destinations(Channels channels, Problems problems) {
        this.channels = channels;
        this.problems = problems;
    }

    /** Says how the messages to a destination are changed; to be called before it is added. */
    void adapt(String name, Function<Notification, Notification> words) {
        adaptations.merge(name, words, Function::andThen);
    }

    void add(String name, Destination instance) {
        DestinationRules rules =
                new DestinationRules(INSTANCE_TIMEOUT, SendingLimits.none(), Holding.nothing(), adaptation(name));
        OpenDestination destination = new OpenDestination(name, rules, instance);
        opened.add(destination);
        if (define(name)) {
            usable.put(name, destination);
        }
    }

    void add(String name, DestinationSpec spec) {
        if (define(name)) {
            open(name, gathered -> spec.settings(name, gathered), spec::forgetSecrets);
        }
    }

    void read(NotifierConfig document, Settings named) {
        for (String name : named.keys()) {
            if (define(name)) {
                open(
                        name,
                        gathered -> document.settings(gathered)
                                .object("destinations")
                                .object(name),
                        document::forgetSecrets);
            }
        }
        named.skipUnread(); // what is unknown in a destination was reported when that was opened
    }

    /** @param canHold whether there is a store for what is told later */
    void check(boolean canHold) {
        if (!canHold) {
            holders.forEach(path -> problems.add(path, NO_STORE));
        }
        adaptations
                .keySet()
                .forEach(name -> faultOf(name).ifPresent(fault -> problems.add("adapt(\"" + name + "\", …)", fault)));
        if (defined.isEmpty()) {
            problems.addUnlessWrong("destinations", "there is none; a notifier needs at least one");
        }
    }

    /** Closes what was opened in vain. */
    void closeAfter(ConfigException wrong) {
        opened.forEach(destination -> closeAfter(wrong, destination));
    }

    private static void closeAfter(ConfigException wrong, OpenDestination destination) {
        try {
            destination.close();
        } catch (RuntimeException failed) {
            wrong.addSuppressed(failed);
        }
    }

    /** Those that can be told, by name. */
    Map<String, OpenDestination> usable() {
        return Collections.unmodifiableMap(usable);
    }

    /** The names of all that are defined, in a set of the caller's. */
    Set<String> names() {
        return new TreeSet<>(defined);
    }

    /** The channel of each destination that is of one. */
    Map<String, String> kinds() {
        return Collections.unmodifiableMap(kinds);
    }

    private boolean define(String name) {
        String path = "destinations." + name;
        if (!NAME.matcher(name).matches()) {
            problems.add(path, "a destination's name is up to 64 letters, digits, dots, dashes and underscores");
        }
        if (!defined.add(name)) {
            problems.add(path, "is defined twice; give each destination a name of its own");
            return false;
        }
        return true;
    }

    /**
     * @param settings reads the destination's settings anew, problems going where it is told
     * @param forget has resolvers forget the secrets that they keep, before a reading anew
     */
    private void open(String name, Function<Problems, Settings> settings, Runnable forget) {
        Settings read = settings.apply(problems);
        Holding holding = HoldingSettings.of(read);
        Tailoring tailoring = TailoringSettings.of(read);
        DestinationConfig config = new DestinationConfig(name, read);
        Optional<NotificationChannel> channel = channels.named(config.channel(), "destinations." + name + ".channel");
        Optional<Destination> first = channel.flatMap(found -> first(found, config));
        if (channel.isPresent() && first.isPresent()) {
            config.settings().reportUnread();
            DestinationRules rules = new DestinationRules(
                    config.timeout(),
                    config.limits(channel.get().limits()),
                    holding,
                    adaptation(name).andThen(tailoring));
            Supplier<Destination> opener = () -> {
                forget.run();
                return again(name, channel.get(), settings);
            };
            OpenDestination destination = new OpenDestination(name, rules, first.get(), opener);
            opened.add(destination);
            usable.put(name, destination);
            kinds.put(name, config.channel());
        }
        if (holding.digest() != null) {
            holders.add("destinations." + name + "." + HoldingSettings.DIGEST);
        }
        if (holding.quiet() != null) {
            holders.add("destinations." + name + "." + HoldingSettings.QUIET);
        }
    }

    /** Later the environment, a certificate file or a vault may say something else, and that may be wrong. */
    private static Destination again(String name, NotificationChannel channel, Function<Problems, Settings> settings) {
        Problems found = new Problems();
        Destination destination = channel.open(new DestinationConfig(name, settings.apply(found)));
        try {
            found.throwIfAny();
        } catch (ConfigException wrong) {
            destination.close();
            throw wrong;
        }
        return destination;
    }

    private Function<Notification, Notification> adaptation(String name) {
        return adaptations.getOrDefault(name, Function.identity());
    }

    private Optional<Destination> first(NotificationChannel channel, DestinationConfig config) {
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

    /** What is wrong with a destination's name in a route. */
    Optional<String> faultOf(String name) {
        return defined.contains(name) ? Optional.empty() : Optional.of(unknown(name, defined));
    }

    /** That a name is no destination's, with the one that was meant and those that there are. */
    static String unknown(String name, Collection<String> defined) {
        return "no destination named \"" + name + "\"" + Suggestion.after(name, defined) + "; defined: "
                + (defined.isEmpty() ? "none" : String.join(", ", defined));
    }
}
