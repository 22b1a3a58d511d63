package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a later message of many findings says of one of them: a few hundred bytes, not the finding. What comes from the
 * finding is untrusted text.
 *
 * @param entry the finding and the destination that is owed it
 * @param id the finding's id
 * @param type the finding's type
 * @param account the account that has it; empty where the finding does not say
 * @param region the region; empty where the finding does not say
 * @param severity how bad it was
 * @param count how often it had been observed
 * @param title GuardDuty's one line about it
 * @param updated when GuardDuty had changed it; {@code null} where the finding does not say
 * @param heldAt since when it is held
 */
public record HeldFinding(
        Entry entry,
        String id,
        String type,
        String account,
        String region,
        Severity severity,
        long count,
        String title,
        @Nullable Instant updated,
        Instant heldAt) {

    static HeldFinding of(Entry entry, Finding finding, Instant now) {
        return new HeldFinding(
                entry,
                finding.id(),
                finding.type().text(),
                finding.accountId().orElse(""),
                finding.region().orElse(""),
                finding.severity(),
                finding.count(),
                finding.title(),
                finding.updatedAt().orElse(null),
                now);
    }

    /**
     * When GuardDuty had changed the finding.
     *
     * @return the time
     */
    public Optional<Instant> updatedAt() {
        return Optional.ofNullable(updated);
    }

    /** Names the severity only: the rest is an attacker's text in part. */
    @Override
    public String toString() {
        return "HeldFinding[" + severity + "]";
    }
}
