package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.finding.FindingType;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One message of many findings: by type and account, with counts, the worst first. */
final class Digest {
    /** What a person still reads; channels would cut a longer message, and then nobody counts what is missing. */
    private static final int MOST_GROUPS = 20;

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** The findings of one type in one account. */
    private record Group(String type, String account, List<HeldFinding> findings) {
        static Group of(List<HeldFinding> findings) {
            HeldFinding first = findings.get(0);
            return new Group(first.type(), first.account(), findings);
        }

        /** A well-formed type and account number are GuardDuty's words and keep their dots. */
        Fact.Value value() {
            String text = account.isEmpty() ? type : type + " · account " + account;
            boolean isOurs = FindingType.of(type).isWellFormed()
                    && (account.isEmpty() || ACCOUNT.matcher(account).matches());
            return isOurs ? new Fact.Own(text) : new Fact.Foreign(text);
        }
    }

    /** Worst first, then the most; the rest only keeps the order the same each time. */
    private static final Comparator<Group> WORST_FIRST = Comparator.comparing(
                    (Group group) -> worst(group.findings()), Comparator.reverseOrder())
            .thenComparing(group -> group.findings().size(), Comparator.reverseOrder())
            .thenComparing(Group::type)
            .thenComparing(Group::account);

    private Digest() {}

    /** @param held at least one finding */
    static Notification of(List<HeldFinding> held) {
        String title =
                held.size() == 1 ? "1 GuardDuty finding was held" : held.size() + " GuardDuty findings were held";
        return message(title, held).section(new Section("When", when(held))).build();
    }

    /** What a destination's rate has no room for one by one. */
    static Notification folded(List<HeldFinding> findings) {
        return message(findings.size() + " more GuardDuty findings", findings).build();
    }

    private static Notification.Builder message(String title, List<HeldFinding> findings) {
        Severity worst = worst(findings);
        return Notification.builder(title, worst)
                .summary("The worst is " + worst.word() + " · " + bySeverity(findings) + " · " + accounts(findings))
                .section(new Section("Findings by type and account", facts(groups(findings))));
    }

    private static Severity worst(List<HeldFinding> findings) {
        return Collections.max(findings.stream().map(HeldFinding::severity).toList());
    }

    private static List<Group> groups(List<HeldFinding> held) {
        Function<HeldFinding, List<String>> key = one -> List.of(one.type(), one.account());
        return held.stream().collect(Collectors.groupingBy(key)).values().stream()
                .map(Group::of)
                .sorted(WORST_FIRST)
                .toList();
    }

    /** Such as: 7 Medium, 12 Low. */
    private static String bySeverity(List<HeldFinding> held) {
        Map<Severity, Long> counts = new TreeMap<>(Comparator.reverseOrder());
        held.forEach(one -> counts.merge(one.severity(), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining(", "));
    }

    private static String accounts(List<HeldFinding> held) {
        long accounts = held.stream().map(HeldFinding::account).distinct().count();
        return accounts == 1 ? "1 account" : accounts + " accounts";
    }

    private static List<Fact> facts(List<Group> groups) {
        List<Fact> facts = new ArrayList<>();
        groups.stream()
                .limit(MOST_GROUPS)
                .forEach(group -> facts.add(new Fact(label(group.findings()), group.value())));
        List<HeldFinding> rest = groups.stream()
                .skip(MOST_GROUPS)
                .flatMap(group -> group.findings().stream())
                .toList();
        if (!rest.isEmpty()) {
            String what = "of " + (groups.size() - MOST_GROUPS) + " more types and accounts";
            facts.add(new Fact(label(rest), new Fact.Own(what)));
        }
        return facts;
    }

    /** Such as: Medium · 12 findings, seen 340 times. */
    private static String label(List<HeldFinding> findings) {
        int size = findings.size();
        long seen = findings.stream().mapToLong(HeldFinding::count).sum();
        return worst(findings).word() + " · " + size + (size == 1 ? " finding" : " findings")
                + (seen > size ? ", seen " + seen + " times" : "");
    }

    private static List<Fact> when(List<HeldFinding> held) {
        List<Instant> times = held.stream().map(HeldFinding::heldAt).sorted().toList();
        return List.of(
                new Fact("First held", new Fact.Time(times.get(0))),
                new Fact("Last held", new Fact.Time(times.get(times.size() - 1))));
    }
}
