package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.examples.metrics.FindingMetrics;
import io.github.guarddutynotify.examples.secrets.SecretsExtension;
import io.github.guarddutynotify.ledger.dynamodb.DynamoDbLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the configuration in the three places where people put it, and builds the notifier of the first it finds. */
final class ConfigSearch {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDutyHandler.class);
    private static final String VARIABLE = "NOTIFIER_CONFIG";

    /** The variable that names the DynamoDB table in which who was told is remembered. */
    static final String LEDGER = "LEDGER_TABLE";

    /** The variable that names the CloudWatch namespace for metrics; none are written without it. */
    private static final String METRICS = "METRICS_NAMESPACE";

    static final String RESOURCE = "notifier.json";
    static final String CLASSIC = "input.json";

    private final Map<String, String> environment;
    private final List<Path> directories;
    private final ClassLoader classPath;

    /**
     * A search in places of the caller's choice.
     *
     * @param environment the environment variables
     * @param workingDirectory where relative paths end at last, after {@code LAMBDA_TASK_ROOT}
     * @param classPath where {@code notifier.json} and {@code input.json} are looked for
     */
    ConfigSearch(Map<String, String> environment, Path workingDirectory, ClassLoader classPath) {
        this.environment = environment;
        this.directories = Stream.concat(
                        Optional.ofNullable(environment.get("LAMBDA_TASK_ROOT")).map(Path::of).stream(),
                        Stream.of(workingDirectory))
                .distinct()
                .toList();
        this.classPath = classPath;
    }

    static ConfigSearch ofThisProcess() {
        return new ConfigSearch(System.getenv(), Path.of("").toAbsolutePath(), GuardDutyHandler.class.getClassLoader());
    }

    /**
     * Builds the notifier of the configuration and of what code adds to it.
     *
     * @param code what is not said in a configuration, such as a ledger
     * @throws ConfigException with everything that is wrong, or the three ways to configure if none is taken
     */
    FindingNotifier notifier(NotifierBuilder code) {
        variable(LEDGER).map(ConfigSearch::connected).ifPresent(code::ledger);
        variable(METRICS)
                .map(namespace -> new FindingMetrics(namespace, InstantSource.system(), System.out::println))
                .ifPresent(code::onReport);
        Optional<String> named = variable(VARIABLE);
        if (named.isPresent()) {
            return configured(named.get(), fileNamed(named.get()), code);
        }
        Optional<String> resource = resource(RESOURCE);
        if (resource.isPresent()) {
            return configured(RESOURCE + " on the class path", resource.get(), code);
        }
        String classic = resource(CLASSIC)
                .or(() -> file(CLASSIC).map(ConfigSearch::text))
                .orElseThrow(this::nothingFound);
        LOG.info("configured by the classic set-up, {} and the environment", CLASSIC);
        return new ClassicSetup(
                        environment,
                        reader(environment),
                        path -> file(path).map(Path::toString).orElse(path))
                .notifier(classic, code);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static DeliveryLedger connected(String table) {
        DynamoDbLedger ledger = ledger(DynamoDbLedger.builder(table));
        try {
            ledger.connect();
        } catch (IOException unreachable) {
            LOG.warn("the ledger does not answer, findings are told of without it: {}", unreachable.getMessage());
        }
        return ledger;
    }

    /** The ledger in a table; nothing is asked yet. */
    static DynamoDbLedger ledger(DynamoDbLedger.Builder table) {
        try {
            return table.build();
        } catch (IllegalArgumentException wrong) {
            throw problem(LEDGER + " (environment)", wrong.getMessage());
        }
    }

    private FindingNotifier configured(String source, String json, NotifierBuilder code) {
        LOG.info("configured by {}", source);
        return code.config(reader(environment).parse(json)).build();
    }

    /** Reads documents by whose references a function's environment and its secrets are meant. */
    static NotifierConfig.Reader reader(Map<String, String> environment) {
        return SecretsExtension.known(
                NotifierConfig.reader().environment(environment), environment, InstantSource.system());
    }

    private String fileNamed(String path) {
        return file(path)
                .map(ConfigSearch::text)
                .orElseThrow(() -> problem(
                        VARIABLE + " (environment)",
                        "names \"" + path + "\", but there is no such file in " + places()));
    }

    private ConfigException nothingFound() {
        return problem(
                "(configuration)",
                "there is none; set " + VARIABLE + " to the path of a file, or put " + RESOURCE
                        + " at the root of the function's zip, or keep the classic " + CLASSIC
                        + " there (looked on the class path and in " + places() + ")");
    }

    private String places() {
        return directories.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    static ConfigException problem(String path, String message) {
        return new ConfigException(List.of(new Problem(path, message)));
    }

    private Optional<Path> file(String path) {
        try {
            return directories.stream()
                    .map(directory -> directory.resolve(path))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private Optional<String> resource(String name) {
        try (InputStream resource = classPath.getResourceAsStream(name)) {
            return resource == null ? Optional.empty() : Optional.of(text(resource.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read " + name + " on the class path", unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return text(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can't read " + file, unreadable);
        }
    }

    /** The text without the mark that some Windows editors put in front. */
    static String text(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
