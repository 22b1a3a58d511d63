package io.github.guarddutynotify.delivery;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one place where a dispatch waits and learns how time passes, so that a test can let it pass without waiting. */
interface Waiting {
    /** Waits on the JVM's own time, which neither jumps nor stands still as a clock of the caller's may. */
    Waiting REAL = new Waiting() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public @Nullable Runnable next(BlockingQueue<Runnable> events, Duration limit) throws InterruptedException {
            return events.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
    };

    /** Nanoseconds since some moment; only differences mean something. */
    long nanoTime();

    /** The next event; {@code null} when the limit has passed without one. */
    @Nullable
    Runnable next(BlockingQueue<Runnable> events, Duration limit) throws InterruptedException;
}
