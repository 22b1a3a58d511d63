package io.github.guarddutynotify.delivery;

import java.io.IOException;
import java.util.List;

/**
 * Keeps what destinations are owed later, such as the content of a digest, beyond the end of the process.
 *
 * <p>A ledger that has one gives it by {@link DeliveryLedger#held()}. Implementations are safe for use by many threads and
 * processes.
 */
public interface HeldStore {
    /**
     * Keeps a finding for a destination; one with the same {@linkplain HeldFinding#entry() entry} is replaced.
     *
     * @param held the finding
     * @throws IOException if the store can't be asked; then it may or may not be kept
     */
    void put(HeldFinding held) throws IOException;

    /**
     * What a destination is owed.
     *
     * @param destination the destination's name
     * @return everything that was put and not removed, those held longest first
     * @throws IOException if the store can't be asked
     */
    List<HeldFinding> list(String destination) throws IOException;

    /**
     * Lets go of a finding that was told; does nothing if it is gone, or another was put in its place since it was listed.
     *
     * @param held the finding as it was listed
     * @throws IOException if the store can't be asked
     */
    void remove(HeldFinding held) throws IOException;
}
