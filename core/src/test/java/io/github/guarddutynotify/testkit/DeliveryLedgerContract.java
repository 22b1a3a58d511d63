package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a ledger promises, as tests. The author of one extends this class and says how it is opened.
 *
 * <ul>
 *   <li><b>One teller at a time.</b> A claim is granted to one, whoever else asks and however many at once, until it is
 *       told, released, or its lease has run out.
 *   <li><b>Nothing forgotten, nothing invented.</b> A claim comes with the last telling, all of it, times to the
 *       millisecond. Releasing a claim, or dying with one, leaves the telling before as it was.
 *   <li><b>Only the holder's word counts.</b> A token that is wrong, was used, or was taken over changes nothing.
 *   <li><b>Entries are apart.</b> Any text is a finding or a destination, and no two share an entry.
 *   <li><b>Durable or not, it says so.</b> A ledger that is durable knows after reopening what was told, and shares its
 *       claims with every other that is open.
 * </ul>
 *
 * <p>Each test has entries of its own, so a store may outlive it. Time passes by a clock that is given to the ledger.
 */
@Timeout(120)
public abstract class DeliveryLedgerContract {
    private static final Duration LEASE = Duration.ofSeconds(40);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int THREADS = 32;
    private static final int ROUNDS = 20;

    // From today on: a store that clears old entries away by a clock of its own would take those of another year.
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private volatile Instant now = begin;
    private final Entry entry = entryFor("destination");
    private DeliveryLedger ledger;

    /** A contract to be extended. */
    protected DeliveryLedgerContract() {}

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

    // Nothing forgotten, nothing invented.

    @Test
    void remembersAllOfATelling() throws IOException {
        Telling telling = new Telling(Severity.HIGH, 41, now.minusSeconds(60), now, "1732449600.000100 ü/\"{}");
        ledger.told(entry, granted().token(), telling);

        assertThat(granted().lastTelling()).contains(telling);
    }

    @Test
    void remembersThatATellingHadNoReferenceAndNoUpdate() throws IOException {
        Telling bare = new Telling(Severity.UNKNOWN, 0, null, now, null);
        ledger.told(entry, granted().token(), telling(1));
        ledger.told(entry, granted().token(), bare);

        assertThat(granted().lastTelling()).contains(bare);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void remembersEverySeverityAndTheLargestCount(Severity severity) throws IOException {
        Telling telling = new Telling(severity, Long.MAX_VALUE, now, now, "reference");
        ledger.told(entry, granted().token(), telling);

        assertThat(granted().lastTelling()).contains(telling);
    }

    @Test
    void remembersTheLastOfManyTellings() throws IOException {
        for (int count = 1; count <= 5; count++) {
            ledger.told(entry, granted().token(), telling(count));
        }

        assertThat(granted().lastTelling()).contains(telling(5));
    }

    @Test
    void aReleaseLeavesTheTellingBefore() throws IOException {
        ledger.told(entry, granted().token(), telling(1));
        ledger.release(entry, granted().token());

        assertThat(granted().lastTelling()).contains(telling(1));
    }

    @Test
    void aClaimantWhoDiesLeavesTheTellingBefore() throws IOException {
        ledger.told(entry, granted().token(), telling(1));
        granted();
        now = now.plus(LEASE);

        assertThat(granted().lastTelling()).contains(telling(1));
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

    // Entries are apart.

    @Test
    void keepsEntriesApart() throws IOException {
        String finding = entry.finding();
        List<Entry> entries = List.of(
                new Entry(finding, "a"),
                new Entry(finding, "A"),
                new Entry(finding, "a "),
                new Entry(finding + "/a", "b"),
                new Entry(finding, "a/b"),
                new Entry(finding + "#", "a"),
                new Entry("a", finding),
                new Entry(finding + "x".repeat(500) + "1", "a"),
                new Entry(finding + "x".repeat(500) + "2", "a"));
        List<String> tokens = new ArrayList<>();
        for (Entry each : entries) {
            tokens.add(granted(each).token());
        }
        for (int i = 0; i < entries.size(); i++) {
            ledger.told(entries.get(i), tokens.get(i), telling(i));
        }

        for (int i = 0; i < entries.size(); i++) {
            assertThat(granted(entries.get(i)).lastTelling()).contains(telling(i));
        }
    }

    static Stream<String> texts() {
        return Stream.of(
                "111122223333/eu-west-1/0ab7c4d5",
                "//../%2F?a=b&c#d",
                "quote \" ' ` brace {} dollar $1 colon : semicolon ;",
                "tab\tline\nend",
                "Überwachung 監視 наблюдение \uD83D\uDD14",
                ":claim",
                "x".repeat(500),
                "監".repeat(300));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void takesAnyTextForAFindingAndADestination(String text) throws IOException {
        Entry odd = new Entry(entry.finding() + text, text);
        ledger.told(odd, granted(odd).token(), telling(7));

        String held = granted(odd).token();
        assertThat(ledger.claim(odd, LEASE)).isInstanceOf(InFlight.class);
        ledger.release(odd, held);

        assertThat(granted(odd).lastTelling()).contains(telling(7));
    }

    // Durable or not, it says so.

    @Test
    void saysWhetherAReopenedLedgerKnows() throws IOException {
        ledger.told(entry, granted().token(), telling(1));
        boolean isDurable = ledger.isDurable();
        ledger.close();
        ledger = open(() -> now);

        assertThat(granted().lastTelling().isPresent()).isEqualTo(isDurable);
        assertThat(ledger.isDurable()).isEqualTo(isDurable);
    }

    @Test
    void saysWhetherClaimsAreShared() throws IOException {
        try (DeliveryLedger other = open(() -> now)) {
            granted();

            assertThat(other.claim(entry, LEASE) instanceof InFlight).isEqualTo(ledger.isDurable());
        }
    }

    @Test
    void closesOnceHoweverOftenItIsClosed() throws IOException {
        granted();

        assertThatCode(() -> {
                    ledger.close();
                    ledger.close();
                })
                .doesNotThrowAnyException();
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

    private Claim claim() throws IOException {
        return ledger.claim(entry, LEASE);
    }

    private Granted granted() throws IOException {
        return granted(entry);
    }

    private Granted granted(Entry of) throws IOException {
        Claim claim = ledger.claim(of, LEASE);
        assertThat(claim).isInstanceOf(Granted.class);
        return (Granted) claim;
    }

    private Telling telling(long count) {
        return new Telling(Severity.MEDIUM, count, begin.minusSeconds(30), begin, "reference-" + count);
    }

    private static Entry entryFor(String destination) {
        return new Entry("contract/" + UUID.randomUUID(), destination);
    }
}
