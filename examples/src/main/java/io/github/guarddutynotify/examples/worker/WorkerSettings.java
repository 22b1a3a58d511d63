package io.github.guarddutynotify.examples.worker;

import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says.
 *
 * @param queueUrl {@code QUEUE_URL}
 * @param config {@code NOTIFIER_CONFIG}, the configuration's file
 * @param ledgerTable {@code LEDGER_TABLE}, the DynamoDB table that remembers who was told
 * @param limit {@code MESSAGE_SECONDS}, how long telling of one message may take; default 30
 */
record WorkerSettings(String queueUrl, Path config, Optional<String> ledgerTable, Duration limit) {
    private static final Duration STANDARD_LIMIT = Duration.ofSeconds(30);

    /** A message stays hidden for as long as it is told of, and SQS hides none for more than twelve hours. */
    private static final long LONGEST_LIMIT_SECONDS = 900;

    /**
     * Reads them.
     *
     * @throws ConfigException with everything that is wrong
     */
    static WorkerSettings of(Map<String, String> environment) {
        Problems problems = new Problems();
        String queue = variable(environment, "QUEUE_URL").orElse("");
        if (queue.isEmpty()) {
            problems.add("QUEUE_URL (environment)", "is not set; it is the URL of the queue with the findings");
        }
        String config = variable(environment, "NOTIFIER_CONFIG").orElse("");
        if (config.isEmpty()) {
            problems.add("NOTIFIER_CONFIG (environment)", "is not set; it is the path of the notifier's configuration");
        }
        Duration limit = variable(environment, "MESSAGE_SECONDS")
                .map(text -> limit(text, problems))
                .orElse(STANDARD_LIMIT);
        if (!problems.all().isEmpty()) {
            throw new ConfigException(problems.all());
        }
        return new WorkerSettings(queue, Path.of(config), variable(environment, "LEDGER_TABLE"), limit);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Duration limit(String text, Problems problems) {
        if (text.matches("[0-9]{1,3}")) {
            long seconds = Long.parseLong(text);
            if (seconds >= 1 && seconds <= LONGEST_LIMIT_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        }
        problems.add("MESSAGE_SECONDS (environment)", "expected whole seconds from 1 to " + LONGEST_LIMIT_SECONDS);
        return STANDARD_LIMIT;
    }
}
