package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.delivery.Step.Answer;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
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

    private @Nullable Step<?> step;
    private Runnable onEnded = () -> {};
    private Runnable onGivenUp = () -> {};
    private Instant nextTime;
    private boolean interrupting;
    private boolean aborted;

    private int attempts;
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
        this.nextTime = begun;
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
        return nextTime;
    }

    void begin() {
        ledger.ifPresentOrElse(this::claim, this::attempt);
    }

    /** The time came for which the task asked: a wait or a step's end. */
    void onTime() {
        if (step == null) {
            attempt();
        } else if (interrupting) {
            giveUp(step);
        } else {
            interrupt(step);
        }
    }

    /** The caller was interrupted: nothing new begins, what runs is interrupted. */
    void abort() {
        aborted = true;
        if (step == null) {
            attempt(); // which only gives the claim back now
        } else if (!interrupting) {
            interrupt(step);
        }
    }

    private void interrupt(Step<?> running) {
        interrupting = true;
        nextTime = dispatch.now().plus(dispatch.schedule().grace());
        running.interrupt();
    }

    private void giveUp(Step<?> running) {
        if (running.giveUp()) {
            step = null;
            onGivenUp.run();
        } else {
            nextTime = dispatch.schedule().end(); // it has ended: its event is on the way
        }
    }

    private <T> void run(Callable<T> work, Instant end, Consumer<Answer<T>> then) {
        Step<T> started = new Step<>(work, end, ended -> dispatch.post(() -> ended(ended)));
        step = started;
        interrupting = false;
        nextTime = started.end();
        onEnded = () -> then.accept(started.answer());
        onGivenUp = () -> then.accept(new Answer<>(null, new Step.GivenUpException()));
        started.startOn(dispatch.dispatcher().executor());
    }

    private void ended(Step<?> which) {
        if (which == step) {
            step = null;
            onEnded.run();
        }
    }

    // Claim.

    private void claim(LedgerEntry entry) {
        Instant now = dispatch.now();
        run(
                () -> entry.claim(dispatch.schedule().lease(now)),
                dispatch.schedule().claimEnd(now),
                answer -> claimed(entry, answer));
    }

    private void claimed(LedgerEntry entry, Answer<Claim> answer) {
        Claim claim = answer.value();
        if (claim instanceof Granted granted) {
            entry.granted(granted);
            entry.reasonToSkip().ifPresentOrElse(this::skip, this::attempt);
        } else if (claim instanceof InFlight inFlight) {
            DeliveryResult result = DeliveryResult.deferred(
                            Reason.IN_FLIGHT, "someone else is telling it at this moment")
                    .retryAfter(Duration.between(dispatch.now(), inFlight.until()));
            finish(Outcome.DEFERRED, result);
        } else {
            ledgerFailed(answer.thrown());
            attempt();
        }
    }

    private void skip(Reason reason) {
        release(() -> finish(Outcome.SKIPPED, reason, "", null));
    }

    private void ledgerFailed(@Nullable Throwable thrown) {
        note = NO_LEDGER;
        LOG.warn("ledger did not answer for destination {}; delivering anyway ({})", target.name(), nameOf(thrown));
    }

    private static String nameOf(@Nullable Throwable thrown) {
        return thrown == null ? "no answer" : thrown.getClass().getName();
    }

    // Attempt.

    private void attempt() {
        Instant now = dispatch.now();
        Instant end = dispatch.schedule().attemptEnd(now, target.timeout());
        if (aborted || !end.isAfter(now)) {
            release(() -> finish(Outcome.DEFERRED, outOfTime()));
            return;
        }
        attempts++;
        Destination destination = target.current();
        Delivery delivery = Delivery.of(
                        notification,
                        Deadline.in(
                                Duration.between(now, end),
                                dispatch.dispatcher().clock()))
                .after(ledger.flatMap(LedgerEntry::last).orElse(null))
                .to(owed);
        run(() -> destination.deliver(delivery), end, answer -> attempted(destination, answer));
    }

    private DeliveryResult outOfTime() {
        return DeliveryResult.deferred(
                Reason.OUT_OF_TIME, aborted ? "the calling thread was interrupted" : "the deadline left no time");
    }

    private void attempted(Destination destination, Answer<DeliveryResult> answer) {
        Throwable thrown = answer.thrown();
        if (thrown instanceof Step.GivenUpException) {
            reopen(destination);
            DeliveryResult result = DeliveryResult.deferred(
                    Reason.TIMEOUT, "timed out and did not let itself be interrupted, the message may have arrived");
            release(() -> finish(Outcome.DEFERRED, result));
            return;
        }
        decide(thrown == null ? answered(answer.value()) : failed(thrown));
    }

    private DeliveryResult answered(@Nullable DeliveryResult result) {
        return result == null ? DeliveryResult.rejected(Reason.BUG, "the channel answered null") : result;
    }

    private DeliveryResult failed(Throwable thrown) {
        if (thrown instanceof IOException unreachable) {
            return Fault.of(unreachable);
        }
        if (thrown instanceof InterruptedException) {
            return aborted
                    ? outOfTime()
                    : DeliveryResult.deferred(Reason.TIMEOUT, "no answer in time, the message may have arrived");
        }
        if (thrown instanceof Step.NoThreadException) {
            return DeliveryResult.deferred(Reason.OUT_OF_TIME, "the executor has no thread for it");
        }
        LOG.error(
                "destination {} has a bug; its messages are left out here",
                target.name(),
                Fault.withoutMessages(thrown));
        return DeliveryResult.rejected(
                Reason.BUG, "the channel threw " + thrown.getClass().getName() + ", see the log");
    }

    private void decide(DeliveryResult result) {
        refused.addAll(result.refused());
        switch (result.status()) {
            case ACCEPTED -> told(result);
            case REJECTED -> release(() -> finish(Outcome.REJECTED, result));
            case DEFERRED -> retryOrGiveBack(result);
        }
    }

    private void retryOrGiveBack(DeliveryResult result) {
        owed = result.owed().isEmpty() ? owed : result.owed();
        Duration wait = dispatch.dispatcher().retry().waitAfter(attempts, ThreadLocalRandom.current());
        Duration asked = result.retryAfter().orElse(Duration.ZERO);
        Instant next = dispatch.now().plus(wait.compareTo(asked) > 0 ? wait : asked);
        boolean mayRetry = !aborted
                && attempts < dispatch.dispatcher().retry().maxAttempts()
                && next.isBefore(dispatch.schedule().attemptsEnd());
        if (mayRetry) {
            nextTime = next;
        } else {
            release(() -> finish(Outcome.DEFERRED, result));
        }
    }

    /** The hanging destination keeps its thread; whoever delivers next gets a fresh one. */
    @SuppressWarnings("IllegalCatch")
    private void reopen(Destination hanging) {
        try {
            Destination old = target.replace(hanging);
            dispatch.dispatcher().executor().execute(old::close);
        } catch (RejectedExecutionException closing) {
            LOG.debug("destination {} hangs while the notifier closes", target.name());
        } catch (RuntimeException cannotOpen) {
            LOG.error(
                    "destination {} hangs and can't be opened again", target.name(), Fault.withoutMessages(cannotOpen));
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
        run(() -> entry.told(telling.get()), ledgerEnd(), answer -> {
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
        run(() -> claimed.get().release(), ledgerEnd(), answer -> then.run());
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
        report = new DestinationReport(target.name(), outcome, reason, details, attempts, elapsed, wait);
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
}
