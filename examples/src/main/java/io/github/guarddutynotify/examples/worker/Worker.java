package io.github.guarddutynotify.examples.worker;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.ledger.dynamodb.DynamoDbLedger;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Tells of the findings in a queue until it is asked to end, then finishes what it has begun.
 *
 * <ul>
 *   <li>{@code QUEUE_URL}: the queue, standard or FIFO; give it a dead-letter queue, where a human looks
 *   <li>{@code NOTIFIER_CONFIG}: the configuration's file
 *   <li>{@code LEDGER_TABLE}: the DynamoDB table that remembers who was told; without it, a restart or a second worker may
 *       tell again
 *   <li>{@code MESSAGE_SECONDS}: how long telling of what was received together may take; default 30
 *   <li>{@code MESSAGES_TOGETHER}: how many messages are received and told of together, from 1 to 1000; default 200. What a
 *       burst has beyond a destination's rate is folded into one message among these; if the worker dies, they come again
 *       after {@code MESSAGE_SECONDS} and ten more
 * </ul>
 *
 * <p>Region and credentials are found as the AWS SDK finds them. It ends on SIGTERM within the time of one message and five
 * seconds: let your container's grace be longer. It exits with 0, or with 2 if it is configured wrongly.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int WRONG_CONFIGURATION = 2;

    private Worker() {}

    /**
     * Runs it.
     *
     * @param args none; all is in the environment
     * @throws IOException if the configuration can't be read
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String... args) throws IOException, InterruptedException {
        try {
            run(WorkerSettings.of(System.getenv()));
        } catch (ConfigException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(WRONG_CONFIGURATION);
        }
    }

    private static void run(WorkerSettings settings) throws IOException, InterruptedException {
        NotifierBuilder builder = FindingNotifier.builder().config(NotifierConfig.read(settings.config()));
        settings.ledgerTable().map(table -> connected(table, settings.limit())).ifPresent(builder::ledger);
        try (FindingNotifier notifier = builder.build();
                SqsClient sqs = SqsClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            if (!notifier.hasDurableLedger()) {
                LOG.warn("who was told is remembered in this process only; set LEDGER_TABLE");
            }
            QueueWorker worker =
                    new QueueWorker(sqs, settings.queueUrl(), notifier, settings.limit(), settings.together());
            Thread main = Thread.currentThread();
            Thread hook = new Thread(() -> stop(worker, main), "stop");
            Runtime.getRuntime().addShutdownHook(hook);
            LOG.info("waiting for findings");
            worker.run();
        }
        LOG.info("ended, nothing is under way");
    }

    /**
     * A ledger whose client is loaded and connected: with the first finding there would be no time for it.
     *
     * @param limit for a message, of which the notifier grants the ledger a tenth
     */
    private static DeliveryLedger connected(String table, Duration limit) {
        DynamoDbLedger ledger =
                DynamoDbLedger.builder(table).timeout(limit.dividedBy(10)).build();
        try {
            ledger.connect();
        } catch (IOException unreachable) {
            LOG.warn("the ledger does not answer, findings are told of without it: {}", unreachable.getMessage());
        }
        return ledger;
    }

    /** The process ends when its hooks have: this one waits for what runs. */
    private static void stop(QueueWorker worker, Thread main) {
        worker.stop();
        try {
            main.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
