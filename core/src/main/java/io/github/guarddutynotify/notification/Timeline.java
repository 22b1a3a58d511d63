package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.json.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The signals of an attack sequence in order of time, with MITRE's tactics and techniques. Of many the worst are told, and
 * how many were left out.
 */
final class Timeline {
    private static final int MAX_SIGNALS = 12;
    private static final int MAX_DESCRIPTION = 200;

    private static final Path SIGNALS = Path.of("signals");
    private static final Path SIGNAL_INDICATORS = Path.of("signalIndicators");
    private static final Part TYPE = Part.of("{~type}");
    private static final Part COUNT = Part.of("{count} times");
    private static final List<Part> PARTIES =
            List.of(Part.of("resource {resourceUids}"), Part.of("actor {actorIds}"), Part.of("endpoint {endpointIds}"));

    private record Signal(Optional<Instant> time, double severity, JsonValue document) {
        static Signal of(JsonValue document) {
            Optional<Instant> time = Optional.empty();
            for (String name : List.of("firstSeenAt", "createdAt", "lastSeenAt", "updatedAt")) {
                time = time.or(() -> Finding.instantOf(Wording.text(document.member(name))));
            }
            return new Signal(time, document.member("severity").number().orElse(0), document);
        }

        Fact fact() {
            String label = time.map(
                            instant -> DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS)))
                    .orElse("At an unknown time");
            return new Fact(label, new Fact.Foreign(text()));
        }

        private String text() {
            List<String> details = new ArrayList<>();
            add(details, TYPE.text(document));
            if (severity > 0) {
                details.add(Severity.of(severity).word() + " " + Wording.text(document.member("severity")));
            }
            add(details, COUNT.text(document));
            Instant last = Finding.instantOf(Wording.text(document.member("lastSeenAt")))
                    .orElse(Instant.MIN);
            if (time.isPresent() && last.isAfter(time.get())) {
                details.add("until " + DateTimeFormatter.ISO_INSTANT.format(last.truncatedTo(ChronoUnit.SECONDS)));
            }
            for (JsonValue indicator : SIGNAL_INDICATORS.from(document)) {
                add(details, SequenceParties.indicator(indicator));
            }
            PARTIES.forEach(part -> add(details, part.text(document)));
            String name = Wording.text(document.member("name"));
            String description = PlainText.cut(Wording.text(document.member("description")), MAX_DESCRIPTION);
            String what = name.isEmpty() ? description : name;
            String more = String.join(", ", details);
            if (what.isEmpty()) {
                return more;
            }
            String line = what + (more.isEmpty() ? "" : " (" + more + ")");
            return name.isEmpty() || description.isEmpty() ? line : line + ": " + description;
        }

        private static void add(List<String> details, String text) {
            if (!text.isEmpty()) {
                details.add(text);
            }
        }
    }

    private Timeline() {}

    /** Of a sequence's block. */
    static List<Fact> facts(JsonValue sequence) {
        List<Signal> signals = new ArrayList<>();
        SIGNALS.from(sequence).forEach(document -> signals.add(Signal.of(document)));
        List<Signal> told = signals.stream()
                .sorted(Comparator.comparingDouble(Signal::severity).reversed())
                .limit(MAX_SIGNALS)
                .sorted(Comparator.comparing(signal -> signal.time().orElse(Instant.MAX)))
                .toList();
        List<Fact> facts = new ArrayList<>();
        for (Signal signal : told) {
            Fact fact = signal.fact();
            if (!fact.value().text().isEmpty()) {
                facts.add(fact);
            }
        }
        int more = signals.size() - told.size();
        if (more > 0) {
            facts.add(new Fact("Besides", new Fact.Own(Wording.count(more, "signal") + " no worse than these")));
        }
        return facts;
    }
}
