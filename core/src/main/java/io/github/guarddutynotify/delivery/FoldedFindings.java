package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a batch for which a destination's rate has no room, told in one message. Each keeps its own entry in the
 * ledger and its own line in a report.
 */
final class FoldedFindings implements Subject {
    private static final Granted ALL = new Granted("all of them", null);

    /** One of the findings, and what becomes of it. */
    private static final class Part {
        final Finding finding;
        final Subject subject;

        /** Its line, unless it is part of the message. */
        @Nullable
        DestinationReport line;

        Part(Finding finding, Subject subject) {
            this.finding = finding;
            this.subject = subject;
        }
    }

    private final Dispatch dispatch;
    private final String destination;
    private final List<Part> parts = new ArrayList<>();

    /** The ledger's answers so far, in the parts' order; empty for what is not tracked. Filled by the step that claims. */
    private final List<Optional<Claim>> answers = Collections.synchronizedList(new ArrayList<>());

    private List<Part> told = List.of();
    private @Nullable Notification notification;

    FoldedFindings(Dispatch dispatch, String destination) {
        this.dispatch = dispatch;
        this.destination = destination;
    }

    void add(Finding finding, Subject subject) {
        parts.add(new Part(finding, subject));
    }

    /** Claims as many as there is time for. */
    @Override
    public Claim claim(Duration lease) throws IOException {
        Instant end = dispatch.schedule()
                .claimEnd(dispatch.now())
                .minus(dispatch.schedule().grace());
        for (Part part : parts) {
            if (!answers.isEmpty() && !dispatch.now().isBefore(end)) {
                return ALL;
            }
            answers.add(part.subject.isTracked() ? Optional.of(part.subject.claim(lease)) : Optional.empty());
        }
        return ALL;
    }

    @Override
    public boolean isClaimed() {
        return parts.stream().anyMatch(part -> part.subject.isClaimed());
    }

    /** Takes the parts' claims over, also where the ledger answered for some only. */
    @Override
    public Optional<Reason> reasonToSkip(UpdateRule rule, Instant now) {
        List<Optional<Claim>> known = List.copyOf(answers);
        told = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            part.line = known.isEmpty() ? null : i < known.size() ? line(part, known.get(i), rule, now) : notAsked();
            if (part.line == null && !told.isEmpty() && !part.subject.owed().equals(owed())) {
                part.line = deferred(Reason.OUT_OF_TIME, "is owed to other recipients than the rest", Duration.ZERO);
            }
            if (part.line == null) {
                told.add(part);
            }
        }
        return told.isEmpty() ? Optional.of(Reason.ALREADY_TOLD) : Optional.empty();
    }

    private @Nullable DestinationReport line(Part part, Optional<Claim> answer, UpdateRule rule, Instant now) {
        Claim claim = answer.orElse(null);
        if (claim instanceof InFlight inFlight) {
            return deferred(Reason.IN_FLIGHT, DestinationTask.IN_FLIGHT, inFlight.left(now));
        }
        if (claim instanceof Granted granted) {
            part.subject.granted(granted);
        }
        return part.subject
                .reasonToSkip(rule, now)
                .map(reason -> DestinationReport.skipped(destination, reason, ""))
                .orElse(null);
    }

    private DestinationReport notAsked() {
        return deferred(Reason.OUT_OF_TIME, "the ledger had no time for it in this call", Duration.ZERO);
    }

    private DestinationReport deferred(Reason reason, String detail, Duration wait) {
        return new DestinationReport(destination, Outcome.DEFERRED, reason, detail, 0, Duration.ZERO, wait, null);
    }

    /** A message goes to the same recipients with all that is in it. */
    @Override
    public Set<String> owed() {
        return told.isEmpty() ? Set.of() : told.get(0).subject.owed();
    }

    @Override
    public Notification notification() {
        if (notification == null) {
            Instant now = dispatch.now();
            notification = told.size() == 1
                    ? told.get(0).subject.notification()
                    : Digest.folded(told.stream().map(part -> small(part, now)).toList());
        }
        return notification;
    }

    private HeldFinding small(Part part, Instant now) {
        return HeldFinding.of(new Entry(part.finding.id(), destination), part.finding, now);
    }

    @Override
    public Optional<Telling> last() {
        return told.size() == 1 ? told.get(0).subject.last() : Optional.empty();
    }

    @Override
    public @Nullable Void told(Instant now, DeliveryResult result) throws IOException {
        for (Part part : told) {
            part.subject.told(now, result);
        }
        return releaseAllBut(told);
    }

    @Override
    public @Nullable Void toldAllBut(Set<String> left, Instant now) throws IOException {
        for (Part part : told) {
            part.subject.toldAllBut(left, now);
        }
        return releaseAllBut(told);
    }

    @Override
    public @Nullable Void release() throws IOException {
        return releaseAllBut(List.of());
    }

    private @Nullable Void releaseAllBut(List<Part> kept) throws IOException {
        for (Part part : parts) {
            if (part.line != null || kept.isEmpty()) {
                part.subject.release();
            }
        }
        return null;
    }

    /** A line for each finding, in the order in which they were added. */
    List<DestinationReport> lines(DestinationReport message) {
        return parts.stream()
                .map(part -> part.line == null ? line(part, message) : part.line)
                .toList();
    }

    private DestinationReport line(Part part, DestinationReport message) {
        boolean isAccepted = message.outcome() == Outcome.ACCEPTED;
        Duration age = part.finding
                .updatedAt()
                .filter(updated -> isAccepted)
                .map(updated -> Tally.age(updated, dispatch.now()))
                .orElse(null);
        String with = told.size() == 1 ? "" : "in one message of " + told.size() + " findings";
        return new DestinationReport(
                destination,
                message.outcome(),
                message.cause(),
                Tally.details(with, message.detail()),
                message.attempts(),
                message.elapsed(),
                message.retryWait(),
                age);
    }
}
