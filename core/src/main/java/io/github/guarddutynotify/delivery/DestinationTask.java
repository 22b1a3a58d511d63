package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.delivery.Step.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One destination's part of a call: claim, hold or attempt, attempt again, record. All of it runs in the loop of {@link
 * Dispatch}; what may block is a {@link Step}.
 */
final class DestinationTask {
    static final String IN_FLIGHT = "someone else is telling it at this moment";

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Dispatch dispatch;
    private final OpenDestination target;
    private final Subject subject;
    private final Steps steps;
    private final LedgerSteps ledger;
    private final Turn turn;

    private final Tally tally;

    private boolean reopened;
    private int tries;
    private Set<String> owed = Set.of();
    private @Nullable DeliveryResult lastDeferral;
    private @Nullable DestinationReport report;

    DestinationTask(Dispatch dispatch, OpenDestination target, Subject subject) {
        this.dispatch = dispatch;
        this.target = target;
        this.subject = subject;
        this.steps = new Steps(dispatch);
        this.ledger = new LedgerSteps(dispatch, steps, subject, target.name());
        this.turn = new Turn(dispatch, target, this::proceed);
        this.tally = new Tally(dispatch, target.name());
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

    /** Does what is next: claims what is not claimed yet, then attempts when its turn has come. */
    void proceed() {
        if (dispatch.isAborted() || !dispatch.schedule().attemptsEnd().isAfter(dispatch.now())) {
            giveBackUntold(outOfTime());
        } else if (ledger.mustClaim()) {
            ledger.claim(this::claimed, this::hadNoThread);
        } else {
            attemptInTurn();
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
        if (steps.isIdle()) {
            proceed(); // which only gives the claim back now
        } else {
            steps.interrupt();
        }
    }

    // Claim and hold.

    private void claimed(@Nullable Claim claim) {
        Instant now = dispatch.now();
        if (claim instanceof InFlight inFlight) {
            finish(
                    Outcome.DEFERRED,
                    DeliveryResult.deferred(Reason.IN_FLIGHT, IN_FLIGHT).retryAfter(inFlight.left(now)));
        } else if (claim == null && subject.needsLedger()) {
            finish(
                    Outcome.DEFERRED,
                    DeliveryResult.deferred(
                            Reason.UNREACHABLE, "what is held waits in the ledger, which did not answer"));
        } else {
            skipOrHoldOrProceed(now);
        }
    }

    private void skipOrHoldOrProceed(Instant now) {
        Optional<Reason> skip = subject.reasonToSkip(dispatch.dispatcher().updates(), now);
        Optional<Reason> hold = subject.reasonToHold(target.holding(), now);
        owed = subject.owed();
        if (skip.isPresent()) {
            ledger.giveBack(Set.of(), () -> finish(Outcome.SKIPPED, skip.get(), "", null));
        } else if (hold.isPresent() && !dispatch.isAborted()) {
            ledger.hold(isHeld -> {
                if (isHeld) {
                    ledger.told(DeliveryResult.accepted(), () -> finish(Outcome.HELD, hold.get(), "", null));
                } else {
                    proceed();
                }
            });
        } else {
            proceed();
        }
    }

    // Attempt.

    private void attemptInTurn() {
        Instant begin = turn.begin();
        Instant now = dispatch.now();
        if (!begin.isAfter(now)) {
            attempt();
        } else if (!begin.isAfter(dispatch.schedule().attemptsEnd())) {
            steps.waitUntil(begin);
        } else {
            giveBackUntold(DeliveryResult.deferred(
                            Reason.RATE_LIMITED, "the destination's rate has no room before the deadline")
                    .retryAfter(Duration.between(now, begin)));
        }
    }

    private void attempt() {
        tally.attempt();
        Schedule schedule = dispatch.schedule();
        Attempt attempt = new Attempt(dispatch, target, subject, owed);
        steps.run(
                attempt,
                schedule.attemptsEnd(),
                now -> schedule.attemptEnd(now, target.timeout()),
                answer -> attempted(attempt, answer));
    }

    private DeliveryResult outOfTime() {
        if (dispatch.isAborted()) {
            return DeliveryResult.deferred(Reason.OUT_OF_TIME, "the calling thread was interrupted");
        }
        return turn.isInLine()
                ? DeliveryResult.deferred(Reason.RATE_LIMITED, "as many messages as may be were under way all the time")
                : DeliveryResult.deferred(Reason.OUT_OF_TIME, "the deadline left no time");
    }

    private void attempted(Attempt attempt, Answer<DeliveryResult> answer) {
        turn.end();
        Throwable thrown = answer.thrown();
        if (thrown instanceof Step.NoThreadException) {
            tally.withoutAttempt();
            hadNoThread();
        } else if (thrown instanceof Step.GivenUpException) {
            attempt.abandon(dispatch.dispatcher().executor());
            giveBack(Fault.of(thrown));
        } else if (dispatch.isAborted() && thrown instanceof InterruptedException) {
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
        tally.refuse(result.refused());
        switch (result.status()) {
            case ACCEPTED -> ledger.told(result, () -> finish(Outcome.ACCEPTED, result));
            case REJECTED -> reopenOrReject(result);
            case DEFERRED -> retryOrGiveBack(result);
        }
    }

    /** Secrets change while a process lives: who was refused is opened again, with new ones, and tries once more. */
    private void reopenOrReject(DeliveryResult result) {
        boolean mayRetry = Attempt.isRefused(result)
                && target.canReopen()
                && !reopened
                && !dispatch.isAborted()
                && dispatch.schedule().leavesTimeAfter(Duration.ZERO, dispatch.now());
        if (mayRetry) {
            reopened = true;
            proceed();
        } else {
            ledger.giveBack(owed, () -> finish(Outcome.REJECTED, result));
        }
    }

    private void hadNoThread() {
        if (dispatch.isAborted()) {
            proceed();
        } else {
            retryOrGiveBack(DeliveryResult.deferred(Reason.OUT_OF_TIME, "the executor has no thread for it"));
        }
    }

    private void retryOrGiveBack(DeliveryResult result) {
        tries++;
        lastDeferral = result;
        owed = result.owed().isEmpty() ? owed : result.owed();
        Duration wait = dispatch.dispatcher().retry().waitAfter(tries, ThreadLocalRandom.current());
        Duration asked = result.retryAfter().orElse(Duration.ZERO);
        if (result.reason().filter(Reason.RATE_LIMITED::equals).isPresent()) {
            target.pace().hold(dispatch.nanoTime(), asked);
        }
        Duration longer = wait.compareTo(asked) > 0 ? wait : asked;
        boolean mayRetry = !dispatch.isAborted()
                && tries < dispatch.dispatcher().retry().maxAttempts()
                && dispatch.schedule().leavesTimeAfter(longer, dispatch.now());
        if (mayRetry) {
            steps.waitUntil(dispatch.now().plus(longer));
        } else {
            giveBack(result);
        }
    }

    // Finish.

    /** Why there was no further attempt; but what came of the last one says more, if there was one. */
    private void giveBackUntold(DeliveryResult why) {
        DeliveryResult last = lastDeferral;
        if (last == null || dispatch.isAborted()) {
            giveBack(why);
        } else {
            boolean isSilent = last.retryAfter().isEmpty();
            giveBack(isSilent ? why.retryAfter().map(last::retryAfter).orElse(last) : last);
        }
    }

    private void giveBack(DeliveryResult deferred) {
        turn.end();
        ledger.giveBack(owed, () -> finish(Outcome.DEFERRED, deferred));
    }

    private void finish(Outcome outcome, DeliveryResult result) {
        finish(
                outcome,
                result.reason().orElse(null),
                result.detail(),
                result.retryAfter().orElse(null));
    }

    private void finish(Outcome outcome, @Nullable Reason reason, String detail, @Nullable Duration wait) {
        Instant updated = subject.updatedAt().orElse(null);
        report = tally.report(outcome, reason, Tally.details(detail, tally.refusals(), ledger.note()), wait, updated);
    }
}
