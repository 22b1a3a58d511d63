package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a task tells its destination, and how the ledger keeps track of that. What throws an {@code IOException} asks the
 * ledger and is for a {@link Step}; the rest is for the loop. Unless it says otherwise, a subject is tracked by nobody's
 * claim, never held, and about no one finding.
 */
sealed interface Subject permits OneFinding, HeldFindings, FoldedFindings, Untracked, Probe {
    /** Whether the ledger is to be asked before anything is told. */
    default boolean isTracked() {
        return true;
    }

    /** Whether nothing can be told without the ledger's answer. */
    default boolean needsLedger() {
        return false;
    }

    default Claim claim(Duration lease) throws IOException {
        throw new IllegalStateException("nobody claims what is not tracked");
    }

    /** Takes the ledger's answer over into the loop. */
    default void granted(Granted claim) {}

    default boolean isClaimed() {
        return false;
    }

    /** Why nothing is to be told after all; empty where something is. */
    default Optional<Reason> reasonToSkip(UpdateRule rule, Instant now) {
        return Optional.empty();
    }

    /** The recipients that a former call left out, where it told the others, once {@link #reasonToSkip} is empty. */
    default Set<String> owed() {
        return Set.of();
    }

    /** Asks the far end, in a thread of the executor. */
    default DeliveryResult ask(Destination destination, Delivery delivery) throws IOException, InterruptedException {
        return destination.deliver(delivery);
    }

    /** What is told, once {@link #reasonToSkip} is empty. */
    Notification notification();

    /** What those who are told now were last told of it. */
    default Optional<Telling> last() {
        return Optional.empty();
    }

    /** When GuardDuty changed the one finding that it is about. */
    default Optional<Instant> updatedAt() {
        return Optional.empty();
    }

    /** Why it is to be held instead of told, for the time being. */
    default Optional<Reason> reasonToHold(Holding holding, Instant now) {
        return Optional.empty();
    }

    default @Nullable Void hold(Instant now) throws IOException {
        return null;
    }

    default @Nullable Void told(Instant now, DeliveryResult result) throws IOException {
        return null;
    }

    /** Gives the claim back, and keeps who was left out if others were told. */
    default @Nullable Void toldAllBut(Set<String> left, Instant now) throws IOException {
        return release();
    }

    default @Nullable Void release() throws IOException {
        return null;
    }
}
