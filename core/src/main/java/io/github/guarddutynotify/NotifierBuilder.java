package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.InMemoryLedger;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.routing.Filter;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.Suppression;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says how a notifier is to be; for use by one thread. */
public final class NotifierBuilder {
    private final List<NotificationChannel> channels = new ArrayList<>();
    private final List<Consumer<Destinations>> destinations = new ArrayList<>();
    private final List<Consumer<Destinations>> adaptations = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Suppression> suppressions = new ArrayList<>();
    final List<Consumer<DeliveryReport>> observers = new ArrayList<>();

    @Nullable
    NotifierConfig config;

    @Nullable
    DeliveryLedger ledger;

    @Nullable
    ExecutorService executor;

    @Nullable
    Function<Finding, Notification> composer;

    @Nullable
    Duration repeatAfter;

    RetryPolicy retry = RetryPolicy.standard();
    InstantSource clock = InstantSource.system();

    NotifierBuilder() {}

    /**
     * Takes destinations, routes and suppressions from a configuration; those given in code are added to them.
     *
     * @param document the configuration
     * @return this
     */
    public NotifierBuilder config(NotifierConfig document) {
        this.config = document;
        return this;
    }

    /**
     * Adds a channel that {@code ServiceLoader} does not find.
     *
     * @param channel the channel
     * @return this
     */
    public NotifierBuilder channel(NotificationChannel channel) {
        channels.add(channel);
        return this;
    }

    /**
     * Adds a destination of a channel.
     *
     * @param name its name, for routes and reports
     * @param spec the channel and its settings
     * @return this
     */
    public NotifierBuilder destination(String name, DestinationSpec spec) {
        destinations.add(all -> all.add(name, spec));
        return this;
    }

    /**
     * Adds a destination of your own that is open already. It has ten seconds for an attempt, is closed with the
     * notifier or when that can't be built, and can't be opened again if it hangs.
     *
     * @param name its name, for routes and reports
     * @param destination the destination
     * @return this
     */
    public NotifierBuilder destination(String name, Destination destination) {
        destinations.add(all -> all.add(name, destination));
        return this;
    }

    /**
     * Adds a route that is called by its filter.
     *
     * @param filter which findings it takes
     * @param to where they go, by name
     * @return this
     */
    public NotifierBuilder route(Filter filter, String... to) {
        return route(new Route(filter.toString(), filter, List.of(to)));
    }

    /**
     * Adds a route.
     *
     * @param route the route
     * @return this
     */
    public NotifierBuilder route(Route route) {
        routes.add(route);
        return this;
    }

    /**
     * Adds a suppression.
     *
     * @param suppression the suppression
     * @return this
     */
    public NotifierBuilder suppress(Suppression suppression) {
        suppressions.add(suppression);
        return this;
    }

    /**
     * Sets what is said of a finding; default a {@link NotificationComposer} as the configuration's {@code
     * notification} says. One that is set here is not told of that.
     *
     * @param words gives the notification; safe for use by many threads
     * @return this
     */
    public NotifierBuilder composer(Function<Finding, Notification> words) {
        this.composer = words;
        return this;
    }

    /**
     * Changes what one destination is told, wherever that is defined, before its {@code prefix} and {@code fields}
     * apply; several for one destination apply in their order.
     *
     * @param destination the destination's name
     * @param words gives the notification as this destination tells it, such as {@code n ->
     *     n.toBuilder().title("Page: " + n.title()).build()}; safe for use by many threads. What it throws is logged,
     *     and the notification goes out unchanged
     * @return this
     */
    public NotifierBuilder adapt(String destination, Function<Notification, Notification> words) {
        adaptations.add(all -> all.adapt(destination, words));
        return this;
    }

    /**
     * Sets what remembers who was told what; default an {@link InMemoryLedger}. It is closed with the notifier.
     *
     * @param memory the ledger
     * @return this
     */
    public NotifierBuilder ledger(DeliveryLedger memory) {
        this.ledger = memory;
        return this;
    }

    /**
     * Sets how deferred deliveries are attempted again; default {@link RetryPolicy#standard()}.
     *
     * @param policy the policy
     * @return this
     */
    public NotifierBuilder retry(RetryPolicy policy) {
        this.retry = policy;
        return this;
    }

    /**
     * Tells an update whose severity did not rise once this time has passed since the destination was last told;
     * {@code repeatAfter} in a configuration, which this overrides; default never. The ledger must remember that
     * long, so it is for one that is {@linkplain DeliveryLedger#isDurable() durable}, or a process that runs on.
     *
     * @param interval the time, more than zero
     * @return this
     */
    public NotifierBuilder repeatAfter(Duration interval) {
        this.repeatAfter = interval;
        return this;
    }

    /**
     * Sets what runs attempts, one a thread, such as virtual threads on Java 21; default daemon threads of the
     * notifier's own. It is not closed with the notifier.
     *
     * @param runner the executor; with fewer threads than destinations, some wait for others
     * @return this
     */
    public NotifierBuilder executor(ExecutorService runner) {
        this.executor = runner;
        return this;
    }

    /**
     * Sets what tells the time; default the system's clock.
     *
     * @param source the clock
     * @return this
     */
    public NotifierBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /**
     * Adds an observer of every report, for metrics or an audit log.
     *
     * @param observer is called in the thread of {@code process} before it returns; what it throws is logged
     * @return this
     */
    public NotifierBuilder onReport(Consumer<DeliveryReport> observer) {
        observers.add(observer);
        return this;
    }

    /**
     * Opens every destination, without touching the network, and builds the notifier.
     *
     * @return the notifier
     * @throws ConfigException with everything that is wrong, in the configuration and in code
     */
    public FindingNotifier build() {
        Assembly assembly = new Assembly(channels);
        adaptations.forEach(adaptation -> adaptation.accept(assembly.destinations()));
        destinations.forEach(destination -> destination.accept(assembly.destinations()));
        if (config != null) {
            assembly.read(config);
        }
        routes.forEach(assembly::route);
        suppressions.forEach(assembly::suppress);
        assembly.finish(ledger != null && ledger.held().isPresent(), clock.instant());
        return new FindingNotifier(this, assembly);
    }
}
