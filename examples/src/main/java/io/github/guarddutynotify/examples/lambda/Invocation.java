package io.github.guarddutynotify.examples.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.github.guarddutynotify.FindingNotifier;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both handlers know of Lambda: how long an invocation may take, and that the next may be another process's. */
final class Invocation {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDutyHandler.class);

    /** Where no context says how long there is. */
    private static final Duration WITHOUT_CONTEXT = Duration.ofSeconds(30);

    /** What is left for the log, the answer and the way back, however long the function may run. */
    private static final long LONGEST_MARGIN_MILLIS = 1_000;

    private Invocation() {}

    static void warnUnlessRemembered(FindingNotifier notifier) {
        if (!notifier.hasDurableLedger()) {
            LOG.warn(
                    "who was told is remembered in this instance only: an invocation that fails may be repeated on"
                            + " another, which tells all destinations again; to tell only those still owed, name a DynamoDB"
                            + " table in {}, or build the notifier with a ledger whose isDurable() is true"
                            + " (NotifierBuilder.ledger)",
                    ConfigSearch.LEDGER);
        }
    }

    /** The time that is left but for a margin: a fifth of it, so that a function with 3 seconds can use most of them. */
    static Duration limit(Context context) {
        if (context == null) {
            return WITHOUT_CONTEXT;
        }
        long left = context.getRemainingTimeInMillis();
        long margin = Math.min(LONGEST_MARGIN_MILLIS, left / 5);
        return Duration.ofMillis(Math.max(1, left - margin));
    }
}
