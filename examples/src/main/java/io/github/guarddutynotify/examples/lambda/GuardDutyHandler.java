package io.github.guarddutynotify.examples.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the EventBridge event of a finding, tells every destination, and answers with the report as JSON; the invocation
 * fails unless every destination has what it is owed.
 *
 * <p>It must fail: a normal return tells Lambda that the event is done with. A failed one is invoked again (twice, for an
 * asynchronous call) and then goes to the function's dead-letter queue or failure destination, where a human looks.
 *
 * <p>Where the configuration comes from, the first that is there:
 *
 * <ol>
 *   <li>the file that the environment variable {@code NOTIFIER_CONFIG} names
 *   <li>{@code notifier.json} on the class path, that is, at the root of the function's zip
 *   <li>the classic set-up: {@code input.json} beside the function, and the variables {@code ENABLE_SNS}, {@code
 *       SNS_TOPIC_ARN}, {@code ENABLE_EMAIL}, {@code ENABLE_CHAT} and {@code GOOGLE_CHAT_WEBHOOK}
 * </ol>
 *
 * <p>Safe for use by many threads.
 */
public final class GuardDutyHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDutyHandler.class);

    /** Where no context says how long there is. */
    private static final Duration WITHOUT_CONTEXT = Duration.ofSeconds(30);

    /** What is left for the log, the answer and the way back, however long the function may run. */
    private static final long LONGEST_MARGIN_MILLIS = 1_000;

    private final FindingNotifier notifier;

    /** Builds the notifier of the configuration, once for the life of this instance; for Lambda. */
    public GuardDutyHandler() {
        this(ConfigSearch.ofThisProcess().notifier(FindingNotifier.builder()));
    }

    /**
     * Tells by a notifier that was built elsewhere.
     *
     * @param notifier the notifier; it stays open
     */
    public GuardDutyHandler(FindingNotifier notifier) {
        this.notifier = notifier;
        if (!notifier.hasDurableLedger()) {
            LOG.warn("who was told is remembered in this instance only: an invocation that fails may be repeated on"
                    + " another, which tells all destinations again; to tell only those still owed, build the notifier"
                    + " with a ledger whose isDurable() is true (FindingNotifier.Builder.ledger)");
        }
    }

    /**
     * Tells of the finding in an event.
     *
     * @param event the EventBridge event's JSON
     * @param answer gets the report's JSON
     * @param context says how long there is; 30 seconds without one
     * @throws io.github.guarddutynotify.finding.UnreadableFindingException if the event holds no finding
     * @throws IncompleteDeliveryException if a destination is still owed the finding
     * @throws IOException if the event can't be read or the answer not be written
     */
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Finding finding = FindingReader.read(event.readAllBytes());
        DeliveryReport report = notifier.process(finding, limit(context));
        String json = report.toJson();
        LOG.info("{}", json);
        if (!report.isComplete()) {
            throw new IncompleteDeliveryException(report);
        }
        answer.write(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The time that is left but for a margin: a fifth of it, so that a function with 3 seconds can use most of them. */
    private static Duration limit(Context context) {
        if (context == null) {
            return WITHOUT_CONTEXT;
        }
        long left = context.getRemainingTimeInMillis();
        long margin = Math.min(LONGEST_MARGIN_MILLIS, left / 5);
        return Duration.ofMillis(Math.max(1, left - margin));
    }
}
