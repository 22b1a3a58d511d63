package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One row of the tables of what is told: a label, and how a block's values become its value.
 *
 * <p>A row's first part is the value, the others stand in brackets behind it: {@code web-1 (t3.micro, running)}. A part is
 * written
 *
 * <ul>
 *   <li>{@code port}: the values that the path leads to
 *   <li><code>{port} of the host</code>: with our own words around it
 *   <li>{@code ~scanType}: one of AWS's NAMES_IN_CAPITALS, in words
 *   <li>{@code @createdTime}: a time, in whatever spelling
 *   <li>{@code blocked ? blocked : allowed}: our own words for true and false; either may be empty
 * </ul>
 */
final class FactRow {
    /** How a value is shown. */
    private enum Kind {
        TEXT,
        /** Its parts are equals: none stands in brackets. */
        LIST,
        CODE,
        TIME,
        BYTES
    }

    private final Topic topic;
    private final String label;
    private final Kind kind;
    private final Path base;
    private final List<Part> parts;
    private final List<Path> told;
    private final Telling telling;
    private final int max;

    private FactRow(
            Topic topic,
            String label,
            Kind kind,
            Path base,
            List<Part> parts,
            List<Path> told,
            Telling telling,
            int max) {
        this.max = max;
        this.topic = topic;
        this.label = label;
        this.kind = kind;
        this.base = base;
        this.parts = parts;
        this.told = told;
        this.telling = telling;
    }

    /** What is told in a way of its own. */
    interface Telling extends Function<JsonValue, List<Fact>> {}

    static FactRow text(Topic topic, String label, String... parts) {
        return of(topic, label, Kind.TEXT, parts);
    }

    /** For parts of which none is the value itself. */
    static FactRow list(Topic topic, String label, String... parts) {
        return of(topic, label, Kind.LIST, parts);
    }

    /** For what is read character by character: paths, hashes, command lines. */
    static FactRow code(Topic topic, String label, String... parts) {
        return of(topic, label, Kind.CODE, parts);
    }

    static FactRow time(Topic topic, String label, String part) {
        return of(topic, label, Kind.TIME, part);
    }

    static FactRow bytes(Topic topic, String label, String part) {
        return of(topic, label, Kind.BYTES, part);
    }

    /** @param told the paths of what the telling tells, each with all that is below it */
    static FactRow told(Topic topic, Telling telling, String... told) {
        List<Path> paths = new ArrayList<>();
        for (String path : told) {
            paths.add(Path.of(path));
        }
        return new FactRow(topic, "", Kind.TEXT, Path.HERE, List.of(), List.copyOf(paths), telling, Wording.MAX_VALUES);
    }

    private static FactRow of(Topic topic, String label, Kind kind, String... specs) {
        List<Part> parts = new ArrayList<>();
        for (String spec : specs) {
            parts.add(Part.of(spec));
        }
        return new FactRow(
                topic, label, kind, Path.HERE, List.copyOf(parts), List.of(), nothing -> List.of(), Wording.MAX_VALUES);
    }

    /** The same of each of the objects that a path leads to. */
    FactRow in(String path) {
        return new FactRow(topic, label, kind, Path.of(path).then(base), parts, told, telling, max);
    }

    /** The same with so many values listed before the rest is counted. */
    FactRow upTo(int values) {
        return new FactRow(topic, label, kind, base, parts, told, telling, values);
    }

    Topic topic() {
        return topic;
    }

    /** Tells which paths, from the block, the row tells of; and whether of all that is below, too. */
    void paths(Consumer<Path> exact, Consumer<Path> below) {
        parts.forEach(part -> exact.accept(base.then(part.path())));
        told.forEach(path -> below.accept(base.then(path)));
    }

    /** The row's facts of a block: none where the block has none of its values. */
    List<Fact> of(JsonValue block) {
        List<JsonValue> objects = base.names().isEmpty() ? List.of(block) : base.from(block);
        if (!told.isEmpty()) {
            return inItsOwnWay(objects);
        }
        if (objects.isEmpty()) {
            return List.of();
        }
        if (objects.size() == 1) {
            String only = described(objects.get(0));
            return only.isEmpty() ? List.of() : List.of(new Fact(label, shown(only)));
        }
        Set<String> values = new LinkedHashSet<>();
        for (JsonValue object : objects) {
            String described = described(object);
            if (!described.isEmpty()) {
                values.add(described);
            }
        }
        return values.isEmpty() ? List.of() : List.of(new Fact(label, shown(values)));
    }

    private List<Fact> inItsOwnWay(List<JsonValue> objects) {
        if (objects.size() == 1) {
            return telling.apply(objects.get(0));
        }
        List<Fact> facts = new ArrayList<>();
        objects.forEach(object -> facts.addAll(telling.apply(object)));
        return facts;
    }

    private String described(JsonValue object) {
        String main = parts.get(0).text(object);
        if (parts.size() == 1) {
            return main;
        }
        List<String> details = new ArrayList<>(0);
        for (int i = 1; i < parts.size(); i++) {
            String detail = parts.get(i).text(object);
            if (!detail.isEmpty() && !detail.equals(main) && !details.contains(detail)) {
                details.add(detail);
            }
        }
        String more = details.size() == 1 ? details.get(0) : String.join(", ", details);
        if (kind == Kind.LIST) {
            return main.isEmpty() || more.isEmpty() ? main + more : main + ", " + more;
        }
        return main.isEmpty() || more.isEmpty() ? main + more : main + " (" + more + ")";
    }

    private Fact.Value shown(String value) {
        return switch (kind) {
            case TIME ->
                Finding.instantOf(value)
                        .map(instant -> (Fact.Value) new Fact.Time(instant))
                        .orElseGet(() -> new Fact.Foreign(value));
            case BYTES -> new Fact.Foreign(Wording.bytes(value));
            case CODE -> new Fact.Code(value);
            case TEXT, LIST -> new Fact.Foreign(value);
        };
    }

    private Fact.Value shown(Set<String> values) {
        String first = values.iterator().next();
        if (values.size() == 1 || kind == Kind.BYTES) {
            return shown(first);
        }
        String text = Wording.list(values, max);
        return kind == Kind.CODE ? new Fact.Code(text) : new Fact.Foreign(text);
    }
}
