package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.config.SendingLimits;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing lost, nobody told twice, whoever dies or does not answer. */
@Timeout(120)
class PromisesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int THREADS = 32;

    /** The long form of the test repeats ten thousand times: {@code -Dpromises.rounds=10000}. */
    private static final int ROUNDS = Integer.getInteger("promises.rounds", 100);

    private final ManualTime time = new ManualTime();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path folder;

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Timeout(1800) // the long form takes minutes
    void manyCopiesOfAnEventAtOnceTellEachDestinationOnce() throws Exception {
        assertToldOnce(new InMemoryLedger(InstantSource.system()), ROUNDS);
        try (FileLedger ledger = FileLedger.open(folder.resolve("ledger.jsonl"), InstantSource.system())) {
            assertToldOnce(ledger, ROUNDS / 10);
        }
    }

    private void assertToldOnce(DeliveryLedger ledger, int rounds) throws Exception {
        Dispatcher dispatcher = new Dispatcher(ledger, RetryPolicy.standard(), threads, InstantSource.system());
        List<RecordingDestination> recordings =
                Stream.generate(RecordingDestination::new).limit(4).toList();
        List<OpenDestination> destinations = new ArrayList<>();
        recordings.forEach(recording -> destinations.add(open("far-" + destinations.size(), recording)));
        for (int round = 0; round < rounds; round++) {
            Notification event = notification("round-" + round, 8);
            CyclicBarrier start = new CyclicBarrier(THREADS);
            Callable<List<DestinationReport>> copy = () -> {
                start.await(60, TimeUnit.SECONDS);
                return dispatcher.dispatch(event, destinations, LIMIT);
            };
            List<DestinationReport> lines = new ArrayList<>();
            for (Future<List<DestinationReport>> told : threads.invokeAll(Collections.nCopies(THREADS, copy))) {
                lines.addAll(told.get());
            }

            int expected = round + 1;
            assertThat(recordings)
                    .allSatisfy(recording -> assertThat(recording.deliveries()).hasSize(expected));
            assertThat(lines)
                    .filteredOn(line -> line.outcome() == Outcome.ACCEPTED)
                    .extracting(DestinationReport::destination)
                    .containsExactlyInAnyOrder("far-0", "far-1", "far-2", "far-3");
            assertThat(lines)
                    .filteredOn(line -> line.outcome() != Outcome.ACCEPTED)
                    .allSatisfy(line ->
                            assertThat(line.reason().orElseThrow()).isIn(Reason.IN_FLIGHT, Reason.ALREADY_TOLD));
        }
    }

    @Test
    void aTellerWhoDiesLosesNothing() {
        InMemoryLedger ledger = new InMemoryLedger(time);
        RecordingDestination recording = new RecordingDestination();
        Notification event = notification("f1", 8);
        ledger.claim(new DeliveryLedger.Entry(event.threadKey(), "far"), Duration.ofSeconds(40)); // and dies

        DestinationReport loser = dispatch(ledger, event, open("far", recording));
        assertThat(loser.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(loser.outcome().isComplete()).isFalse();
        time.pass(loser.retryAfter().orElseThrow());
        DestinationReport retry = dispatch(ledger, event, open("far", recording));

        assertThat(retry.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(recording.deliveries()).hasSize(1);
    }

    @Test
    void theLosersReportIsCompleteOnceTheWinnerHasTold() {
        InMemoryLedger ledger = new InMemoryLedger(time);
        RecordingDestination recording = new RecordingDestination();
        Notification event = notification("f1", 8);
        List<DestinationReport> loser = new ArrayList<>();
        OpenDestination far = open("far", delivery -> {
            loser.add(dispatch(ledger, event, open("far", recording))); // while the winner tells
            return DeliveryResult.accepted();
        });

        DestinationReport winner = dispatch(ledger, event, far);

        assertThat(winner.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(loser.get(0).reason()).contains(Reason.IN_FLIGHT);
        assertThat(dispatch(ledger, event, far).reason()).contains(Reason.ALREADY_TOLD);
        assertThat(recording.deliveries()).isEmpty();
    }

    @Test
    void tellsAtOnceWhatTheStoreCouldNotHold() {
        RecordingDestination recording = new RecordingDestination();
        DeliveryLedger full = new Broken() {
            @Override
            public Claim claim(Entry entry, Duration lease) {
                return new Granted("token", null);
            }

            @Override
            public void told(Entry entry, String token, Telling telling) {}
        };

        DestinationReport line = dispatch(full, notification("f1", 2), holding(recording));

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(line.detail()).isEqualTo("the ledger did not answer: a repeat may be told again");
        assertThat(recording.deliveries()).hasSize(1);
    }

    @Test
    void tellsAtOnceWhatIsForADigestWhenTheLedgerIsUnreachable() {
        RecordingDestination recording = new RecordingDestination();

        DestinationReport line = dispatch(new Broken(), notification("f1", 2), holding(recording));

        assertThat(line.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(line.detail()).contains("ledger");
        assertThat(recording.deliveries()).hasSize(1);
    }

    @Test
    void aDigestIsOwedWhileTheLedgerIsUnreachable() {
        DestinationReport line = dispatcher(new Broken())
                .dispatchHeld(List.of(holding(new RecordingDestination())), LIMIT)
                .get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(line.reason()).contains(Reason.UNREACHABLE);
        assertThat(line.detail()).startsWith("what is held waits in the ledger, which did not answer");
    }

    @Test
    void aListThatFailsGivesTheClaimBack() throws IOException {
        try (FileLedger file = FileLedger.open(folder.resolve("ledger.jsonl"), time)) {
            List<String> released = new ArrayList<>();
            DeliveryLedger unlisted = new Broken() {
                @Override
                public Claim claim(Entry entry, Duration lease) throws IOException {
                    return file.claim(entry, lease);
                }

                @Override
                public void release(Entry entry, String token) {
                    released.add(entry.destination());
                    file.release(entry, token);
                }
            };

            dispatcher(unlisted).dispatchHeld(List.of(holding(new RecordingDestination())), LIMIT);

            assertThat(released).containsExactly("far");
            assertThat(dispatcher(file)
                            .dispatchHeld(List.of(holding(new RecordingDestination())), LIMIT)
                            .get(0)
                            .reason())
                    .contains(Reason.NOT_DUE);
        }
    }

    private DestinationReport dispatch(DeliveryLedger ledger, Notification event, OpenDestination far) {
        return dispatcher(ledger).dispatch(event, List.of(far), LIMIT).get(0);
    }

    private Dispatcher dispatcher(DeliveryLedger ledger) {
        return new Dispatcher(ledger, RetryPolicy.none(), Runnable::run, time, time);
    }

    private static OpenDestination open(String name, Destination far) {
        return new OpenDestination(name, Duration.ofSeconds(10), far);
    }

    private static OpenDestination holding(RecordingDestination far) {
        Holding digest = new Holding(new DigestPlan(new DigestPlan.Every(Duration.ofHours(1)), Severity.MEDIUM), null);
        return new OpenDestination(
                "far", new DestinationRules(Duration.ofSeconds(10), SendingLimits.none(), digest), far, () -> far);
    }

    private static Notification notification(String id, double severity) {
        return new NotificationComposer()
                .apply(Findings.builder("Recon:EC2/Portscan", severity).id(id).build());
    }

    /** Can't be asked, nor can its store. */
    private static class Broken implements DeliveryLedger, HeldStore {
        @Override
        public Claim claim(Entry entry, Duration lease) throws IOException {
            throw new IOException("unreachable");
        }

        @Override
        public void told(Entry entry, String token, Telling telling) throws IOException {
            throw new IOException("unreachable");
        }

        @Override
        public void release(Entry entry, String token) throws IOException {
            throw new IOException("unreachable");
        }

        @Override
        public Optional<HeldStore> held() {
            return Optional.of(this);
        }

        @Override
        public void put(HeldFinding held) throws IOException {
            throw new IOException("unreachable");
        }

        @Override
        public List<HeldFinding> list(String destination) throws IOException {
            throw new IOException("unreachable");
        }

        @Override
        public void remove(HeldFinding held) throws IOException {
            throw new IOException("unreachable");
        }
    }
}
