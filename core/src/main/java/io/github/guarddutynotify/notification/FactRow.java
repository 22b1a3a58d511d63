package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the table of what is told: a label, and where its values stand.
 *
 * @param topic the section it belongs to
 * @param kind how its values are shown
 * @param label its label
 * @param base pointer to the objects that have the value, from the finding's top
 * @param value pointer to the value, from the object
 * @param details pointers to what stands in brackets behind the value
 */
record FactRow(Topic topic, Kind kind, String label, String base, String value, List<String> details) {
    /** More values than this in one line are counted instead of listed. */
    private static final int MAX_VALUES = 5;

    /** The sections, in the order in which they are told. */
    enum Topic {
        HAPPENED("What happened"),
        ACTOR("Who did it"),
        AFFECTED("What is affected"),
        EVIDENCE("Evidence"),
        WHEN_AND_WHERE("When and where");

        private final String heading;

        Topic(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    /** How values are shown. */
    enum Kind {
        TEXT,
        CODE,
        TIME
    }

    static FactRow text(Topic topic, String label, String base, String value, String... details) {
        return new FactRow(topic, Kind.TEXT, label, base, value, List.of(details));
    }

    static FactRow code(Topic topic, String label, String base, String value, String... details) {
        return new FactRow(topic, Kind.CODE, label, base, value, List.of(details));
    }

    static FactRow time(Topic topic, String label, String base, String value) {
        return new FactRow(topic, Kind.TIME, label, base, value, List.of());
    }

    /** The row's fact of a finding, if the finding has any of its values. */
    Optional<Fact> of(Finding finding) {
        if (kind == Kind.TIME) {
            Optional<Fact> time = finding.time(base + value).map(instant -> new Fact(label, new Fact.Time(instant)));
            if (time.isPresent()) {
                return time;
            }
        }
        Set<String> values = finding.document().all(base).stream()
                .map(this::described)
                .filter(text -> !text.isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return values.isEmpty() ? Optional.empty() : Optional.of(new Fact(label, shown(listed(values))));
    }

    private Fact.Value shown(String text) {
        return kind == Kind.CODE ? new Fact.Code(text) : new Fact.Foreign(text);
    }

    private String described(JsonValue object) {
        String main = joined(scalars(object, value));
        String more = joined(details.stream().flatMap(pointer -> scalars(object, pointer)));
        return main.isEmpty() || more.isEmpty() ? main + more : main + " (" + more + ")";
    }

    private static Stream<String> scalars(JsonValue object, String pointer) {
        return object.all(pointer).stream()
                .map(JsonValue::text)
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank());
    }

    private static String joined(Stream<String> texts) {
        return listed(texts.distinct().collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static String listed(Set<String> values) {
        String shown = values.stream().limit(MAX_VALUES).collect(Collectors.joining(", "));
        return values.size() > MAX_VALUES ? shown + " and " + (values.size() - MAX_VALUES) + " more" : shown;
    }
}
