package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One finding at one destination in the ledger, and the rule by which it is new. */
final class LedgerEntry {
    private final DeliveryLedger ledger;
    private final Entry entry;
    private final Finding finding;
    private @Nullable Granted claim;

    private LedgerEntry(DeliveryLedger ledger, Entry entry, Finding finding) {
        this.ledger = ledger;
        this.entry = entry;
        this.finding = finding;
    }

    /** A notification that is about one finding; any other is told each time. */
    static Optional<LedgerEntry> of(DeliveryLedger ledger, Notification notification, String destination) {
        boolean isOfOne =
                notification.findings().size() == 1 && !notification.threadKey().isEmpty();
        return isOfOne
                ? Optional.of(new LedgerEntry(
                        ledger,
                        new Entry(notification.threadKey(), destination),
                        notification.findings().get(0)))
                : Optional.empty();
    }

    Finding finding() {
        return finding;
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

    Optional<Telling> last() {
        return claim == null ? Optional.empty() : claim.lastTelling();
    }

    /** Why nothing is to be told; empty where the rule finds something new. */
    Optional<Reason> reasonToSkip(UpdateRule rule, Instant now) {
        return last().flatMap(last -> rule.reasonToSkip(finding, last, now));
    }

    /** What to record; empty without a claim, which happens when the ledger did not answer. */
    Optional<Telling> telling(Instant now, DeliveryResult result) {
        return isClaimed()
                ? Optional.of(Telling.of(finding, now, result.reference().orElse(null)))
                : Optional.empty();
    }

    @Nullable
    Void told(Telling telling) throws IOException {
        if (claim != null) {
            ledger.told(entry, claim.token(), telling);
        }
        return null;
    }

    @Nullable
    Void release() throws IOException {
        if (claim != null) {
            ledger.release(entry, claim.token());
        }
        return null;
    }
}
