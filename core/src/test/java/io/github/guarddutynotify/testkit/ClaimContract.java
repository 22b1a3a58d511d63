package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.finding.Severity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The part of {@link DeliveryLedgerContract} that is about claims: who gets one, and what its token is good for. */
@Timeout(120)
abstract class ClaimContract {
    static final Duration LEASE = Duration.ofSeconds(40);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int THREADS = 32;
    private static final int ROUNDS = 20;

    // From today on: a store that clears old entries away by a clock of its own would take those of another year.
    final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    volatile Instant now = begin;
    final Entry entry = entryFor("destination");
    DeliveryLedger ledger;

    /**
     * Opens a ledger. Called more than once in a test, it opens the same store again if the ledger has one.
     *
     * @param clock the only clock that the ledger is to go by
     * @return the ledger
     * @throws IOException if the store can't be opened
     */
    protected abstract DeliveryLedger open(InstantSource clock) throws IOException;

    @BeforeEach
    void openLedger() throws IOException {
        ledger = open(() -> now);
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    // One teller at a time.

    @Test
    void grantsTheFirstClaimWithNothingTold() throws IOException {
        assertThat(granted().lastTelling()).isEmpty();
    }

    @Test
    void keepsASecondClaimWaitingUntilTheLeaseEnds() throws IOException {
        Instant end = now.plus(LEASE);
        granted();

        assertThat(claim()).isEqualTo(new InFlight(end));
        now = end.minus(MOMENT);
        assertThat(claim()).isEqualTo(new InFlight(end));
    }

    @Test
    void grantsAgainWhenTheLeaseHasEnded() throws IOException {
        granted();
        now = now.plus(LEASE);

        granted();

        assertThat(claim()).as("the new lease").isEqualTo(new InFlight(now.plus(LEASE)));
    }

    @Test
    void grantsAgainAfterATelling() throws IOException {
        ledger.told(entry, granted().token(), telling(1));

        granted();
    }

    @Test
    void grantsAgainAfterARelease() throws IOException {
        ledger.release(entry, granted().token());

        granted();
    }

    @Test
    void grantsOneOfManyClaimsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                assertOneIsGranted(threads, entryFor("round-" + round));
            }
        } finally {
            end(threads);
        }
    }

    @Test
    void grantsOneOfManyWhoTakeOverAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                granted();
                now = now.plus(LEASE);
                assertOneIsGranted(threads, entry);
                now = now.plus(LEASE);
            }
        } finally {
            end(threads);
        }
    }

    // Only the holder's word counts.

    @Test
    void aWrongTokenChangesNothing() throws IOException {
        String right = granted().token();

        ledger.told(entry, right + "x", telling(1));
        ledger.release(entry, "x");

        assertThat(claim()).isInstanceOf(InFlight.class);
        ledger.release(entry, right);
        assertThat(granted().lastTelling()).isEmpty();
    }

    @Test
    void aTokenWithoutAClaimChangesNothing() throws IOException {
        ledger.told(entry, "token", telling(1));
        ledger.release(entry, "token");

        assertThat(granted().lastTelling()).isEmpty();
    }

    @Test
    void aUsedTokenChangesNothing() throws IOException {
        String told = granted().token();
        ledger.told(entry, told, telling(1));
        ledger.told(entry, told, telling(2));
        String released = granted().token();
        ledger.release(entry, released);
        ledger.told(entry, released, telling(3));

        String held = granted().token();
        ledger.release(entry, told);
        ledger.release(entry, released);

        assertThat(claim()).isInstanceOf(InFlight.class);
        ledger.release(entry, held);
        assertThat(granted().lastTelling()).contains(telling(1));
    }

    @Test
    void aTokenTakenOverChangesNothing() throws IOException {
        String late = granted().token();
        now = now.plus(LEASE);
        String held = granted().token();

        ledger.told(entry, late, telling(1));
        ledger.release(entry, late);

        assertThat(claim()).isInstanceOf(InFlight.class);
        ledger.told(entry, held, telling(2));
        assertThat(granted().lastTelling()).contains(telling(2));
    }

    @Test
    void aLateTellingCountsWhileNobodyTookOver() throws IOException {
        String late = granted().token();
        now = now.plus(LEASE);
        ledger.told(entry, late, telling(1));

        assertThat(granted().lastTelling()).contains(telling(1));
    }

    @Test
    void givesEachClaimATokenOfItsOwn() throws IOException {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            String token = granted().token();
            ledger.release(entry, token);
            tokens.add(token);
        }

        assertThat(tokens).hasSize(20);
    }

    private void assertOneIsGranted(ExecutorService threads, Entry contested) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Callable<Claim> claiming = () -> {
            start.await(60, TimeUnit.SECONDS);
            return ledger.claim(contested, LEASE);
        };
        List<Claim> claims = new ArrayList<>();
        for (Future<Claim> each :
                threads.invokeAll(Stream.generate(() -> claiming).limit(THREADS).toList())) {
            claims.add(each.get());
        }

        assertThat(claims).filteredOn(Granted.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(new InFlight(now.plus(LEASE))::equals).hasSize(THREADS - 1);
    }

    private static void end(ExecutorService threads) throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    final Claim claim() throws IOException {
        return ledger.claim(entry, LEASE);
    }

    final Granted granted() throws IOException {
        return granted(entry);
    }

    final Granted granted(Entry of) throws IOException {
        Claim claim = ledger.claim(of, LEASE);
        assertThat(claim).isInstanceOf(Granted.class);
        return (Granted) claim;
    }

    final Telling telling(long count) {
        return new Telling(Severity.MEDIUM, count, begin.minusSeconds(30), begin, "reference-" + count);
    }

    static Entry entryFor(String destination) {
        return new Entry("contract/" + UUID.randomUUID(), destination);
    }
}
