package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.delivery.Step.Answer;
import io.github.guarddutynotify.notification.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One destination's part of a call: claim, attempt, attempt again, record. All of it runs in the loop of {@link Dispatch};
 * what may block is a {@link Step}.
 */
final class DestinationTask {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String NO_LEDGER = "the ledger did not answer: a repeat may be told again";

    private final Dispatch dispatch;
    private final OpenDestination target;
    private final Notification notification;
    private final Optional<LedgerEntry> ledger;
    private final Instant begun;
    private final Steps steps;

    private boolean claimAnswered;
    private boolean aborted;
    private boolean reopened;
    private int attempts;
    private int tries;
    private Set<String> owed = Set.of();
    private final Set<String> refused = new TreeSet<>();
    private String note = "";
    private @Nullable DestinationReport report;

    DestinationTask(Dispatch dispatch, OpenDestination target, Notification notification) {
        this.dispatch = dispatch;
        this.target = target;
        this.notification = notification;
        this.ledger = LedgerEntry.of(dispatch.dispatcher().ledger(), notification, target.name());
        this.begun = dispatch.now();
        this.steps = new Steps(dispatch);
    }

    boolean isDone() {
        return report != null;
    }

    DestinationReport report() {
        if (report == null) {
            throw new IllegalStateException("the destination " + target.name() + " has no outcome yet");
        }
        return report;
    }

    /** When the task wants to be called, whatever happens until then. */
    Instant nextTime() {
        return steps.nextTime();
    }

    /** Does what is next: claims what is not claimed yet, then attempts. */
    void proceed() {
        if (aborted || !dispatch.schedule().attemptsEnd().isAfter(dispatch.now())) {
            release(() -> finish(Outcome.DEFERRED, outOfTime()));
            return;
        }
        if (ledger.isPresent() && !claimAnswered) {
            claim(ledger.get());
        } else {
            attempt();
        }
    }

    /** The time came for which the task asked: a wait or a step's end. */
    void onTime() {
        if (steps.isIdle()) {
            proceed();
        } else {
            steps.onTime();
        }
    }

    /** The caller was interrupted: nothing new begins, what runs is interrupted. */
    void abort() {
        aborted = true;
        if (steps.isIdle()) {
            proceed(); // which only gives the claim back now
        } else {
            steps.interrupt();
        }
    }

    // Claim.

    private void claim(LedgerEntry entry) {
        Schedule schedule = dispatch.schedule();
        steps.run(
                () -> entry.claim(schedule.lease(dispatch.now())),
                schedule.attemptsEnd(),
                schedule::claimEnd,
                answer -> claimed(entry, answer));
    }

    private void claimed(LedgerEntry entry, Answer<Claim> answer) {
        if (answer.thrown() instanceof Step.NoThreadException) {
            hadNoThread();
            return;
        }
        claimAnswered = true;
        Claim claim = answer.value();
        if (claim instanceof InFlight inFlight) {
            Duration lease = Duration.between(dispatch.now(), inFlight.until());
            DeliveryResult result = DeliveryResult.deferred(
                            Reason.IN_FLIGHT, "someone else is telling it at this moment")
                    .retryAfter(lease.isNegative() ? Duration.ZERO : lease);
            finish(Outcome.DEFERRED, result);
            return;
        }
        if (claim instanceof Granted granted) {
            entry.granted(granted);
        } else if (!aborted) {
            ledgerFailed(answer.thrown());
        }
        entry.reasonToSkip(dispatch.dispatcher().updates(), dispatch.now())
                .ifPresentOrElse(why -> release(() -> finish(Outcome.SKIPPED, why, "", null)), this::proceed);
    }

    private void ledgerFailed(@Nullable Throwable thrown) {
        note = NO_LEDGER;
        LOG.warn("ledger did not answer for destination {} ({})", target.name(), Fault.nameOf(thrown));
    }

    // Attempt.

    private void attempt() {
        attempts++;
        Schedule schedule = dispatch.schedule();
        @Nullable Telling previous = ledger.flatMap(LedgerEntry::last).orElse(null);
        Attempt attempt = new Attempt(dispatch, target, notification, previous, owed);
        steps.run(
                attempt,
                schedule.attemptsEnd(),
                now -> schedule.attemptEnd(now, target.timeout()),
                answer -> attempted(attempt, answer));
    }

    private DeliveryResult outOfTime() {
        return DeliveryResult.deferred(
                Reason.OUT_OF_TIME, aborted ? "the calling thread was interrupted" : "the deadline left no time");
    }

    private void attempted(Attempt attempt, Answer<DeliveryResult> answer) {
        Throwable thrown = answer.thrown();
        if (thrown instanceof Step.NoThreadException) {
            attempts--; // the far end was not asked
            hadNoThread();
        } else if (thrown instanceof Step.GivenUpException) {
            attempt.abandon(dispatch.dispatcher().executor());
            release(() -> finish(Outcome.DEFERRED, Fault.of(thrown)));
        } else if (aborted && thrown instanceof InterruptedException) {
            proceed();
        } else {
            decide(result(answer));
        }
    }

    private DeliveryResult result(Answer<DeliveryResult> answer) {
        Throwable thrown = answer.thrown();
        if (thrown == null) {
            DeliveryResult answered = answer.value();
            return answered == null ? DeliveryResult.rejected(Reason.BUG, "the channel answered null") : answered;
        }
        DeliveryResult result = Fault.of(thrown);
        if (result.reason().filter(Reason.BUG::equals).isPresent()) {
            LOG.error(
                    "destination {} has a bug; its messages are left out here",
                    target.name(),
                    Fault.withoutMessages(thrown));
        }
        return result;
    }

    private void decide(DeliveryResult result) {
        refused.addAll(result.refused());
        switch (result.status()) {
            case ACCEPTED -> told(result);
            case REJECTED -> reopenOrReject(result);
            case DEFERRED -> retryOrGiveBack(result);
        }
    }

    /** Secrets change while a process lives: who was refused is opened again, with new ones, and tries once more. */
    private void reopenOrReject(DeliveryResult result) {
        boolean mayRetry = Attempt.isRefused(result)
                && target.canReopen()
                && !reopened
                && !aborted
                && dispatch.schedule().leavesTimeAfter(Duration.ZERO, dispatch.now());
        if (mayRetry) {
            reopened = true;
            proceed();
        } else {
            release(() -> finish(Outcome.REJECTED, result));
        }
    }

    private void hadNoThread() {
        if (aborted) {
            proceed();
        } else {
            retryOrGiveBack(DeliveryResult.deferred(Reason.OUT_OF_TIME, "the executor has no thread for it"));
        }
    }

    private void retryOrGiveBack(DeliveryResult result) {
        tries++;
        owed = result.owed().isEmpty() ? owed : result.owed();
        Duration wait = dispatch.dispatcher().retry().waitAfter(tries, ThreadLocalRandom.current());
        Duration asked = result.retryAfter().orElse(Duration.ZERO);
        Duration longer = wait.compareTo(asked) > 0 ? wait : asked;
        boolean mayRetry = !aborted
                && tries < dispatch.dispatcher().retry().maxAttempts()
                && dispatch.schedule().leavesTimeAfter(longer, dispatch.now());
        if (mayRetry) {
            steps.waitUntil(dispatch.now().plus(longer));
        } else {
            release(() -> finish(Outcome.DEFERRED, result));
        }
    }

    // Record.

    private void told(DeliveryResult result) {
        Optional<Telling> telling = ledger.flatMap(entry -> entry.telling(dispatch.now(), result));
        if (ledger.isEmpty() || telling.isEmpty()) {
            finish(Outcome.ACCEPTED, result);
            return;
        }
        LedgerEntry entry = ledger.get();
        Instant end = ledgerEnd();
        steps.run(() -> entry.told(telling.get()), end, now -> end, answer -> {
            if (answer.thrown() != null) {
                ledgerFailed(answer.thrown());
            }
            finish(Outcome.ACCEPTED, result);
        });
    }

    private void release(Runnable then) {
        Optional<LedgerEntry> claimed = ledger.filter(LedgerEntry::isClaimed);
        if (claimed.isEmpty()) {
            then.run();
            return;
        }
        Instant end = ledgerEnd();
        steps.run(() -> claimed.get().release(), end, now -> end, answer -> {
            if (answer.thrown() != null) {
                LOG.warn(
                        "ledger did not take back the claim of destination {}, which ends with its lease ({})",
                        target.name(),
                        Fault.nameOf(answer.thrown()));
            }
            then.run();
        });
    }

    private Instant ledgerEnd() {
        Schedule schedule = dispatch.schedule();
        return aborted ? dispatch.now().plus(schedule.grace()) : schedule.ledgerEnd();
    }

    private void finish(Outcome outcome, DeliveryResult result) {
        finish(
                outcome,
                result.reason().orElse(null),
                result.detail(),
                result.retryAfter().orElse(null));
    }

    private void finish(Outcome outcome, @Nullable Reason reason, String detail, @Nullable Duration wait) {
        String details = Stream.of(detail, refusals(), note)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        Duration elapsed = Duration.between(begun, dispatch.now());
        @Nullable Duration age = outcome == Outcome.ACCEPTED ? age() : null;
        report = new DestinationReport(target.name(), outcome, reason, details, attempts, elapsed, wait, age);
        if (outcome.isComplete() && refused.isEmpty()) {
            LOG.debug("destination {}: {} in {} ms", target.name(), outcome, elapsed.toMillis());
        } else {
            LOG.warn(
                    "destination {}: {} after {} attempts, {} ({})", target.name(), outcome, attempts, reason, details);
        }
    }

    private String refusals() {
        return refused.isEmpty() ? "" : "refused for good: " + String.join(", ", refused);
    }

    private @Nullable Duration age() {
        return ledger.flatMap(entry -> entry.finding().updatedAt())
                .map(updated -> Duration.between(updated, dispatch.now()))
                .map(age -> age.isNegative() ? Duration.ZERO : age)
                .orElse(null);
    }
}
