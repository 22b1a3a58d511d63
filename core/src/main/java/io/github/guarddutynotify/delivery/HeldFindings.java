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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is held for a destination, told in one message. An entry of the ledger stands for the message, so that of
 * two who want to tell it one does.
 */
final class HeldFindings implements Subject {
    /** No finding's key: those begin with an account. */
    private static final String FINDING = "held";

    private final HeldStore store;
    private final ClaimedEntry claimed;
    private final Holding holding;

    /** Written by the step that claims, read by the loop after that has ended. */
    private volatile List<HeldFinding> listed = List.of();

    /** Those who lack the message that a former call told the others, if that is what is to be told. */
    private Set<String> owed = Set.of();

    private List<HeldFinding> content = List.of();
    private @Nullable Notification notification;

    HeldFindings(DeliveryLedger ledger, HeldStore store, OpenDestination target) {
        this.store = store;
        this.claimed = new ClaimedEntry(ledger, new Entry(FINDING, target.name()));
        this.holding = target.holding();
    }

    @Override
    public boolean needsLedger() {
        return true;
    }

    /** Lists under the claim, so that nobody tells meanwhile what is listed. */
    @Override
    public Claim claim(Duration lease) throws IOException {
        Claim answer = claimed.claim(lease);
        if (answer instanceof Granted granted) {
            listed = listOrRelease(granted);
        }
        return answer;
    }

    private List<HeldFinding> listOrRelease(Granted granted) throws IOException {
        try {
            return store.list(claimed.entry().destination());
        } catch (IOException unlisted) {
            claimed.release(granted);
            throw unlisted;
        }
    }

    @Override
    public void granted(Granted granted) {
        claimed.granted(granted);
    }

    @Override
    public boolean isClaimed() {
        return claimed.isClaimed();
    }

    @Override
    public Optional<Reason> reasonToSkip(UpdateRule rule, Instant now) {
        Optional<Telling> former = claimed.formerTelling();
        List<HeldFinding> unfinished = former.map(this::unfinished).orElse(List.of());
        owed = unfinished.isEmpty() ? Set.of() : former.map(Telling::owed).orElse(Set.of());
        content = unfinished.isEmpty() ? listed : unfinished;
        Instant last = former.map(Telling::told).orElse(null);
        boolean isDue = owed.isEmpty() ? holding.isDue(listed, last, now) : !holding.isQuiet(now);
        return isDue ? Optional.empty() : Optional.of(Reason.NOT_DUE);
    }

    /**
     * What a message held that did not reach all; nothing where it reached them, or where its content is not known for sure any
     * more. What came later is for the next message: these recipients would have it before the others.
     */
    private List<HeldFinding> unfinished(Telling former) {
        Instant newest = former.updated();
        if (former.owed().isEmpty() || newest == null) {
            return List.of();
        }
        List<HeldFinding> then =
                listed.stream().filter(held -> !held.heldAt().isAfter(newest)).toList();
        return then.size() == former.count() ? then : List.of();
    }

    @Override
    public Set<String> owed() {
        return owed;
    }

    @Override
    public Notification notification() {
        if (notification == null) {
            notification = Digest.of(content);
        }
        return notification;
    }

    @Override
    public Optional<Telling> last() {
        return owed.isEmpty() ? claimed.formerTelling() : Optional.empty();
    }

    /** Lets go only of what was accepted. The claim ends last: nobody lists what is about to be removed. */
    @Override
    public @Nullable Void told(Instant now, DeliveryResult result) throws IOException {
        for (HeldFinding held : content) {
            store.remove(held);
        }
        return claimed.told(telling(now, result.reference().orElse(null)));
    }

    /** Its content stays in the store until everybody has it. */
    @Override
    public @Nullable Void toldAllBut(Set<String> left, Instant now) throws IOException {
        return claimed.toldAllBut(left, owed, () -> telling(now, null));
    }

    /** Its time of change is that of the newest finding in it, by which its content is known again. */
    private Telling telling(Instant now, @Nullable String reference) {
        Instant newest = content.stream()
                .map(HeldFinding::heldAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new Telling(notification().severity(), content.size(), newest, now, reference);
    }

    @Override
    public @Nullable Void release() throws IOException {
        return claimed.release();
    }
}
