package io.github.guarddutynotify.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One call of the dispatcher: an event loop in the calling thread. Only foreign code runs elsewhere; everything that
 * decides is here, one thing after another, so nothing of it needs a lock.
 */
final class Dispatch {
    private final Dispatcher dispatcher;
    private final Schedule schedule;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final long begun;
    private boolean aborted;

    Dispatch(Dispatcher dispatcher, Schedule schedule) {
        this.dispatcher = dispatcher;
        this.schedule = schedule;
        this.begun = dispatcher.waiting().nanoTime();
    }

    /** Returns when every lane has come to its end. */
    void run(List<Lane> lanes) {
        aborted = Thread.interrupted(); // for a caller who was interrupted before, nothing begins
        while (true) {
            lanes.forEach(lane -> lane.advance(this));
            List<DestinationTask> running =
                    lanes.stream().flatMap(lane -> lane.tasks().stream()).toList();
            if (running.isEmpty()) {
                break;
            }
            try {
                awaitAndHandle(running);
            } catch (InterruptedException callerInterrupted) {
                aborted = true;
                running.forEach(DestinationTask::abort);
            }
        }
        if (aborted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAndHandle(List<DestinationTask> running) throws InterruptedException {
        Instant next = running.stream()
                .map(DestinationTask::nextTime)
                .min(Comparator.naturalOrder())
                .orElse(schedule.end());
        Duration wait = Duration.between(now(), next);
        @Nullable Runnable event = dispatcher.waiting().next(events, wait.isNegative() ? Duration.ZERO : wait);
        if (event != null) {
            event.run();
        }
        running.stream()
                .filter(task -> !task.isDone() && !task.nextTime().isAfter(now()))
                .forEach(DestinationTask::onTime);
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Schedule schedule() {
        return schedule;
    }

    /** Whether the caller was interrupted: nothing new begins. */
    boolean isAborted() {
        return aborted;
    }

    /** The JVM's time, which all calls share. */
    long nanoTime() {
        return dispatcher.waiting().nanoTime();
    }

    /** The time since the call began is the JVM's: a clock may jump or, in a test, stand still; the deadline may not. */
    Instant now() {
        return schedule.begin().plusNanos(dispatcher.waiting().nanoTime() - begun);
    }

    /** Runs in the loop, whichever thread posts it. */
    void post(Runnable event) {
        events.add(event);
    }
}
