package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Many findings in one call: each destination is told of ten at once, begun with the worst, as many as its rate lets through
 * in half of the time; what is more than that is folded into one message, and only Critical ones go alone always. The other
 * half is for that message and for what has to be tried again. Of a finding that is given twice, as its updates and its copies
 * from several buses are, the later waits for the earlier.
 */
final class Batch {
    /** As many as a queue hands over at once: hides the far end's round trip without a thread for each finding. */
    private static final int AT_ONCE = 10;

    /** Less is not worth folding. */
    private static final int LEAST_FOLDED = 2;

    private final Dispatch dispatch;
    private final DeliveryLedger ledger;
    private final Function<Finding, Notification> composer;
    private final List<Addressed> findings;

    /** A line for each destination of each finding, in the order given. */
    private final List<Map<OpenDestination, DestinationReport>> lines = new ArrayList<>();

    Batch(
            Dispatch dispatch,
            DeliveryLedger ledger,
            Function<Finding, Notification> composer,
            List<Addressed> findings) {
        this.dispatch = dispatch;
        this.ledger = ledger;
        this.composer = composer;
        this.findings = findings;
        findings.forEach(finding -> lines.add(new LinkedHashMap<>()));
    }

    List<List<DestinationReport>> run() {
        rounds().forEach(round -> dispatch.run(byDestination(round).entrySet().stream()
                .map(each -> lane(each.getKey(), each.getValue()))
                .toList()));
        List<List<DestinationReport>> ordered = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            Map<OpenDestination, DestinationReport> of = lines.get(i);
            ordered.add(findings.get(i).destinations().stream().map(of::get).toList());
        }
        return ordered;
    }

    /** The places in the batch, in each round those of other findings. */
    private List<List<Integer>> rounds() {
        List<List<Integer>> rounds = new ArrayList<>();
        Map<String, Integer> given = new HashMap<>();
        for (int i = 0; i < findings.size(); i++) {
            int before = given.merge(findings.get(i).finding().id(), 1, Integer::sum) - 1;
            if (before == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(before).add(i);
        }
        return rounds;
    }

    /** The places of each destination's findings in a round, the worst first. */
    private Map<OpenDestination, List<Integer>> byDestination(List<Integer> round) {
        Map<OpenDestination, List<Integer>> places = new LinkedHashMap<>();
        for (int i : round) {
            for (OpenDestination destination : findings.get(i).destinations()) {
                places.computeIfAbsent(destination, first -> new ArrayList<>()).add(i);
            }
        }
        places.values().forEach(list -> list.sort(Comparator.comparing(this::severity, Comparator.reverseOrder())));
        return places;
    }

    private Severity severity(int place) {
        return findings.get(place).finding().severity();
    }

    /** The message of many comes before the Critical ones for which there is no room: it would wait behind them for ever. */
    private Lane lane(OpenDestination target, List<Integer> worstFirst) {
        Lane lane = new Lane(target, AT_ONCE);
        long room = room(target);
        Set<Integer> folded = folded(target, worstFirst, room);
        List<Integer> alone =
                worstFirst.stream().filter(place -> !folded.contains(place)).toList();
        int first = (int) Math.min(alone.size(), room);
        tellAlone(lane, target, alone.subList(0, first));
        if (!folded.isEmpty()) {
            FoldedFindings message = new FoldedFindings(dispatch, target.name());
            lane.then(
                    () -> {
                        folded.forEach(place -> message.add(findings.get(place).finding(), subject(target, place)));
                        return message;
                    },
                    report -> unfold(target, folded, message.lines(report)));
        }
        tellAlone(lane, target, alone.subList(first, alone.size()));
        return lane;
    }

    private void tellAlone(Lane lane, OpenDestination target, List<Integer> places) {
        places.forEach(place -> lane.then(
                () -> subject(target, place), report -> lines.get(place).put(target, report)));
    }

    private Subject subject(OpenDestination target, int place) {
        return OneFinding.of(ledger, composer.apply(findings.get(place).finding()), target);
    }

    private void unfold(OpenDestination target, Set<Integer> places, List<DestinationReport> each) {
        Iterator<DestinationReport> line = each.iterator();
        places.forEach(place -> lines.get(place).put(target, line.next()));
    }

    /** How many messages the destination's rate lets through in half of the time. */
    private long room(OpenDestination target) {
        Duration time = Duration.between(dispatch.now(), dispatch.schedule().attemptsEnd());
        return target.pace().room(dispatch.nanoTime(), time.dividedBy(2));
    }

    /** What is held anyway needs no moment of the rate. */
    private Set<Integer> folded(OpenDestination target, List<Integer> worstFirst, long room) {
        Instant now = dispatch.now();
        List<Integer> rest = worstFirst.stream()
                .filter(place -> target.holding().reason(severity(place), now).isEmpty())
                .skip(room)
                .filter(place -> severity(place) != Severity.CRITICAL)
                .toList();
        return rest.size() < LEAST_FOLDED ? Set.of() : new LinkedHashSet<>(rest);
    }
}
