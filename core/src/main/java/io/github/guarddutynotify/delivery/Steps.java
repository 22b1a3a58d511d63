package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.delivery.Step.Answer;
import io.github.guarddutynotify.delivery.Step.GivenUpException;
import io.github.guarddutynotify.delivery.Step.NoThreadException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one task, one after another, and how each ends: by itself, by an interrupt when its time is over, or, a
 * grace after that, by being left to its thread. All of it runs in the loop of {@link Dispatch}.
 */
final class Steps {
    private final Dispatch dispatch;
    private @Nullable Step<?> step;
    private Runnable onEnded = () -> {};
    private Consumer<Exception> onGivenUp = why -> {};
    private boolean interrupting;
    private Instant nextTime;

    Steps(Dispatch dispatch) {
        this.dispatch = dispatch;
        this.nextTime = dispatch.now();
    }

    /** Whether no step is under way. */
    boolean isIdle() {
        return step == null;
    }

    /** When something is to be done, whatever happens until then. */
    Instant nextTime() {
        return nextTime;
    }

    void waitUntil(Instant time) {
        nextTime = time;
    }

    /**
     * Begins a step.
     *
     * @param latest when the work must have ended, or is left undone if it found no thread until then
     * @param end when the work must have ended if it begins at a time
     * @param then takes what became of the work
     */
    <T> void run(Callable<T> work, Instant latest, UnaryOperator<Instant> end, Consumer<Answer<T>> then) {
        Step<T> started = new Step<>(
                work, begun -> dispatch.post(() -> begun(begun, end)), ended -> dispatch.post(() -> ended(ended)));
        step = started;
        interrupting = false;
        nextTime = latest;
        onEnded = () -> then.accept(started.answer());
        onGivenUp = why -> then.accept(new Answer<>(null, why));
        started.startOn(dispatch.dispatcher().executor());
    }

    private void begun(Step<?> which, UnaryOperator<Instant> end) {
        if (which == step && !interrupting) {
            nextTime = end.apply(dispatch.now());
        }
    }

    private void ended(Step<?> which) {
        if (which == step) {
            step = null;
            onEnded.run();
        }
    }

    /** The step's time is over, or the grace behind it. */
    void onTime() {
        if (interrupting && step != null) {
            giveUp(step);
        } else {
            interrupt();
        }
    }

    /** Ends the step; a second call does nothing. */
    void interrupt() {
        if (step == null || interrupting) {
            return;
        }
        if (step.giveUpUnlessBegun()) {
            step = null;
            onGivenUp.accept(new NoThreadException(null));
            return;
        }
        interrupting = true;
        nextTime = dispatch.now().plus(dispatch.schedule().grace());
        step.interrupt();
    }

    private void giveUp(Step<?> running) {
        if (running.giveUp()) {
            step = null;
            onGivenUp.accept(new GivenUpException());
        } else {
            nextTime = dispatch.schedule().end(); // it has ended: its event is on the way
        }
    }
}
