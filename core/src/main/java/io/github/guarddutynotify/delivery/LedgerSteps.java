package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.delivery.DeliveryLedger.Claim;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.Step.Answer;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task's dealings with the ledger: claim, hold, record, give back. A ledger that does not answer in its time is passed
 * over, and the task's report says so.
 */
final class LedgerSteps {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String NO_LEDGER = "the ledger did not answer: a repeat may be told again";

    private final Dispatch dispatch;
    private final Steps steps;
    private final Subject subject;
    private final String destination;
    private boolean claimAnswered;
    private String note = "";

    LedgerSteps(Dispatch dispatch, Steps steps, Subject subject, String destination) {
        this.dispatch = dispatch;
        this.steps = steps;
        this.subject = subject;
        this.destination = destination;
    }

    /** Whether the ledger is still to be asked before anything is told. */
    boolean mustClaim() {
        return subject.isTracked() && !claimAnswered;
    }

    /** What a report is to say of the ledger; empty if nothing. */
    String note() {
        return note;
    }

    /**
     * @param then takes the answer, which is {@code null} if there was none
     * @param noThread is called instead if the ledger could not even be asked
     */
    void claim(Consumer<@Nullable Claim> then, Runnable noThread) {
        Schedule schedule = dispatch.schedule();
        ask(() -> subject.claim(schedule.lease(dispatch.now())), schedule.attemptsEnd(), schedule::claimEnd, answer -> {
            if (answer.thrown() instanceof Step.NoThreadException) {
                noThread.run();
            } else {
                claimed(answer);
                then.accept(answer.value());
            }
        });
    }

    private void claimed(Answer<Claim> answer) {
        claimAnswered = true;
        if (answer.value() instanceof Granted granted) {
            subject.granted(granted);
        } else if (answer.value() == null && !dispatch.isAborted()) {
            failed(answer.thrown());
        }
    }

    /** @param then takes whether it is held */
    void hold(Consumer<Boolean> then) {
        Schedule schedule = dispatch.schedule();
        Instant end = schedule.claimEnd(dispatch.now());
        ask(() -> subject.hold(dispatch.now()), end, now -> end, answer -> {
            boolean isHeld = answer.thrown() == null;
            if (!isHeld) {
                failed(answer.thrown());
            }
            then.accept(isHeld);
        });
    }

    void told(DeliveryResult result, Runnable then) {
        if (!subject.isClaimed()) {
            then.run();
            return;
        }
        Instant now = dispatch.now();
        Instant end = end();
        ask(() -> subject.told(now, result), end, begun -> end, answer -> {
            if (answer.thrown() != null) {
                failed(answer.thrown());
            }
            then.run();
        });
    }

    /**
     * Gives the claim back.
     *
     * @param owed the recipients that are still owed, where others have been told; empty if nobody was told
     */
    void giveBack(Set<String> owed, Runnable then) {
        if (!subject.isClaimed()) {
            then.run();
            return;
        }
        Instant now = dispatch.now();
        Instant end = end();
        ask(() -> subject.toldAllBut(owed, now), end, begun -> end, answer -> {
            if (answer.thrown() != null) {
                note = owed.isEmpty() ? note : NO_LEDGER;
                LOG.warn(
                        "ledger did not take back the claim of destination {}, which ends with its lease ({})",
                        destination,
                        whatItSays(answer.thrown()));
            }
            then.run();
        });
    }

    private <T> void ask(Callable<T> work, Instant latest, UnaryOperator<Instant> end, Consumer<Answer<T>> then) {
        if (dispatch.dispatcher().mayLedgerBlock()) {
            steps.run(work, latest, end, then);
        } else {
            then.accept(Step.answerOf(work)); // a thread for it would cost more than the work
        }
    }

    private Instant end() {
        Schedule schedule = dispatch.schedule();
        return dispatch.isAborted() ? dispatch.now().plus(schedule.grace()) : schedule.ledgerEnd();
    }

    private void failed(@Nullable Throwable thrown) {
        note = NO_LEDGER;
        LOG.warn("ledger did not answer for destination {} ({})", destination, whatItSays(thrown));
    }

    /** The message of a ledger's own exception names the remedy; that of any other may hold a secret. */
    private static String whatItSays(@Nullable Throwable thrown) {
        return thrown instanceof LedgerException ? String.valueOf(thrown.getMessage()) : Fault.nameOf(thrown);
    }
}
