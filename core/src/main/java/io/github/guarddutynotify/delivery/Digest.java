package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.finding.FindingType;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One message of many findings: by type and account, with counts, the worst first. */
final class Digest {
    /** What a person still reads; channels would cut a longer message, and then nobody counts what is missing. */
    private static final int MOST_GROUPS = 20;

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** Worst first; who does not say how bad it is comes before the rest, as it passes every minimum. */
    private static final Comparator<HeldFinding> WORST_FIRST = Comparator.comparing(
                    HeldFinding::severity, Comparator.comparing(Digest::rank))
            .reversed();

    private record Key(String type, String account) {}

    private Digest() {}

    /** @param held at least one finding */
    static Notification of(List<HeldFinding> held) {
        List<HeldFinding> worstFirst = held.stream().sorted(WORST_FIRST).toList();
        Map<Key, List<HeldFinding>> groups = new LinkedHashMap<>();
        worstFirst.forEach(one -> groups.computeIfAbsent(new Key(one.type(), one.account()), key -> new ArrayList<>())
                .add(one));
        Severity worst = worstFirst.get(0).severity();
        return Notification.builder(title(held.size()), worst)
                .summary(summary(held, worst))
                .section(new Section("Findings by type and account", facts(groups)))
                .section(new Section("When", when(held)))
                .build();
    }

    private static int rank(Severity severity) {
        return severity == Severity.UNKNOWN ? Severity.values().length : severity.ordinal();
    }

    private static String title(int count) {
        return count == 1 ? "1 GuardDuty finding was held" : count + " GuardDuty findings were held";
    }

    /** Such as: The worst is Medium · 7 Medium, 12 Low · 3 accounts. */
    private static String summary(List<HeldFinding> held, Severity worst) {
        Map<Severity, Long> counts =
                held.stream().collect(Collectors.groupingBy(HeldFinding::severity, Collectors.counting()));
        String bySeverity = counts.keySet().stream()
                .sorted(Comparator.comparing(Digest::rank).reversed())
                .map(severity -> counts.get(severity) + " " + severity.word())
                .collect(Collectors.joining(", "));
        long accounts = held.stream().map(HeldFinding::account).distinct().count();
        return "The worst is " + worst.word() + " · " + bySeverity + " · "
                + (accounts == 1 ? "1 account" : accounts + " accounts");
    }

    private static List<Fact> facts(Map<Key, List<HeldFinding>> groups) {
        List<Fact> facts = new ArrayList<>();
        groups.entrySet().stream()
                .limit(MOST_GROUPS)
                .forEach(group -> facts.add(new Fact(label(group.getValue()), value(group.getKey()))));
        List<HeldFinding> rest =
                groups.values().stream().skip(MOST_GROUPS).flatMap(List::stream).toList();
        if (!rest.isEmpty()) {
            facts.add(new Fact(
                    label(rest), new Fact.Own("of " + (groups.size() - MOST_GROUPS) + " more types and accounts")));
        }
        return facts;
    }

    /** Such as: Medium · 12 findings, seen 340 times. */
    private static String label(List<HeldFinding> group) {
        long seen = group.stream().mapToLong(HeldFinding::count).sum();
        return group.get(0).severity().word() + " · " + group.size() + (group.size() == 1 ? " finding" : " findings")
                + (seen > group.size() ? ", seen " + seen + " times" : "");
    }

    /** A well-formed type and account number are GuardDuty's words and keep their dots. */
    private static Fact.Value value(Key key) {
        String text = key.account().isEmpty() ? key.type() : key.type() + " · account " + key.account();
        boolean isOurs = FindingType.of(key.type()).isWellFormed()
                && (key.account().isEmpty() || ACCOUNT.matcher(key.account()).matches());
        return isOurs ? new Fact.Own(text) : new Fact.Foreign(text);
    }

    private static List<Fact> when(List<HeldFinding> held) {
        Comparator<Instant> order = Comparator.naturalOrder();
        List<Instant> times = held.stream().map(HeldFinding::heldAt).sorted(order).toList();
        return List.of(
                new Fact("First held", new Fact.Time(times.get(0))),
                new Fact("Last held", new Fact.Time(times.get(times.size() - 1))));
    }
}
