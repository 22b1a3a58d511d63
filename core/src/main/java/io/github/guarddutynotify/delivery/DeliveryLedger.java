package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Telling;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what each destination was last told of each finding, so that nobody is told twice.
 *
 * <p>Who wants to tell something claims it first; of two who claim at once one is granted. A claim ends by {@link
 * #told}, by {@link #release}, or by itself when its lease runs out, so that a teller who dies loses nothing.
 * Implementations are safe for use by many threads. A ledger that fails never keeps a message back: the notifier
 * delivers and says so in the report. What it fails with is logged by its class only, but for a {@link LedgerException},
 * whose message is.
 */
public interface DeliveryLedger extends AutoCloseable {
    /**
     * A finding at a destination.
     *
     * @param finding tells the finding from others, the same for all its updates
     * @param destination the destination's name
     */
    record Entry(String finding, String destination) {
        /** Written out, since a JVM links what a record derives anew in each process, which a cold start feels. */
        @Override
        public int hashCode() {
            return 31 * finding.hashCode() + destination.hashCode();
        }

        /** As records compare. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry entry
                    && finding.equals(entry.finding)
                    && destination.equals(entry.destination);
        }
    }

    /** The answer to a claim. */
    sealed interface Claim {}

    /**
     * The claim is granted until its lease runs out.
     *
     * @param token proves the claim to {@link DeliveryLedger#told} and {@link DeliveryLedger#release}
     * @param last what the destination was last told; {@code null} if nothing
     */
    record Granted(String token, @Nullable Telling last) implements Claim {
        /**
         * Refuses a claim without a token, so that a ledger's fault shows in the ledger.
         *
         * @param token proves the claim to {@link DeliveryLedger#told} and {@link DeliveryLedger#release}
         * @param last what the destination was last told; {@code null} if nothing
         */
        public Granted {
            Objects.requireNonNull(token, "token");
        }

        /**
         * What the destination was last told.
         *
         * @return the telling; empty if nothing
         */
        public Optional<Telling> lastTelling() {
            return Optional.ofNullable(last);
        }
    }

    /**
     * Someone else has claimed it.
     *
     * @param until when that claim ends at the latest
     */
    record InFlight(Instant until) implements Claim {
        /**
         * Refuses a claim without an end, so that a ledger's fault shows in the ledger.
         *
         * @param until when that claim ends at the latest
         */
        public InFlight {
            Objects.requireNonNull(until, "until");
        }

        /** How long that claim may still hold. */
        Duration left(Instant now) {
            Duration lease = Duration.between(now, until);
            return lease.isNegative() ? Duration.ZERO : lease;
        }
    }

    /**
     * Claims the right to tell.
     *
     * @param entry the finding and the destination
     * @param lease how long the claim holds
     * @return granted, or in flight
     * @throws IOException if the ledger can't be asked
     */
    Claim claim(Entry entry, Duration lease) throws IOException;

    /**
     * Ends a claim: the destination was told, or, where the telling {@linkplain Telling#owed() owes} recipients, the others
     * were. A claim whose lease ran out and was granted to another changes nothing.
     *
     * @param entry the finding and the destination
     * @param token the claim's token
     * @param telling what it was told
     * @throws IOException if the ledger can't be asked
     */
    void told(Entry entry, String token, Telling telling) throws IOException;

    /**
     * Ends a claim: the destination was not told.
     *
     * @param entry the finding and the destination
     * @param token the claim's token
     * @throws IOException if the ledger can't be asked
     */
    void release(Entry entry, String token) throws IOException;

    /**
     * Whether what was told is still known after a restart, and to other processes. What relies on it, such as a notice
     * of what changed since the day before, can ask before it promises.
     *
     * @return false, unless the ledger says otherwise
     */
    default boolean isDurable() {
        return false;
    }

    /**
     * Where a digest and the messages of quiet hours wait, beside what was told.
     *
     * @return the store; empty, unless the ledger has one that survives the process
     */
    default Optional<HeldStore> held() {
        return Optional.empty();
    }

    /** Frees what the ledger holds; a second call does nothing. */
    @Override
    default void close() {}
}
