package io.github.guarddutynotify.examples.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.examples.metrics.FindingLog;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the EventBridge event of a finding, tells every destination, and answers with the report as JSON; the invocation
 * fails unless every destination has what it is owed.
 *
 * <p>It must fail: a normal return tells Lambda that the event is done with. A failed one is invoked again (twice, for an
 * asynchronous call) and then goes to the function's dead-letter queue or failure destination, where a human looks.
 *
 * <p>Invoked by a schedule of EventBridge, it tells what is held for digests and quiet hours, and answers with the report.
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
 * <p>Who was told is remembered in the DynamoDB table that the variable {@code LEDGER_TABLE} names; without it, in this
 * instance only. {@code METRICS_NAMESPACE} names a namespace of CloudWatch and switches metrics on ({@link
 * io.github.guarddutynotify.examples.metrics.FindingMetrics}). <code>${secretsmanager:NAME}</code> and <code>${ssm:NAME}</code>
 * are secrets by reference, where the function has the layer of the AWS Parameters and Secrets extension ({@link
 * io.github.guarddutynotify.examples.secrets.SecretsExtension}). Safe for use by many threads.
 */
public final class GuardDutyHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDutyHandler.class);

    /** Where the time is used up, what is left to do is reported as deferred. */
    private static final long SHORTEST_NANOS = 1_000_000;

    private final FindingNotifier notifier;

    /** Kept, because SnapStart's runtime keeps no resource alive. */
    @SuppressWarnings("UnusedVariable")
    private final Priming priming;

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
        this.priming = Priming.of(notifier);
        Invocation.warnUnlessRemembered(notifier);
    }

    /**
     * Tells of the finding in an event, or of each, if it holds several; or of what is held, for a schedule's.
     *
     * @param event the EventBridge event's JSON, or an SNS event's
     * @param answer gets the report's JSON; an array of them, if there are several findings
     * @param context says how long there is; 30 seconds without one
     * @throws io.github.guarddutynotify.finding.UnreadableFindingException if the event holds no finding
     * @throws IncompleteDeliveryException if a destination is still owed a finding, one of several can't be read, or what is
     *     held stays held
     * @throws IOException if the event can't be read or the answer not be written
     */
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        byte[] document = event.readAllBytes();
        if (Schedule.isAnswered(document, notifier, Invocation.limit(context), answer)) {
            return;
        }
        List<FindingRecord> records = FindingReader.readAll(document);
        boolean isOneAtMost = records.size() < 2;
        if (isOneAtMost && records.stream().noneMatch(Found.class::isInstance)) {
            FindingReader.read(document); // which says why it can't
        }
        List<DeliveryReport> reports = tell(records, Invocation.limit(context));
        if (!reports.stream().allMatch(DeliveryReport::isComplete)) {
            throw new IncompleteDeliveryException(reports);
        }
        List<Map<String, Object>> json =
                reports.stream().map(DeliveryReport::toMap).toList();
        answer.write(JsonWriter.write(isOneAtMost ? json.get(0) : json).getBytes(StandardCharsets.UTF_8));
    }

    /** Each record has its share of what those before it have left of the time. */
    private List<DeliveryReport> tell(List<FindingRecord> records, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        List<DeliveryReport> reports = new ArrayList<>();
        for (FindingRecord record : records) {
            Duration left = Duration.ofNanos(Math.max(SHORTEST_NANOS, end - System.nanoTime()));
            DeliveryReport report = notifier.process(record, left.dividedBy(records.size() - reports.size()));
            LOG.info("{}", FindingLog.line(report));
            reports.add(report);
        }
        return reports;
    }
}
