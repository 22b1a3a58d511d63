package io.github.guarddutynotify.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Repeated measurements of one thing, by their median and quartiles: a shared machine has outliers to one side only. */
public final class Samples {
    private final double[] sorted;

    private Samples(double[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Takes one number of each.
     *
     * @param <T> what was measured
     * @param measured at least one
     * @param number the number
     * @return the samples
     */
    public static <T> Samples of(Collection<T> measured, ToDoubleFunction<T> number) {
        return new Samples(measured.stream().mapToDouble(number).sorted().toArray());
    }

    /**
     * The middle one.
     *
     * @return the median
     */
    public double median() {
        return quantile(0.5);
    }

    /**
     * The least one, which is what a quiet machine would give.
     *
     * @return the minimum
     */
    public double least() {
        return sorted[0];
    }

    private double quantile(double part) {
        double at = part * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Such as {@code 240 (232-251)}: the median and the quartiles. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f (%.0f-%.0f)", median(), quantile(0.25), quantile(0.75));
    }
}
