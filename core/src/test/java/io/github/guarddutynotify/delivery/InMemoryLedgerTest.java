package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.finding.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryLedgerTest {
    private static final Entry ENTRY = new Entry("finding", "destination");
    private static final Duration LEASE = Duration.ofSeconds(40);

    private final ManualTime time = new ManualTime();
    private final InMemoryLedger ledger = new InMemoryLedger(time);

    @Test
    void grantsTheFirstClaimAndNoSecondBesideIt() {
        assertThat(ledger.claim(ENTRY, LEASE)).isInstanceOf(Granted.class);

        assertThat(ledger.claim(ENTRY, LEASE))
                .isEqualTo(new InFlight(time.instant().plus(LEASE)));
        assertThat(ledger.claim(new Entry("finding", "other"), LEASE)).isInstanceOf(Granted.class);
    }

    @Test
    void remembersWhatWasTold() {
        Telling telling = telling();
        ledger.told(ENTRY, granted().token(), telling);

        assertThat(granted().lastTelling()).contains(telling);
    }

    @Test
    void aClaimEndsWithItsLease() {
        granted();
        time.pass(LEASE);

        assertThat(granted().lastTelling()).isEmpty();
    }

    @Test
    void aReleasedClaimLeavesWhatWasToldBefore() {
        Telling telling = telling();
        ledger.told(ENTRY, granted().token(), telling);
        ledger.release(ENTRY, granted().token());

        assertThat(granted().lastTelling()).contains(telling);
    }

    @Test
    void aClaimThatAnotherHasTakenOverChangesNothing() {
        String late = granted().token();
        time.pass(LEASE);
        granted();

        ledger.told(ENTRY, late, telling());
        ledger.release(ENTRY, late);

        assertThat(ledger.claim(ENTRY, LEASE)).isInstanceOf(InFlight.class);
    }

    @Test
    void forgetsTheEntriesUsedLongestAgo() {
        ledger.told(ENTRY, granted().token(), telling());
        for (int i = 0; i < 50_000; i++) {
            Entry other = new Entry("finding-" + i, "destination");
            ledger.told(other, ((Granted) ledger.claim(other, LEASE)).token(), telling());
        }

        assertThat(granted().lastTelling()).isEmpty();
    }

    private Granted granted() {
        return (Granted) ledger.claim(ENTRY, LEASE);
    }

    private Telling telling() {
        return new Telling(Severity.HIGH, 3, time.instant(), time.instant(), "reference");
    }
}
