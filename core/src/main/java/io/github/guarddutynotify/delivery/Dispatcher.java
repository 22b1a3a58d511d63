package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Gives a notification to several destinations at once, each on its own: one that fails, hangs or throws costs the others
 * nothing, and the whole is over by the deadline.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Dispatcher {
    private final DeliveryLedger ledger;
    private final RetryPolicy retry;
    private final Executor executor;
    private final InstantSource clock;
    private final Waiting waiting;
    private final UpdateRule updates;

    /**
     * Makes a dispatcher.
     *
     * @param ledger remembers what was told
     * @param retry how deferred deliveries are attempted again
     * @param executor runs one attempt a thread; should not have fewer threads than destinations
     * @param clock tells when a call begins; how time passes within one is the JVM's to say
     */
    public Dispatcher(DeliveryLedger ledger, RetryPolicy retry, Executor executor, InstantSource clock) {
        this(ledger, retry, executor, clock, Waiting.REAL);
    }

    Dispatcher(DeliveryLedger ledger, RetryPolicy retry, Executor executor, InstantSource clock, Waiting waiting) {
        this(ledger, retry, executor, clock, waiting, UpdateRule.severityOnly());
    }

    private Dispatcher(
            DeliveryLedger ledger,
            RetryPolicy retry,
            Executor executor,
            InstantSource clock,
            Waiting waiting,
            UpdateRule updates) {
        this.ledger = ledger;
        this.retry = retry;
        this.executor = executor;
        this.clock = clock;
        this.waiting = waiting;
        this.updates = updates;
    }

    /**
     * The same with another rule for updates; by default one is told again when its severity rose to a higher band.
     *
     * @param rule says what is new
     * @return the new dispatcher
     */
    public Dispatcher updates(UpdateRule rule) {
        return new Dispatcher(ledger, retry, executor, clock, waiting, rule);
    }

    /**
     * Delivers, retries and waits until every destination has an outcome. An interrupt of the calling thread ends it
     * early: what was not delivered by then is deferred, and the thread stays interrupted.
     *
     * @param notification what is to be told
     * @param destinations who is to be told, each once
     * @param limit how long all of it may take; a day at most
     * @return a line for each destination, in their order
     */
    public List<DestinationReport> dispatch(
            Notification notification, List<OpenDestination> destinations, Duration limit) {
        Map<OpenDestination, Subject> subjects = new LinkedHashMap<>();
        destinations.forEach(
                destination -> subjects.put(destination, OneFinding.of(ledger, notification, destination)));
        return tellEach(subjects, limit);
    }

    /**
     * Tells destinations in one message each what was held for them, where that is due.
     *
     * @param destinations those for which something may be held
     * @param limit as for {@link #dispatch}
     * @return a line for each destination, in their order; skipped with {@link
     *     io.github.guarddutynotify.channel.Reason#NOT_DUE} where there was nothing to tell
     */
    public List<DestinationReport> dispatchHeld(List<OpenDestination> destinations, Duration limit) {
        Map<OpenDestination, Subject> subjects = new LinkedHashMap<>();
        ledger.held()
                .ifPresent(store -> destinations.forEach(
                        destination -> subjects.put(destination, new HeldFindings(ledger, store, destination))));
        return tellEach(subjects, limit);
    }

    /**
     * Tells of many findings in one call. Each destination is told of ten at once, begun with the worst, as many as its
     * rate lets through in half of the time; if there are more, those are folded into one message that counts them. Critical
     * ones are never folded. What there is no time for is deferred.
     *
     * @param findings the findings and who is to be told
     * @param composer says what is told of a finding
     * @param limit as for {@link #dispatch}
     * @return for each finding a line for each destination, in their order
     */
    public List<List<DestinationReport>> dispatchAll(
            List<Addressed> findings, Function<Finding, Notification> composer, Duration limit) {
        return new Batch(begin(limit), ledger, composer, findings).run();
    }

    /**
     * Asks destinations whether they would take a message, once each, and tells them nothing.
     *
     * @param destinations who is asked, each once
     * @param limit as for {@link #dispatch}
     * @return a line for each destination, in their order; skipped as {@link
     *     io.github.guarddutynotify.channel.Reason#UNPROVEN} where it can't be asked without sending
     */
    public List<DestinationReport> probe(List<OpenDestination> destinations, Duration limit) {
        Dispatcher once = new Dispatcher(ledger, RetryPolicy.none(), executor, clock, waiting, updates);
        Map<OpenDestination, Subject> probes = new LinkedHashMap<>();
        destinations.forEach(destination -> probes.put(destination, new Probe()));
        Iterator<Subject> asked = probes.values().iterator();
        return once.tellEach(probes, limit).stream()
                .map(line -> ((Probe) asked.next()).line(line))
                .toList();
    }

    private List<DestinationReport> tellEach(Map<OpenDestination, Subject> subjects, Duration limit) {
        Map<OpenDestination, DestinationReport> lines = new LinkedHashMap<>();
        List<Lane> lanes = new ArrayList<>();
        subjects.forEach((target, subject) ->
                lanes.add(new Lane(target, 1).then(() -> subject, report -> lines.put(target, report))));
        begin(limit).run(lanes);
        return subjects.keySet().stream().map(lines::get).toList();
    }

    private Dispatch begin(Duration limit) {
        return new Dispatch(this, Schedule.of(clock.instant(), limit));
    }

    /** Whether the ledger may take its time; one that only looks into a map does not. */
    boolean mayLedgerBlock() {
        return !(ledger instanceof InMemoryLedger);
    }

    RetryPolicy retry() {
        return retry;
    }

    Executor executor() {
        return executor;
    }

    UpdateRule updates() {
        return updates;
    }

    Waiting waiting() {
        return waiting;
    }
}
