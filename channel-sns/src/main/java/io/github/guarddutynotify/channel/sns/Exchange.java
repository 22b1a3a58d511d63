package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.DeliveryResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One delivery's or probe's dealings with AWS, in a thread of their own: the JDK's blocking I/O ignores interrupts, so whoever waits
 * for an answer goes away and has the connection closed behind them.
 */
final class Exchange extends Thread {
    private final Supplier<Duration> timeLeft;
    private final FutureTask<DeliveryResult> work;
    private @Nullable HttpURLConnection connection;
    private boolean givenUp;

    private Exchange(Supplier<Duration> timeLeft, FutureTask<DeliveryResult> work) {
        super(work, "guardduty-notify-sns");
        this.timeLeft = timeLeft;
        this.work = work;
        setDaemon(true);
    }

    /**
     * Waits for what the work gives, no longer than there is time.
     *
     * @param timeLeft tells at any moment how long that is
     * @throws InterruptedException at once if the waiting thread is interrupted
     */
    static DeliveryResult of(Supplier<Duration> timeLeft, Callable<DeliveryResult> work)
            throws IOException, InterruptedException {
        Duration limit = timeLeft.get();
        if (limit.isZero()) {
            throw new InterruptedIOException("no time left to ask");
        }
        Exchange exchange = new Exchange(timeLeft, new FutureTask<>(work));
        exchange.start();
        try {
            return exchange.work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new InterruptedIOException("no answer in time");
        } catch (ExecutionException failed) {
            throw thrown(failed.getCause());
        } finally {
            exchange.giveUp();
        }
    }

    private static IOException thrown(@Nullable Throwable cause) throws IOException {
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException failure ? failure : new IOException("the exchange ended without an answer");
    }

    /** The exchange that this thread carries out: the SDK's clients work in their callers' threads. */
    static Exchange current() {
        return (Exchange) Thread.currentThread();
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

    /** Closing may itself wait for a read that is under way, so it is done in passing. */
    private synchronized void giveUp() {
        givenUp = true;
        if (work.isDone()) {
            return;
        }
        interrupt();
        HttpURLConnection left = connection;
        if (left != null) {
            Thread closing = new Thread(left::disconnect, getName() + "-closing");
            closing.setDaemon(true);
            closing.start();
        }
    }
}
