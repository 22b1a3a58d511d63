package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.ledger.dynamodb.DynamoDbLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that a person names, taken as the handlers take theirs: {@code notifier.json}, the classic {@code
 * input.json}, or the folder that holds one of them.
 */
public final class ConfigFile {
    /** For a person's first call from afar; a notifier waits no longer for each than it does elsewhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ConfigFile() {}

    /**
     * Builds the notifier of a configuration and of what code adds to it; nobody is asked anything yet.
     *
     * @param named a file, the classic set-up if it is called {@code input.json}; or a folder
     * @param environment the environment variables
     * @param code what is not said in a configuration, such as a ledger
     * @return the notifier
     * @throws ConfigException with everything that is wrong
     * @throws IOException if the file can't be read
     */
    public static FindingNotifier notifier(Path named, Map<String, String> environment, NotifierBuilder code)
            throws IOException {
        Path file = Files.isDirectory(named) ? in(named) : named;
        String json = ConfigSearch.text(Files.readAllBytes(file));
        return file.endsWith(ConfigSearch.CLASSIC)
                ? new ClassicSetup(environment, ConfigSearch.reader(environment), path -> beside(file, path))
                        .notifier(json, code)
                : code.config(ConfigSearch.reader(environment).parse(json)).build();
    }

    private static Path in(Path folder) {
        Path file = folder.resolve(ConfigSearch.RESOURCE);
        Path classic = folder.resolve(ConfigSearch.CLASSIC);
        if (!Files.isRegularFile(file) && !Files.isRegularFile(classic)) {
            throw ConfigSearch.problem(
                    "(configuration)",
                    "the folder " + folder + " holds neither " + ConfigSearch.RESOURCE + " nor the classic "
                            + ConfigSearch.CLASSIC);
        }
        return Files.isRegularFile(file) ? file : classic;
    }

    private static String beside(Path file, String path) {
        Path attachment = file.resolveSibling(path);
        return Files.isRegularFile(attachment) ? attachment.toString() : path;
    }

    /**
     * The ledger of the handlers, which is asked nothing yet.
     *
     * @param environment the environment variables
     * @return the DynamoDB table that {@code LEDGER_TABLE} names; empty if it is not set
     * @throws ConfigException if a table can't have that name
     */
    public static Optional<DeliveryLedger> ledger(Map<String, String> environment) {
        return table(environment).map(DeliveryLedger.class::cast);
    }

    /**
     * The ledger of the handlers, which has answered.
     *
     * @param environment the environment variables
     * @return as {@link #ledger}
     * @throws ConfigException if a table can't have that name
     * @throws IOException if the table can't be asked, naming the remedy
     */
    public static Optional<DeliveryLedger> answeringLedger(Map<String, String> environment) throws IOException {
        Optional<DynamoDbLedger> ledger = table(environment);
        if (ledger.isPresent()) {
            ledger.get().connect();
        }
        return ledger.map(DeliveryLedger.class::cast);
    }

    private static Optional<DynamoDbLedger> table(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(ConfigSearch.LEDGER))
                .filter(table -> !table.isBlank())
                .map(table -> ConfigSearch.ledger(DynamoDbLedger.builder(table).timeout(PATIENCE)));
    }
}
