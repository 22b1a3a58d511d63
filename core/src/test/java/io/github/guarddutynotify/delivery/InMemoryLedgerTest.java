package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.testkit.DeliveryLedgerContract;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class InMemoryLedgerTest extends DeliveryLedgerContract {
    private static final Entry ENTRY = new Entry("finding", "destination");
    private static final Duration LEASE = Duration.ofSeconds(40);

    private final ManualTime time = new ManualTime();
    private final InMemoryLedger ledger = new InMemoryLedger(time);

    @Override
    protected DeliveryLedger open(InstantSource clock) {
        return new InMemoryLedger(clock);
    }

    @Test
    void doesNotOutliveTheProcess() {
        assertThat(ledger.isDurable()).isFalse();
    }

    @Test
    void forgetsTheEntriesUsedLongestAgo() {
        Entry kept = new Entry("kept", "destination");
        tell(ENTRY);
        tell(kept);
        for (int i = 0; i < 50_000; i++) {
            tell(new Entry("finding-" + i, "destination"));
            ledger.release(kept, granted(kept).token());
        }

        assertThat(granted(ENTRY).lastTelling()).isEmpty();
        assertThat(granted(kept).lastTelling()).isPresent();
    }

    private void tell(Entry entry) {
        ledger.told(entry, granted(entry).token(), telling());
    }

    private Granted granted(Entry entry) {
        return (Granted) ledger.claim(entry, LEASE);
    }

    private Telling telling() {
        return new Telling(Severity.HIGH, 3, time.instant(), time.instant(), "reference");
    }
}
