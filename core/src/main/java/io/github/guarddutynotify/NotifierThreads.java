package io.github.guarddutynotify;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads on which attempts run: the caller's, or daemons of the notifier's own that end with it. */
final class NotifierThreads implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;
    private static final long END_MILLISECONDS = 250;

    private final ExecutorService executor;
    private final boolean own;

    private NotifierThreads(ExecutorService executor, boolean own) {
        this.executor = executor;
        this.own = own;
    }

    static NotifierThreads using(@Nullable ExecutorService given) {
        return given == null ? new NotifierThreads(daemons(), true) : new NotifierThreads(given, false);
    }

    private static ExecutorService daemons() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "guardduty-notify-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    ExecutorService executor() {
        return executor;
    }

    /** Waits a moment for the threads; one that blocks for ever is a daemon and keeps no JVM alive. */
    @Override
    public void close() {
        if (!own) {
            return;
        }
        executor.shutdownNow();
        try {
            executor.awaitTermination(END_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
