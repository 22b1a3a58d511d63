package io.github.guarddutynotify.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which of the places is looked into, in which order. */
@Timeout(20)
class ConfigSearchTest {
    @TempDir
    private Path folder;

    private final HttpFarEnd farEnd = HttpFarEnd.http(HttpAnswer.of(200, "ok"));
    private final Map<String, String> environment = new HashMap<>();
    private Path workingDirectory;
    private Path taskRoot;
    private Path classPath;

    @BeforeEach
    void makeFolders() throws IOException {
        workingDirectory = Files.createDirectory(folder.resolve("work"));
        taskRoot = Files.createDirectory(folder.resolve("task"));
        classPath = Files.createDirectory(folder.resolve("classes"));
        environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        environment.put("WEBHOOK", farEnd.url("/hook"));
    }

    @AfterEach
    void close() {
        farEnd.close();
    }

    @Test
    void saysThatNoTableHasThatName() {
        environment.put("LEDGER_TABLE", "no table");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> destinationTold())
                .withMessageContaining("LEDGER_TABLE (environment): a table's name is 3 to 255 letters");
    }

    @Test
    void takesTheFileThatTheVariableNamesBeforeAllElse() throws IOException {
        environment.put("NOTIFIER_CONFIG", "conf/alerts.json");
        environment.put("GOOGLE_CHAT_WEBHOOK", farEnd.url("/chat"));
        Files.createDirectory(taskRoot.resolve("conf"));
        write(taskRoot.resolve("conf/alerts.json"), "by-variable");
        write(classPath.resolve("notifier.json"), "by-class-path");
        Files.writeString(classPath.resolve("input.json"), "{}");

        assertThat(destinationTold()).isEqualTo("by-variable");
    }

    @Test
    void takesAnAbsolutePathAndOneInTheWorkingDirectory() throws IOException {
        write(workingDirectory.resolve("here.json"), "in-working-directory");
        environment.put("NOTIFIER_CONFIG", "here.json");
        assertThat(destinationTold()).isEqualTo("in-working-directory");

        write(folder.resolve("there.json"), "absolute");
        environment.put("NOTIFIER_CONFIG", folder.resolve("there.json").toString());
        assertThat(destinationTold()).isEqualTo("absolute");
    }

    @Test
    void takesNotifierJsonOnTheClassPathBeforeTheClassicSetUp() throws IOException {
        environment.put("GOOGLE_CHAT_WEBHOOK", farEnd.url("/chat"));
        environment.put("NOTIFIER_CONFIG", " ");
        write(classPath.resolve("notifier.json"), "by-class-path");
        Files.writeString(classPath.resolve("input.json"), "{}");

        assertThat(destinationTold()).isEqualTo("by-class-path");
    }

    @Test
    void takesTheClassicSetUpFromEachOfItsPlaces() throws IOException {
        environment.put("GOOGLE_CHAT_WEBHOOK", farEnd.url("/chat"));
        for (Path place : new Path[] {classPath, taskRoot, workingDirectory}) {
            Path file = Files.writeString(place.resolve("input.json"), "\uFEFF{}");
            assertThat(destinationTold()).as(place.toString()).isEqualTo("chat");
            Files.delete(file);
        }
    }

    @Test
    void saysTheThreeWaysWhereThereIsNone() {
        environment.put("GOOGLE_CHAT_WEBHOOK", farEnd.url("/chat"));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> search(getClass().getClassLoader().getParent()))
                .withMessageContaining("NOTIFIER_CONFIG")
                .withMessageContaining("notifier.json")
                .withMessageContaining("input.json")
                .withMessageContaining(taskRoot + ", " + workingDirectory);
    }

    @Test
    void namesAFileThatIsNotThere() {
        environment.put("NOTIFIER_CONFIG", "absent.json");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> search(getClass().getClassLoader().getParent()))
                .withMessageContaining(
                        "NOTIFIER_CONFIG (environment): names \"absent.json\", but there is no such file in " + taskRoot
                                + ", " + workingDirectory);
    }

    @Test
    void knowsSecretsOfTheExtensionInBothSetUps() throws IOException {
        environment.put("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", String.valueOf(farEnd.port()));
        farEnd.willAnswer(HttpAnswer.of(200, "{\"SecretString\": \"" + farEnd.url("/vault-hook") + "\"}"));
        Files.writeString(classPath.resolve("notifier.json"), """
                { "destinations": { "vault": { "channel": "slack", "webhookUrl": "${secretsmanager:hook}" } },
                  "routes": [ { "to": "vault" } ] }""");
        assertThat(destinationTold()).isEqualTo("vault");
        assertThat(farEnd.requests())
                .extracting(HttpFarEnd.Request::target)
                .containsExactly("/secretsmanager/get?secretId=hook", "/vault-hook");

        Files.delete(classPath.resolve("notifier.json"));
        Files.writeString(classPath.resolve("input.json"), """
                { "smtpCredentials": { "host": "mail.example.com", "username": "x", "password": "${ssm:pw}",
                                       "from_email": "a@example.com" },
                  "emailNotification": { "to": ["b@example.com"] } }""");
        try (URLClassLoader loader = loader();
                FindingNotifier notifier = search(loader)) {
            assertThat(notifier.warnings()).isEmpty();
        }
    }

    private static void write(Path file, String destination) throws IOException {
        Files.writeString(file, """
                { "destinations": { "%s": { "channel": "slack", "webhookUrl": "${WEBHOOK}" } },
                  "routes": [ { "to": "%s" } ] }
                """.formatted(destination, destination));
    }

    /** The name of the one destination that the notifier tells. */
    private String destinationTold() throws IOException {
        try (URLClassLoader loader = loader();
                FindingNotifier notifier = search(loader)) {
            return notifier.process(Findings.builder("Recon:EC2/Portscan", 8).event()).destinations().stream()
                    .map(DestinationReport::destination)
                    .reduce((one, other) -> one + ", " + other)
                    .orElseThrow();
        }
    }

    /** The parent is not the tests' class path but what is below it: nothing there may be found. */
    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {classPath.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private FindingNotifier search(ClassLoader loader) {
        return new ConfigSearch(environment, workingDirectory, loader).notifier(FindingNotifier.builder());
    }
}
