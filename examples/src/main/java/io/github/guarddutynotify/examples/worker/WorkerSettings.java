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
 * @param limit {@code MESSAGE_SECONDS}, how long telling of what was received together may take; default 30
 * @param together {@code MESSAGES_TOGETHER}, how many messages are told of together; default 200
 */
record WorkerSettings(String queueUrl, Path config, Optional<String> ledgerTable, Duration limit, int together) {
    private static final int STANDARD_TOGETHER = 200;

    /** They are in memory together. */
    private static final int MOST_TOGETHER = 1_000;

    private static final Duration STANDARD_LIMIT = Duration.ofSeconds(30);

    /** A message stays hidden for as long as it is told of, and SQS hides none for more than twelve hours. */
    private static final int LONGEST_LIMIT_SECONDS = 900;

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
                .map(text -> seconds(text, problems))
                .orElse(STANDARD_LIMIT);
        int together = variable(environment, "MESSAGES_TOGETHER")
                .map(text -> number("MESSAGES_TOGETHER", text, MOST_TOGETHER, problems))
                .orElse(STANDARD_TOGETHER);
        if (!problems.all().isEmpty()) {
            throw new ConfigException(problems.all());
        }
        return new WorkerSettings(queue, Path.of(config), variable(environment, "LEDGER_TABLE"), limit, together);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Duration seconds(String text, Problems problems) {
        return Duration.ofSeconds(number("MESSAGE_SECONDS", text, LONGEST_LIMIT_SECONDS, problems));
    }

    /** A number from 1 on; the largest stands in for what is none, which is a problem. */
    private static int number(String name, String text, int most, Problems problems) {
        boolean isNumber = text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most;
        if (!isNumber) {
            problems.add(name + " (environment)", "is \"" + text + "\", expected a whole number from 1 to " + most);
        }
        return isNumber ? Integer.parseInt(text) : most;
    }
}
