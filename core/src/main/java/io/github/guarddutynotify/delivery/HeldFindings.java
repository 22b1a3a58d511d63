package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is held for a destination, told in one message. An entry of the ledger stands for the message, so that of
 * two who want to tell it one does.
 */
final class HeldFindings implements Subject {
    /** No finding's key: those begin with an account. */
    private static final String FINDING = "held";

    private final DeliveryLedger ledger;
    private final HeldStore store;
    private final Entry entry;
    private final Holding holding;

    /** Written by the step that claims, read by the loop after that has ended. */
    private volatile List<HeldFinding> listed = List.of();

    private @Nullable Granted claim;
    private @Nullable Notification notification;

    HeldFindings(DeliveryLedger ledger, HeldStore store, OpenDestination target) {
        this.ledger = ledger;
        this.store = store;
        this.entry = new Entry(FINDING, target.name());
        this.holding = target.holding();
    }

    @Override
    public boolean needsLedger() {
        return true;
    }

    /** Lists under the claim, so that nobody tells meanwhile what is listed. */
    @Override
    public Claim claim(Duration lease) throws IOException {
        Claim answer = ledger.claim(entry, lease);
        if (answer instanceof Granted granted) {
            listed = listOrRelease(granted);
        }
        return answer;
    }

    private List<HeldFinding> listOrRelease(Granted granted) throws IOException {
        try {
            return store.list(entry.destination());
        } catch (IOException unlisted) {
            ledger.release(entry, granted.token());
            throw unlisted;
        }
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
    public Optional<Reason> reasonToSkip(UpdateRule rule, Instant now) {
        Instant last = last().map(Telling::told).orElse(null);
        return holding.isDue(listed, last, now) ? Optional.empty() : Optional.of(Reason.NOT_DUE);
    }

    @Override
    public Notification notification() {
        if (notification == null) {
            notification = Digest.of(listed);
        }
        return notification;
    }

    @Override
    public Optional<Telling> last() {
        return claim == null ? Optional.empty() : claim.lastTelling();
    }

    /** Lets go only of what was accepted. The claim ends last: nobody lists what is about to be removed. */
    @Override
    public @Nullable Void told(Instant now, DeliveryResult result) throws IOException {
        for (HeldFinding held : listed) {
            store.remove(held);
        }
        if (claim != null) {
            ledger.told(
                    entry,
                    claim.token(),
                    new Telling(
                            notification().severity(),
                            listed.size(),
                            null,
                            now,
                            result.reference().orElse(null)));
        }
        return null;
    }

    @Override
    public @Nullable Void release() throws IOException {
        if (claim != null) {
            ledger.release(entry, claim.token());
        }
        return null;
    }
}
