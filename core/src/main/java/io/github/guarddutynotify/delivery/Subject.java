package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task tells its destination, and how the ledger keeps track of that. What throws an {@code IOException} asks the
 * ledger and is for a {@link Step}; the rest is for the loop.
 */
sealed interface Subject permits OneFinding, HeldFindings, FoldedFindings, Untracked {
    /** Whether the ledger is to be asked before anything is told. */
    boolean isTracked();

    /** Whether nothing can be told without the ledger's answer. */
    boolean needsLedger();

    Claim claim(Duration lease) throws IOException;

    /** Takes the ledger's answer over into the loop. */
    void granted(Granted claim);

    boolean isClaimed();

    /** Why nothing is to be told after all; empty where something is. */
    Optional<Reason> reasonToSkip(UpdateRule rule, Instant now);

    /** What is told, once {@link #reasonToSkip} is empty. */
    Notification notification();

    /** What the destination was last told of it. */
    Optional<Telling> last();

    /** When GuardDuty changed the one finding that it is about. */
    Optional<Instant> updatedAt();

    /** Why it is to be held instead of told, for the time being. */
    Optional<Reason> reasonToHold(Holding holding, Instant now);

    @Nullable
    Void hold(Instant now) throws IOException;

    @Nullable
    Void told(Instant now, DeliveryResult result) throws IOException;

    @Nullable
    Void release() throws IOException;
}
