package io.github.guarddutynotify.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several patterns, of which a text must fit one. Globs without a {@code *} cost a single lookup, however many they are.
 *
 * <p>Immutable and safe for use by many threads; equal to others that are the same in the same order.
 */
public final class Patterns {
    private final List<ValuePattern> all;
    private final Set<String> exact = new HashSet<>();
    private final List<ValuePattern> open = new ArrayList<>();

    private Patterns(List<ValuePattern> all) {
        this.all = all;
        for (ValuePattern pattern : all) {
            if (pattern instanceof Glob glob && glob.isExact()) {
                exact.add(Glob.folded(glob.pattern()));
            } else {
                open.add(pattern);
            }
        }
    }

    /**
     * Globs, and nothing else.
     *
     * @param texts the globs, in which {@code *} stands for anything; at least one
     * @return the patterns
     * @throws IllegalArgumentException without any
     */
    public static Patterns globs(List<String> texts) {
        return of(texts, Glob::new);
    }

    /**
     * Globs, numbers, ranges and blocks of addresses.
     *
     * @param texts what {@link ValuePattern#parse} reads; at least one
     * @return the patterns
     * @throws IllegalArgumentException without any, or if one is malformed
     */
    public static Patterns parse(List<String> texts) {
        return of(texts, ValuePattern::parse);
    }

    private static Patterns of(List<String> texts, Function<String, ValuePattern> reader) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("nothing fits no pattern; give at least one, or leave the filter out");
        }
        return new Patterns(texts.stream().map(reader).toList());
    }

    /**
     * Whether a text fits one of them.
     *
     * @param text the whole text
     * @return true if it fits
     */
    public boolean matches(String text) {
        if (!exact.isEmpty() && exact.contains(Glob.folded(text))) {
            return true;
        }
        for (ValuePattern pattern : open) {
            if (pattern.matches(text)) {
                return true;
            }
        }
        return false;
    }

    boolean matchAny(List<String> texts) {
        return texts.stream().anyMatch(this::matches);
    }

    /** Every text that fits, {@linkplain Glob#folded folded}; {@code null} if they can't be listed. */
    @Nullable
    Set<String> listed() {
        return open.isEmpty() ? exact : null;
    }

    /**
     * The patterns, in the order in which they were given.
     *
     * @return the patterns
     */
    public List<ValuePattern> all() {
        return all;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Patterns same && all.equals(same.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.stream().map(ValuePattern::toString).collect(Collectors.joining(", "));
    }
}
