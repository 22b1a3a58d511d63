package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger and what has become of claiming it. Without a claim nothing is recorded and nothing given back: the
 * ledger did not answer.
 */
final class ClaimedEntry {
    private final DeliveryLedger ledger;
    private final Entry entry;
    private @Nullable Granted claim;

    ClaimedEntry(DeliveryLedger ledger, Entry entry) {
        this.ledger = ledger;
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    Claim claim(Duration lease) throws IOException {
        return ledger.claim(entry, lease);
    }

    void granted(Granted granted) {
        claim = granted;
    }

    boolean isClaimed() {
        return claim != null;
    }

    /** What was recorded before the claim. */
    Optional<Telling> formerTelling() {
        return claim == null ? Optional.empty() : claim.lastTelling();
    }

    @Nullable
    Void told(Telling telling) throws IOException {
        if (claim != null) {
            ledger.told(entry, claim.token(), telling);
        }
        return null;
    }

    /**
     * Records a telling that left recipients out, unless they are those whom the former one left out already.
     *
     * @param before whom the former telling left out
     */
    @Nullable
    Void toldAllBut(Set<String> left, Set<String> before, Supplier<Telling> telling) throws IOException {
        return claim == null || left.equals(before)
                ? release()
                : told(telling.get().owing(left));
    }

    @Nullable
    Void release() throws IOException {
        if (claim != null) {
            release(claim);
        }
        return null;
    }

    /** Gives back what was granted a moment ago and not taken over yet. */
    void release(Granted granted) throws IOException {
        ledger.release(entry, granted.token());
    }
}
