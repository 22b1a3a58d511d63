package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.delivery.DeliveryCounts;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Dispatcher;
import io.github.guarddutynotify.delivery.InMemoryLedger;
import io.github.guarddutynotify.delivery.UpdateRule;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.finding.FindingRecord.Unreadable;
import io.github.guarddutynotify.finding.UnreadableFindingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells every destination that a route names of a GuardDuty finding, and reports truthfully what arrived where.
 *
 * <pre>{@code
 * FindingNotifier notifier = FindingNotifier.builder()
 *     .destination("soc-slack", SlackChannel.toWebhook(System.getenv("SLACK_WEBHOOK_URL")))
 *     .route(severityAtLeast(HIGH), "soc-slack")
 *     .build();
 * DeliveryReport report = notifier.process(eventBridgeJson);
 * }</pre>
 *
 * <p>Unless told otherwise: a call takes at most 30 seconds; a deferred delivery is attempted up to five times within it;
 * what was told is remembered in memory, so that a repeat within the same process is told once. Immutable and safe for
 * use by many threads. Close it to close its destinations and end its threads.
 */
public final class FindingNotifier implements AutoCloseable {
    static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    private final Addressees addressees;
    private final Dispatcher dispatcher;
    private final Words words;
    private final Reporting reporting;
    private final InstantSource clock;
    private final NotifierThreads threads;
    private final DeliveryLedger ledger;
    private final List<Problem> warnings;
    private final AtomicBoolean closed = new AtomicBoolean();

    FindingNotifier(NotifierBuilder builder, Assembly assembly) {
        this.clock = builder.clock;
        this.addressees = new Addressees(assembly.destinations(), assembly.router(), clock);
        this.words = new Words(builder.composer, assembly.composer(clock));
        this.reporting =
                new Reporting(builder.observers, clock, builder.config == null ? null : builder.config.version());
        this.threads = NotifierThreads.using(builder.executor);
        this.ledger = builder.ledger == null ? new InMemoryLedger(clock) : builder.ledger;
        this.dispatcher = new Dispatcher(ledger, builder.retry, threads.executor(), clock)
                .updates(new UpdateRule(
                        builder.repeatAfter == null ? assembly.repeatAfter().orElse(null) : builder.repeatAfter));
        this.warnings = assembly.warnings();
    }

    /**
     * Starts a notifier.
     *
     * @return a builder without destinations and routes
     */
    public static NotifierBuilder builder() {
        return new NotifierBuilder();
    }

    /**
     * Builds a notifier of a configuration and the channels on the class path.
     *
     * @param config the configuration
     * @return the notifier
     * @throws ConfigException with everything that is wrong
     */
    public static FindingNotifier of(NotifierConfig config) {
        return builder().config(config).build();
    }

    /**
     * Reads an event and tells of its finding, within 30 seconds.
     *
     * @param event the EventBridge event's JSON, or anything else that {@link FindingReader#read(String)} reads
     * @return what arrived where; a caller whose report is not {@linkplain DeliveryReport#isComplete() complete} must
     *     fail or try again
     * @throws UnreadableFindingException if the event holds no finding
     */
    public DeliveryReport process(String event) {
        return process(event, DEFAULT_LIMIT);
    }

    /**
     * Reads an event and tells of its finding.
     *
     * @param event the EventBridge event's JSON
     * @param limit how long all of it may take
     * @return as {@link #process(String)}
     * @throws UnreadableFindingException if the event holds no finding
     */
    public DeliveryReport process(String event, Duration limit) {
        return process(FindingReader.read(event), limit);
    }

    /**
     * Tells of a finding that was read already.
     *
     * @param finding the finding
     * @param limit how long all of it may take
     * @return as {@link #process(String)}
     * @throws IllegalStateException if the notifier is closed
     */
    public DeliveryReport process(Finding finding, Duration limit) {
        requireOpen();
        Routed routed = addressees.of(finding);
        List<DestinationReport> lines =
                dispatcher.dispatch(words.of(finding), routed.addressed().destinations(), limit);
        return reporting.observed(routed.report(lines));
    }

    /**
     * What is no problem of the configuration and yet not as it should be, such as a secret written in clear; each was
     * logged when the notifier was built.
     *
     * @return the warnings, each with its place and remedy, without any secret
     */
    public List<Problem> warnings() {
        return warnings;
    }

    /**
     * Tells of a batch of findings, such as the records of a queue, all in one time limit. A destination whose {@code rate}
     * has no room for all of them in half of that time is told the worst one by one and the rest in one message that counts
     * them; Critical ones always go alone. What there is no time for is deferred: its record goes back to the queue.
     *
     * @param findings the findings, which are all in memory
     * @param limit how long all of it may take
     * @return a report for each finding, in their order
     * @throws IllegalStateException if the notifier is closed
     */
    public List<DeliveryReport> processAll(List<Finding> findings, Duration limit) {
        return told(findings, limit).map(reporting::observed).toList();
    }

    /**
     * Tells of a batch of records that were read already, as {@link #processAll(List, Duration)} does of their findings; of
     * those that are no finding it makes the report only.
     *
     * @param records what {@link FindingReader#readAll(byte[])} gave, of one document or of many
     * @param limit how long all of it may take
     * @return a report for each record, in their order
     * @throws IllegalStateException if the notifier is closed
     */
    public List<DeliveryReport> processRecords(List<FindingRecord> records, Duration limit) {
        List<Finding> findings = records.stream()
                .filter(Found.class::isInstance)
                .map(record -> ((Found) record).finding())
                .toList();
        Iterator<DeliveryReport> told = told(findings, limit).iterator();
        return records.stream()
                .map(record -> record instanceof Unreadable none ? DeliveryReport.unreadable(none) : told.next())
                .map(reporting::observed)
                .toList();
    }

    private Stream<DeliveryReport> told(List<Finding> findings, Duration limit) {
        requireOpen();
        List<Routed> routed = findings.stream().map(addressees::of).toList();
        Iterator<List<DestinationReport>> lines = dispatcher
                .dispatchAll(routed.stream().map(Routed::addressed).toList(), words::of, limit)
                .iterator();
        return routed.stream().map(one -> one.report(lines.next()));
    }

    /**
     * Reads a stream of any length and tells of its findings one after the other, each within 30 seconds, in memory for one
     * of them. So nothing is told together, as the findings of a {@linkplain #processAll(List, Duration) list} may be: where
     * a destination's {@code rate} is lower than the stream is fast, each message waits for its moment.
     *
     * @param documents everything that {@link FindingReader} reads, such as an S3 object of GuardDuty's export; it is read
     *     to its end and not closed
     * @param reports gets a report on every record, in order, one that could not be read included
     * @return how many records came to what
     * @throws IOException if the stream fails
     * @throws IllegalStateException if the notifier is closed
     */
    public DeliveryCounts processAll(InputStream documents, Consumer<DeliveryReport> reports) throws IOException {
        return processEach(documents, () -> DEFAULT_LIMIT, reports);
    }

    /**
     * Reads a stream and tells of its findings one after the other, as many as the time allows. Once it is up the rest gets
     * no more than a moment each, and is reported as deferred.
     *
     * @param documents as for {@link #processAll(InputStream, Consumer)}
     * @param limit how long all of it may take
     * @param reports as for {@link #processAll(InputStream, Consumer)}
     * @return as {@link #processAll(InputStream, Consumer)}
     * @throws IOException as {@link #processAll(InputStream, Consumer)} does
     * @throws IllegalStateException as {@link #processAll(InputStream, Consumer)} does
     */
    public DeliveryCounts processAll(InputStream documents, Duration limit, Consumer<DeliveryReport> reports)
            throws IOException {
        return processEach(documents, Deadline.in(limit, clock)::left, reports);
    }

    private DeliveryCounts processEach(InputStream documents, Supplier<Duration> left, Consumer<DeliveryReport> reports)
            throws IOException {
        AtomicReference<DeliveryCounts> counts = new AtomicReference<>(DeliveryCounts.none());
        FindingReader.readAll(documents, record -> {
            DeliveryReport report = process(record, left.get());
            counts.updateAndGet(sum -> sum.with(report));
            reports.accept(report);
        });
        return Objects.requireNonNull(counts.get());
    }

    /**
     * Tells of a record that was read already; of one that is no finding it makes the report only.
     *
     * @param record what {@link FindingReader#readAll(byte[])} gave
     * @param limit how long all of it may take
     * @return as {@link #process(String)}
     * @throws IllegalStateException if the notifier is closed
     */
    public DeliveryReport process(FindingRecord record, Duration limit) {
        return record instanceof Unreadable none
                ? reporting.observed(DeliveryReport.unreadable(none))
                : process(((Found) record).finding(), limit);
    }

    /**
     * Tells what is held for digests and quiet hours, in one message to each destination, where that is due. A host calls
     * it now and then: a scheduled event each hour, or a worker's clock each minute. Two calls at once tell once.
     *
     * @param limit how long all of it may take
     * @return a line for each destination that has a digest or quiet hours, skipped as {@code not-due} where there was
     *     nothing to tell; what a destination did not accept stays held
     * @throws IllegalStateException if the notifier is closed
     */
    public DeliveryReport tellHeld(Duration limit) {
        requireOpen();
        return reporting.observed(DeliveryReport.ofHeld(dispatcher.dispatchHeld(addressees.holding(), limit)));
    }

    /**
     * What tries this notifier out before the incident.
     *
     * @return the trial, of use until the notifier is closed
     * @throws IllegalStateException if the notifier is closed
     */
    public Trial trial() {
        requireOpen();
        return new Trial(addressees, words, dispatcher, reporting, clock);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("this notifier is closed");
        }
    }

    /**
     * Whether what was told is still known after a restart, and to other processes: a caller that fails in order to be
     * called again may land on one of those.
     *
     * @return false with the ledger in memory; see {@link DeliveryLedger#isDurable()}
     */
    public boolean hasDurableLedger() {
        return ledger.isDurable();
    }

    /**
     * Closes the destinations and ends the threads; a second call does nothing. Calls of {@code process} that are under
     * way are interrupted.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        threads.close();
        addressees.close();
        ledger.close();
    }
}
