package io.github.guarddutynotify.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A double of the other side of a channel: a real server on the loopback interface that behaves as a test says and
 * remembers what it was sent.
 *
 * <p>A subclass speaks the protocol. It listens on a free port from its construction on; for each connection it calls
 * {@link #connected()}, for each message that someone tries to hand over {@link #attempted()} (last, when everything else
 * of the attempt is recorded), and {@link #took(byte[])} for what came; then it does what {@link #behaviour()} says.
 * {@link HttpFarEnd} is a ready one. Safe for use by many threads.
 */
public abstract class FarEnd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a far end does with the next message, and every one after it. */
    public enum Behaviour {
        /** Takes it. */
        ACCEPT,
        /** Says "not now", with a time to wait where the medium has one. */
        DEFER,
        /** Says "never". */
        REJECT,
        /** Reads it and keeps silent. */
        HANG,
        /** Begins to answer and then keeps silent; a medium whose answers can't be cut in two hangs. */
        HANG_MIDWAY,
        /** Reads it and resets the connection. */
        RESET
    }

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Semaphore unawaited = new Semaphore(0);
    private final List<byte[]> messages = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = Behaviour.ACCEPT;

    /** A far end that accepts. */
    protected FarEnd() {}

    /**
     * Says how to behave from now on.
     *
     * @param next the behaviour
     */
    public void will(Behaviour next) {
        behaviour = next;
    }

    /**
     * The port that it listens on, on 127.0.0.1.
     *
     * @return the port; the same after {@link #close()}
     */
    public abstract int port();

    /**
     * For how long it wants to be left alone when it {@linkplain Behaviour#DEFER defers}.
     *
     * @return the time; empty where the medium can't say such a thing
     */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /**
     * How many connections were opened so far.
     *
     * @return the number
     */
    public final int connections() {
        return connections.get();
    }

    /**
     * How often someone tried to hand over a message so far, whatever came of it.
     *
     * @return the number
     */
    public final int attempts() {
        return attempts.get();
    }

    /**
     * The messages that came in whole, as bytes, whatever was answered.
     *
     * @return the messages in the order of their arrival
     */
    public final List<byte[]> messages() {
        return messages.stream().map(byte[]::clone).toList();
    }

    /**
     * Waits for an attempt that was not waited for yet.
     *
     * @throws InterruptedException if the thread was interrupted
     * @throws AssertionError if none comes within 20 seconds
     */
    public final void awaitAttempt() throws InterruptedException {
        if (!unawaited.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no attempt reached the far end within " + PATIENCE.toSeconds() + " seconds");
        }
    }

    /**
     * How to behave at this moment.
     *
     * @return the behaviour
     */
    protected final Behaviour behaviour() {
        return behaviour;
    }

    /** Counts a connection. */
    protected final void connected() {
        connections.incrementAndGet();
    }

    /** Counts an attempt. */
    protected final void attempted() {
        attempts.incrementAndGet();
        unawaited.release();
    }

    /**
     * Remembers a message.
     *
     * @param message its bytes
     */
    protected final void took(byte[] message) {
        messages.add(message.clone());
    }

    /** Is gone: closes every connection and refuses new ones. What was recorded stays. A second call does nothing. */
    @Override
    public abstract void close();
}
