package io.github.guarddutynotify.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What one destination is told in a call, a few at a time and in order. All of it runs in the loop of {@link Dispatch}.
 */
final class Lane {
    /**
     * One thing to tell.
     *
     * @param subject gives it when its time has come, so that a long lane is not in memory at once
     * @param ended takes what became of it
     */
    private record Errand(Supplier<Subject> subject, Consumer<DestinationReport> ended) {}

    private record Running(Errand errand, DestinationTask task) {}

    private final OpenDestination target;
    private final int atOnce;
    private final Deque<Errand> waiting = new ArrayDeque<>();
    private final List<Running> running = new ArrayList<>();

    /** @param atOnce how many are told at the same time */
    Lane(OpenDestination target, int atOnce) {
        this.target = target;
        this.atOnce = atOnce;
    }

    Lane then(Supplier<Subject> subject, Consumer<DestinationReport> ended) {
        waiting.add(new Errand(subject, ended));
        return this;
    }

    /** Hands over what has ended and begins what is next. */
    void advance(Dispatch dispatch) {
        handOver();
        while (running.size() < atOnce && !waiting.isEmpty()) {
            begin(dispatch, waiting.remove());
            handOver(); // what ended at once makes room for the next
        }
    }

    private void begin(Dispatch dispatch, Errand errand) {
        DestinationTask task =
                new DestinationTask(dispatch, target, errand.subject().get());
        running.add(new Running(errand, task));
        task.proceed();
    }

    private void handOver() {
        running.removeIf(each -> {
            if (each.task().isDone()) {
                each.errand().ended().accept(each.task().report());
            }
            return each.task().isDone();
        });
    }

    List<DestinationTask> tasks() {
        return running.stream().map(Running::task).toList();
    }
}
