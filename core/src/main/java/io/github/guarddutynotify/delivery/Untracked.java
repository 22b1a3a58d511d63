package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.notification.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A notification that is not about one finding, such as a test message: it is told each time. */
record Untracked(Notification notification) implements Subject {
    @Override
    public boolean isTracked() {
        return false;
    }

    @Override
    public boolean needsLedger() {
        return false;
    }

    @Override
    public Claim claim(Duration lease) {
        throw new IllegalStateException("nobody claims what is not tracked");
    }

    @Override
    public void granted(Granted claim) {}

    @Override
    public boolean isClaimed() {
        return false;
    }

    @Override
    public Optional<Reason> reasonToSkip(UpdateRule rule, Instant now) {
        return Optional.empty();
    }

    @Override
    public Optional<Telling> last() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> updatedAt() {
        return Optional.empty();
    }

    @Override
    public Optional<Reason> reasonToHold(Holding holding, Instant now) {
        return Optional.empty();
    }

    @Override
    public @Nullable Void hold(Instant now) {
        return null;
    }

    @Override
    public @Nullable Void told(Instant now, DeliveryResult result) {
        return null;
    }

    @Override
    public @Nullable Void release() {
        return null;
    }
}
