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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One finding at one destination. */
final class OneFinding implements Subject {
    private final DeliveryLedger ledger;
    private final ClaimedEntry claimed;
    private final Finding finding;
    private final Notification notification;
    private final boolean maybeHeld;

    /** Those that a former call left out, if they are all that is to be told. */
    private Set<String> owed = Set.of();

    /** Written by the step that holds, read by one that runs after it. */
    private volatile boolean kept;

    private OneFinding(DeliveryLedger ledger, Entry entry, Notification notification, boolean maybeHeld) {
        this.ledger = ledger;
        this.claimed = new ClaimedEntry(ledger, entry);
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
        return claimed.claim(lease);
    }

    @Override
    public void granted(Granted granted) {
        claimed.granted(granted);
    }

    @Override
    public boolean isClaimed() {
        return claimed.isClaimed();
    }

    /** Those who were left out have not been told what the others were. */
    @Override
    public Optional<Telling> last() {
        return owed.isEmpty() ? claimed.formerTelling() : Optional.empty();
    }

    @Override
    public Optional<Instant> updatedAt() {
        return finding.updatedAt();
    }

    /** What is nothing new to most may still be owed to some. */
    @Override
    public Optional<Reason> reasonToSkip(UpdateRule rule, Instant now) {
        Optional<Reason> reason = claimed.formerTelling().flatMap(former -> rule.reasonToSkip(finding, former, now));
        boolean isTold = reason.filter(Reason.ALREADY_TOLD::equals).isPresent();
        owed = isTold ? claimed.formerTelling().map(Telling::owed).orElse(Set.of()) : Set.of();
        return owed.isEmpty() ? reason : Optional.empty();
    }

    @Override
    public Set<String> owed() {
        return owed;
    }

    @Override
    public Notification notification() {
        return notification;
    }

    /**
     * Without a claim nothing is held: the ledger that did not answer is what would hold it. Nor is what some are still owed:
     * what is held is told to all.
     */
    @Override
    public Optional<Reason> reasonToHold(Holding holding, Instant now) {
        return isClaimed() && owed.isEmpty() ? holding.reason(finding.severity(), now) : Optional.empty();
    }

    @Override
    public @Nullable Void hold(Instant now) throws IOException {
        ledger.held()
                .orElseThrow(() -> new IOException("the ledger has no store for what is held"))
                .put(HeldFinding.of(claimed.entry(), finding, now));
        kept = true;
        return null;
    }

    /**
     * What is held counts as told: the store owes it now, and a repeat is neither held nor told again. What is told by
     * itself is no part of a later digest.
     */
    @Override
    public @Nullable Void told(Instant now, DeliveryResult result) throws IOException {
        claimed.told(telling(now, result.reference().orElse(null)));
        if (maybeHeld && !kept && claimed.formerTelling().isPresent()) {
            removeHeld();
        }
        return null;
    }

    /** Where only those were told who had been left out, what most were told stays what it was. */
    private Telling telling(Instant now, @Nullable String reference) {
        return claimed.formerTelling()
                .filter(former -> !owed.isEmpty())
                .map(former -> former.owing(Set.of()))
                .orElseGet(() -> Telling.of(finding, now, reference));
    }

    @Override
    public @Nullable Void toldAllBut(Set<String> left, Instant now) throws IOException {
        return claimed.toldAllBut(left, owed, () -> telling(now, null));
    }

    private void removeHeld() throws IOException {
        Optional<HeldStore> store = ledger.held();
        if (store.isPresent()) {
            for (HeldFinding held : store.get().list(claimed.entry().destination())) {
                if (held.entry().equals(claimed.entry())) {
                    store.get().remove(held);
                }
            }
        }
    }

    @Override
    public @Nullable Void release() throws IOException {
        return claimed.release();
    }
}
