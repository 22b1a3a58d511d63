package io.github.guarddutynotify.examples.demo;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The trouble that a far end makes: it fails the first so many attempts at each finding. Safe for use by many threads. */
final class Trouble implements AutoCloseable {
    private final String end;
    private final @Nullable Fault fault;
    private final Consumer<String> watcher;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    Trouble(String end, @Nullable Fault fault, Consumer<String> watcher) {
        this.end = end;
        this.fault = fault;
        this.watcher = watcher;
    }

    static Trouble none() {
        return new Trouble("", null, unheard -> {});
    }

    /** Whether nobody is to answer at the end's port. */
    boolean isAbsence() {
        return fault != null && fault.kind() == Fault.Kind.REFUSED;
    }

    /**
     * Meets an attempt: what befalls it instead of being taken, if anything does. If that is silence, comes back when the end
     * is closed; whoever asked has gone by then.
     *
     * @param tray the finding's
     */
    Optional<Fault> meet(String tray) {
        Fault next = fault;
        if (next == null || attempts.merge(tray, 1, Integer::sum) > next.times()) {
            return Optional.empty();
        }
        watcher.accept(end + " " + next.told() + ", attempt " + attempts.get(tray));
        if (next.kind() == Fault.Kind.TIMEOUT) {
            awaitClosing();
        }
        return Optional.of(next);
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends every silence. */
    @Override
    public void close() {
        closing.countDown();
    }
}
