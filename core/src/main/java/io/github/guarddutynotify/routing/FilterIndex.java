package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.Finding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds those of many filters that a finding may pass, without asking each: a filter that demands one of certain texts,
 * such as account ids, is looked up by them.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class FilterIndex {
    private final BitSet unlisted = new BitSet();
    private final Map<Attribute, Map<String, List<Integer>>> listed = new EnumMap<>(Attribute.class);

    /** @param filters the filters, which go by their number from now on */
    FilterIndex(List<Filter> filters) {
        for (int number = 0; number < filters.size(); number++) {
            Filter.Matches demand = demand(filters.get(number));
            Set<String> texts = demand == null ? null : demand.globs().listed();
            if (demand == null || texts == null) {
                unlisted.set(number);
            } else {
                add(number, demand.attribute(), texts);
            }
        }
    }

    private void add(int number, Attribute attribute, Set<String> texts) {
        Map<String, List<Integer>> byText = listed.computeIfAbsent(attribute, first -> new HashMap<>());
        texts.forEach(text ->
                byText.computeIfAbsent(text, first -> new ArrayList<>(1)).add(number));
    }

    /** A condition that the filter can't do without and whose texts can be listed. */
    private static Filter.@Nullable Matches demand(Filter filter) {
        if (filter instanceof Filter.Matches matches) {
            return matches.globs().listed() == null ? null : matches;
        }
        if (filter instanceof Filter.AllOf all) {
            for (Filter part : all.parts()) {
                Filter.Matches demand = demand(part);
                if (demand != null) {
                    return demand;
                }
            }
        }
        return null;
    }

    /** The numbers of the filters that a finding may pass, in order; it passes none of the others. */
    IntStream candidates(Finding finding) {
        if (listed.isEmpty()) {
            return unlisted.stream();
        }
        BitSet candidates = (BitSet) unlisted.clone();
        listed.forEach((attribute, byText) -> {
            for (String text : attribute.of(finding)) {
                byText.getOrDefault(Glob.folded(text), List.of()).forEach(candidates::set);
            }
        });
        return candidates.stream();
    }
}
