package io.github.guarddutynotify.channel;

import java.io.IOException;
import java.util.Optional;

/**
 * One configured end of a channel, such as the webhook of the channel {@code #soc}.
 *
 * <p>The contract, which the test kit's {@code NotificationChannelContract} holds an implementation to:
 *
 * <ul>
 *   <li><b>Once.</b> A call makes at most one attempt. Retrying is the dispatcher's; a client's own retry is off.
 *   <li><b>Answer or throw.</b> What the far end said is a {@link DeliveryResult}; not being able to ask is an {@code
 *       IOException}. Anything else that is thrown counts as a bug of the channel: the delivery as rejected, its stack
 *       logged once.
 *   <li><b>In time.</b> A call returns within {@link Delivery#timeLeft()} and lets {@code InterruptedException} out.
 *       Blocking I/O ignores interrupts, so every socket gets a timeout.
 *   <li><b>Thread-safe.</b> Many threads deliver at once.
 *   <li><b>Quiet.</b> No logging, and no secret in a result, an exception or a {@code toString}.
 *   <li><b>Inert.</b> Whatever an intruder wrote into a finding, no mention, link or mark-up of it comes alive.
 * </ul>
 */
@FunctionalInterface
public interface Destination extends AutoCloseable {
    /**
     * Attempts one delivery.
     *
     * @param delivery the notification, and the circumstances of this attempt
     * @return what the far end said
     * @throws IOException if the far end could not be asked, or its answer was lost
     * @throws InterruptedException if the thread was interrupted
     */
    DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException;

    /**
     * Proves, without telling anybody anything, that the far end can be reached and would take a message: as much of it as
     * the medium allows, such as connecting and logging in. It is for a person who sets things up, so what is wrong and
     * what to do about it stands in the result's detail, in a sentence.
     *
     * @param deadline by when
     * @return accepted where nothing stands in the way as far as can be told; empty, unless the channel says otherwise, for
     *     one that can't be asked without sending
     * @throws IOException if the far end could not be asked
     * @throws InterruptedException if the thread was interrupted
     */
    default Optional<DeliveryResult> probe(Deadline deadline) throws IOException, InterruptedException {
        return Optional.empty();
    }

    /**
     * What {@link #deliver} would send, without sending it and without touching the network.
     *
     * @param delivery the notification, and the circumstances
     * @return the message as the far end would get it, without any secret; empty, unless the channel says otherwise
     */
    default Optional<Preview> preview(Delivery delivery) {
        return Optional.empty();
    }

    /** Frees what the destination holds; a second call does nothing. */
    @Override
    default void close() {}
}
