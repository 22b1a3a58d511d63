package io.github.guarddutynotify.channel;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a destination was told of a finding, and when: enough to say what changed and to continue the thread.
 *
 * @param severity the finding's severity then
 * @param count how often it had been observed then
 * @param updated when GuardDuty had changed it; {@code null} where the finding does not say
 * @param told when the far end accepted it
 * @param farReference the far end's name for the message, such as a message id; {@code null} if it gave none
 * @param owed the recipients that were left out for now while others have the message; empty if nobody was
 */
public record Telling(
        Severity severity,
        long count,
        @Nullable Instant updated,
        Instant told,
        @Nullable String farReference,
        Set<String> owed) {

    /**
     * Keeps a copy of the recipients.
     *
     * @param severity the finding's severity then
     * @param count how often it had been observed then
     * @param updated when GuardDuty had changed it; {@code null} where the finding does not say
     * @param told when the far end accepted it
     * @param farReference the far end's name for the message; {@code null} if it gave none
     * @param owed the recipients that were left out for now
     */
    public Telling {
        owed = Set.copyOf(owed);
    }

    /**
     * A telling that left nobody out.
     *
     * @param severity the finding's severity then
     * @param count how often it had been observed then
     * @param updated when GuardDuty had changed it; {@code null} where the finding does not say
     * @param told when the far end accepted it
     * @param farReference the far end's name for the message; {@code null} if it gave none
     */
    public Telling(
            Severity severity, long count, @Nullable Instant updated, Instant told, @Nullable String farReference) {
        this(severity, count, updated, told, farReference, Set.of());
    }

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
     * The same with recipients that were left out for now; they alone are told when it is tried again.
     *
     * @param recipients who is still owed
     * @return the new telling
     */
    public Telling owing(Set<String> recipients) {
        return new Telling(severity, count, updated, told, farReference, recipients);
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
