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

/** One finding at one destination. */
final class OneFinding implements Subject {
    private final DeliveryLedger ledger;
    private final Entry entry;
    private final Finding finding;
    private final Notification notification;
    private final boolean maybeHeld;
    private @Nullable Granted claim;

    /** Written by the step that holds, read by one that runs after it. */
    private volatile boolean kept;

    private OneFinding(DeliveryLedger ledger, Entry entry, Notification notification, boolean maybeHeld) {
        this.ledger = ledger;
        this.entry = entry;
        this.finding = notification.findings().get(0);
        this.notification = notification;
        this.maybeHeld = maybeHeld;
    }

    /** A notification that is about one finding is tracked; any other is told each time. */
    static Subject of(DeliveryLedger ledger, Notification notification, OpenDestination target) {
        boolean isOfOne =
                notification.findings().size() == 1 && !notification.threadKey().isEmpty();
        return isOfOne
                ? new OneFinding(
                        ledger,
                        new Entry(notification.threadKey(), target.name()),
                        notification,
                        target.holding().isNeeded())
                : new Untracked(notification);
    }

    @Override
    public Claim claim(Duration lease) throws IOException {
        return ledger.claim(entry, lease);
    }

    @Override
    public void granted(Granted granted) {
        claim = granted;
    }

    @Override
    public boolean isClaimed() {
        return claim != null;
    }

    @Override
    public Optional<Telling> last() {
        return claim == null ? Optional.empty() : claim.lastTelling();
    }

    @Override
    public Optional<Instant> updatedAt() {
        return finding.updatedAt();
    }

    @Override
    public Optional<Reason> reasonToSkip(UpdateRule rule, Instant now) {
        return last().flatMap(last -> rule.reasonToSkip(finding, last, now));
    }

    @Override
    public Notification notification() {
        return notification;
    }

    /** Without a claim nothing is held: the ledger that did not answer is what would hold it. */
    @Override
    public Optional<Reason> reasonToHold(Holding holding, Instant now) {
        return isClaimed() ? holding.reason(finding.severity(), now) : Optional.empty();
    }

    @Override
    public @Nullable Void hold(Instant now) throws IOException {
        ledger.held()
                .orElseThrow(() -> new IOException("the ledger has no store for what is held"))
                .put(HeldFinding.of(entry, finding, now));
        kept = true;
        return null;
    }

    /**
     * What is held counts as told: the store owes it now, and a repeat is neither held nor told again. What is told by
     * itself is no part of a later digest.
     */
    @Override
    public @Nullable Void told(Instant now, DeliveryResult result) throws IOException {
        if (claim != null) {
            Telling telling = Telling.of(finding, now, result.reference().orElse(null));
            ledger.told(entry, claim.token(), telling);
        }
        if (maybeHeld && !kept && last().isPresent()) {
            removeHeld();
        }
        return null;
    }

    private void removeHeld() throws IOException {
        Optional<HeldStore> store = ledger.held();
        if (store.isPresent()) {
            for (HeldFinding held : store.get().list(entry.destination())) {
                if (held.entry().equals(entry)) {
                    store.get().remove(held);
                }
            }
        }
    }

    @Override
    public @Nullable Void release() throws IOException {
        if (claim != null) {
            ledger.release(entry, claim.token());
        }
        return null;
    }
}
