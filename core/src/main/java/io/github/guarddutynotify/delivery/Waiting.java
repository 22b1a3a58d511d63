package io.github.guarddutynotify.delivery;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one place where a dispatch waits, so that a test can let time pass without waiting. */
@FunctionalInterface
interface Waiting {
    /** Waits on the JVM's own time. */
    Waiting REAL = (events, limit) -> events.poll(limit.toNanos(), TimeUnit.NANOSECONDS);

    /** The next event; {@code null} when the limit has passed without one. */
    @Nullable
    Runnable next(BlockingQueue<Runnable> events, Duration limit) throws InterruptedException;
}
