package io.github.guarddutynotify.channel;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a destination was told of a finding, and when: enough to say what changed and to continue the thread.
 *
 * @param severity the finding's severity then
 * @param count how often it had been observed then
 * @param updated when GuardDuty had changed it; {@code null} where the finding does not say
 * @param told when the far end accepted it
 * @param farReference the far end's name for the message, such as a message id; {@code null} if it gave none
 */
public record Telling(
        Severity severity,
        long count,
        @Nullable Instant updated,
        Instant told,
        @Nullable String farReference) {

    /**
     * The telling of a finding as it is now.
     *
     * @param finding the finding
     * @param told when the far end accepted it
     * @param farReference the far end's name for the message; {@code null} if it gave none
     * @return the telling
     */
    public static Telling of(Finding finding, Instant told, @Nullable String farReference) {
        return new Telling(
                finding.severity(), finding.count(), finding.updatedAt().orElse(null), told, farReference);
    }

    /**
     * When GuardDuty had changed the finding.
     *
     * @return the time
     */
    public Optional<Instant> updatedAt() {
        return Optional.ofNullable(updated);
    }

    /**
     * The far end's name for the message.
     *
     * @return the reference
     */
    public Optional<String> reference() {
        return Optional.ofNullable(farReference);
    }
}
