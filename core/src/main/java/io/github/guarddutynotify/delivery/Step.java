package io.github.guarddutynotify.delivery;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Foreign code that runs on a thread of the executor, and is known to have ended only when it really has: a future's
 * {@code cancel} says "done" while the thread still runs.
 *
 * @param <T> what the code gives
 */
final class Step<T> implements Runnable {
    private enum State {
        WAITING,
        RUNNING,
        ENDED,
        GIVEN_UP
    }

    /** How a step ended: by a value, or by what it threw. */
    record Answer<T>(@Nullable T value, @Nullable Throwable thrown) {}

    /** The executor had no thread for the step. */
    static final class NoThreadException extends Exception {
        private static final long serialVersionUID = 1L;

        NoThreadException(@Nullable Throwable cause) {
            super(cause);
        }
    }

    /** The step went on after its end and the grace behind it, so it was left to itself. */
    static final class GivenUpException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Callable<T> work;
    private final Consumer<Step<T>> begun;
    private final Consumer<Step<T>> ended;
    private State state = State.WAITING;
    private @Nullable Thread runner;
    private @Nullable Answer<T> answer;

    /**
     * @param work the code
     * @param begun told on the executor's thread when the code begins, unless it was given up
     * @param ended told on the executor's thread when the code has ended, unless it was given up
     */
    Step(Callable<T> work, Consumer<Step<T>> begun, Consumer<Step<T>> ended) {
        this.work = work;
        this.begun = begun;
        this.ended = ended;
    }

    /** An {@code OutOfMemoryError} here is the system's way of saying that it has no more threads. */
    void startOn(Executor executor) {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            finish(new Answer<>(null, new NoThreadException(noThread)));
        }
    }

    @Override
    public void run() {
        synchronized (this) {
            if (state == State.GIVEN_UP) {
                return;
            }
            state = State.RUNNING;
            runner = Thread.currentThread();
        }
        begun.accept(this);
        Answer<T> result = answerOf(work);
        synchronized (this) {
            runner = null;
        }
        Thread.interrupted(); // an interrupt meant for this code must not hit what the thread does next
        finish(result);
    }

    /** Whatever is thrown is an answer: an {@code Error} of one channel must not cost another its message. */
    @SuppressWarnings("IllegalCatch")
    static <T> Answer<T> answerOf(Callable<T> work) {
        try {
            return new Answer<>(work.call(), null);
        } catch (Throwable thrown) {
            return new Answer<>(null, thrown);
        }
    }

    private void finish(Answer<T> result) {
        synchronized (this) {
            if (state == State.GIVEN_UP) {
                return;
            }
            state = State.ENDED;
            answer = result;
        }
        ended.accept(this);
    }

    /**
     * Lets go of code that has found no thread so far, so that it never begins.
     *
     * @return false if it has begun
     */
    synchronized boolean giveUpUnlessBegun() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.GIVEN_UP;
        return true;
    }

    synchronized void interrupt() {
        if (runner != null) {
            runner.interrupt();
        }
    }

    /**
     * Lets go of code that does not end; what it gives later is dropped.
     *
     * @return false if it has ended meanwhile, so that there is an answer after all
     */
    synchronized boolean giveUp() {
        if (state == State.ENDED) {
            return false;
        }
        state = State.GIVEN_UP;
        return true;
    }

    synchronized Answer<T> answer() {
        if (answer == null) {
            throw new IllegalStateException("the step has not ended");
        }
        return answer;
    }
}
