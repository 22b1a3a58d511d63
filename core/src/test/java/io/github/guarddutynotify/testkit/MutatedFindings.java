package io.github.guarddutynotify.testkit;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.UnreadableFindingException;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Published findings with a few things changed at random: values of another kind, hostile texts, what is missing, doubled,
 * many or deep. The same seed gives the same finding.
 */
public final class MutatedFindings {
    private static final int MAX_CHANGES = 12;

    private final Random random;

    private MutatedFindings(long seed) {
        this.random = new Random(seed);
    }

    /**
     * As many findings as {@code -Dmutations=…} says, else three hundred; those that no reader could take are left out.
     *
     * @return the findings, made one after the other
     */
    public static Stream<Finding> all() {
        return LongStream.range(0, Long.getLong("mutations", 300)).boxed().flatMap(MutatedFindings::of);
    }

    /**
     * One finding.
     *
     * @param seed says what is changed
     * @return the finding; empty where the change left no finding
     */
    public static Stream<Finding> of(long seed) {
        try {
            return Stream.of(FindingReader.read(new MutatedFindings(seed).event()));
        } catch (UnreadableFindingException noFinding) {
            return Stream.empty();
        }
    }

    private String event() {
        List<String> names = Findings.sampleNames();
        Object detail = Findings.sample(names.get(random.nextInt(names.size())))
                .document()
                .toJava();
        int changes = 1 + random.nextInt(MAX_CHANGES);
        for (int i = 0; i < changes; i++) {
            change(detail);
        }
        return JsonWriter.write(
                JsonWriter.object("detail-type", "GuardDuty Finding", "source", "aws.guardduty", "detail", detail));
    }

    /** Goes down at random and changes what is there. */
    private void change(@Nullable Object place) {
        if (place instanceof Map<?, ?> map && !map.isEmpty()) {
            changeMember(map);
        } else if (place instanceof List<?> list && !list.isEmpty()) {
            changeElement(list);
        }
    }

    @SuppressWarnings("unchecked") // made by toJava, which makes its containers of what JSON has
    private void changeMember(Map<?, ?> map) {
        Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) map;
        List<String> names = List.copyOf(members.keySet());
        String name = names.get(random.nextInt(names.size()));
        Object value = members.get(name);
        boolean isContainer = value instanceof Map<?, ?> || value instanceof List<?>;
        if (isContainer && random.nextInt(8) > 0) {
            change(value);
        } else if (random.nextInt(6) == 0) {
            members.remove(name);
        } else if (random.nextInt(10) == 0) {
            members.put("unknown" + random.nextInt(100), value(value));
        } else {
            members.put(name, value(value));
        }
    }

    @SuppressWarnings("unchecked") // as above
    private void changeElement(List<?> list) {
        List<@Nullable Object> elements = (List<@Nullable Object>) list;
        int index = random.nextInt(elements.size());
        Object element = elements.get(index);
        switch (random.nextInt(6)) {
            case 0 -> elements.remove(index);
            case 1 -> {
                for (int i = random.nextInt(300); i > 0; i--) {
                    elements.add(element);
                }
            }
            case 2 -> elements.set(index, value(element));
            default -> change(element);
        }
    }

    private @Nullable Object value(@Nullable Object old) {
        List<String> corpus = HostileText.corpus();
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> random.nextInt(2_000_000) - 1_000_000;
            case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(40) - 10);
            case 3 -> random.nextBoolean();
            case 4 -> new ArrayList<>(List.of(text(corpus), text(corpus)));
            case 5 -> new LinkedHashMap<>(Map.of(text(corpus), text(corpus)));
            case 6 -> old instanceof String text ? text + text(corpus) : text(corpus);
            default -> text(corpus);
        };
    }

    private String text(List<String> corpus) {
        return corpus.get(random.nextInt(corpus.size()));
    }
}
