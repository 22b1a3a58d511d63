package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.DeliveryResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One delivery's or probe's dealings with AWS: how long they may take, and the connection that ends with them. It is
 * carried out in one thread and given up from another.
 */
final class Exchange {
    /** The SDK's clients work in their callers' threads and hand nothing of ours to the connections they open. */
    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    private final Supplier<Duration> timeLeft;
    private @Nullable HttpURLConnection connection;
    private boolean givenUp;

    /** @param timeLeft tells at any moment how long it may still take */
    Exchange(Supplier<Duration> timeLeft) {
        this.timeLeft = timeLeft;
    }

    /** Does the work in this thread. */
    DeliveryResult carryOut(Callable<DeliveryResult> work) throws Exception {
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.remove();
        }
    }

    /** The exchange that this thread carries out. */
    static Exchange current() {
        Exchange current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("this thread carries out no exchange");
        }
        return current;
    }

    /** What a socket may still take; at least a millisecond, since zero means for ever to a socket. */
    int millisLeft() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeLeft.get().toMillis()));
    }

    /**
     * Keeps a connection, to be closed when nobody waits for its answer any more.
     *
     * @throws IOException if nobody does already: nothing is sent then
     */
    synchronized void keep(HttpURLConnection opened) throws IOException {
        if (givenUp) {
            throw new InterruptedIOException("given up");
        }
        connection = opened;
    }

    /**
     * Ends it.
     *
     * @return what closes its connection, which may itself wait for a read that is under way; {@code null} if there is none
     */
    synchronized @Nullable Runnable giveUp() {
        givenUp = true;
        return connection == null ? null : connection::disconnect;
    }
}
