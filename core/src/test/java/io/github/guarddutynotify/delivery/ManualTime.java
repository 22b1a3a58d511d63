package io.github.guarddutynotify.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * Time that passes only when a dispatch waits. It goes with an executor that runs in the calling thread, so that every
 * step has ended before anyone waits for it.
 */
final class ManualTime implements InstantSource, Waiting {
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    @Override
    public Runnable next(BlockingQueue<Runnable> events, Duration limit) {
        Runnable event = events.poll();
        if (event == null) {
            waits.add(limit);
            now = now.plus(limit);
        }
        return event;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    List<Duration> waits() {
        return waits;
    }
}
