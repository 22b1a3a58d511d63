package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.DeliveryResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a topic's exchanges with AWS: the JDK's blocking I/O ignores interrupts, so whoever waits for an answer goes away
 * and has the connection closed behind them. Threads are kept for a while, because the SDK makes a signer and an XML
 * parser anew for each.
 */
final class Exchanges implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;
    private static final long END_MILLISECONDS = 250;

    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Exchanges::thread);

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "guardduty-notify-sns");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Waits for what the work gives, no longer than there is time.
     *
     * @param timeLeft tells at any moment how long that is
     * @throws InterruptedException at once if the waiting thread is interrupted
     */
    DeliveryResult ask(Supplier<Duration> timeLeft, Callable<DeliveryResult> work)
            throws IOException, InterruptedException {
        Duration limit = timeLeft.get();
        if (limit.isZero()) {
            throw new InterruptedIOException("no time left to ask");
        }
        Exchange exchange = new Exchange(timeLeft);
        Future<DeliveryResult> answer = start(() -> exchange.carryOut(work));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new InterruptedIOException("no answer in time");
        } catch (ExecutionException failed) {
            throw thrown(failed.getCause());
        } finally {
            if (!answer.isDone()) {
                Runnable closing = exchange.giveUp();
                answer.cancel(true);
                if (closing != null) {
                    thread(closing).start();
                }
            }
        }
    }

    private Future<DeliveryResult> start(Callable<DeliveryResult> work) throws IOException {
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException closed) {
            throw new IOException("the destination is closed", closed);
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

    /** Lets what is under way end by its own time, as the waiting for it does. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(END_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
