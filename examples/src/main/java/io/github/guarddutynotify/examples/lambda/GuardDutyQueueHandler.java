package io.github.guarddutynotify.examples.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Takes a batch of an SQS queue, tells every destination of every finding in it, and answers with the messages that are to
 * be sent again: just those of which a destination is still owed something, or which could not be read.
 *
 * <p><b>The queue must be connected with {@code FunctionResponseTypes: ReportBatchItemFailures}.</b> Without it Lambda does not
 * look at the answer, and deletes what failed.
 *
 * <ul>
 *   <li>A message holds an EventBridge event, an SNS message with one, or several findings; each is told of on its own.
 *   <li>The messages share the time that the invocation has left; one for which none is left goes back untold. A destination
 *       whose {@code rate} has no room for all of them is told the rest in one message.
 *   <li>Of a FIFO queue's group, what follows a message that failed goes back too, so that nothing is overtaken.
 *   <li>What always fails ends in the queue's dead-letter queue, where a human looks.
 *   <li>Invoked by a schedule of EventBridge, once an hour say, it tells what is held for digests and quiet hours, and answers
 *       with the report.
 * </ul>
 *
 * <p>Configured as {@link GuardDutyHandler} is. Safe for use by many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">SQS errors in Lambda</a>
 */
public final class GuardDutyQueueHandler implements RequestStreamHandler {
    private final FindingNotifier notifier;

    /** Kept, because SnapStart's runtime keeps no resource alive. */
    @SuppressWarnings("UnusedVariable")
    private final Priming priming;

    /** Builds the notifier of the configuration, once for the life of this instance; for Lambda. */
    public GuardDutyQueueHandler() {
        this(ConfigSearch.ofThisProcess().notifier(FindingNotifier.builder()));
    }

    /**
     * Tells by a notifier that was built elsewhere.
     *
     * @param notifier the notifier; it stays open
     */
    public GuardDutyQueueHandler(FindingNotifier notifier) {
        this.notifier = notifier;
        this.priming = Priming.of(notifier);
        Invocation.warnUnlessRemembered(notifier);
    }

    /**
     * Tells of the findings in a batch, or of what is held.
     *
     * @param event the SQS event's JSON, or a schedule's
     * @param answer gets {@code batchItemFailures}; the report's JSON for a schedule
     * @param context says how long there is; 30 seconds without one
     * @throws IllegalArgumentException if this is neither an SQS event nor a schedule's
     * @throws IncompleteDeliveryException if what is held stays held
     * @throws IOException if the event can't be read or the answer not be written
     */
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        byte[] document = event.readAllBytes();
        if (Schedule.isAnswered(document, notifier, Invocation.limit(context), answer)) {
            return;
        }
        List<QueueMessage> messages = QueueMessage.ofEvent(document);
        try {
            List<Map<String, String>> failures = new QueueBatch(notifier, messages, Invocation.limit(context))
                    .tell().stream().map(id -> Map.of("itemIdentifier", id)).toList();
            answer.write(JsonWriter.write(Map.of("batchItemFailures", failures)).getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while telling of a batch");
        }
    }
}
