package io.github.guarddutynotify.examples.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.guarddutynotify.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the environment says. */
class WorkerSettingsTest {
    private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/111122223333/findings";

    @Test
    void takesWhatIsSetAndDefaultsForTheRest() {
        assertThat(WorkerSettings.of(Map.of("QUEUE_URL", QUEUE, "NOTIFIER_CONFIG", "/etc/notifier.json")))
                .isEqualTo(new WorkerSettings(
                        QUEUE, Path.of("/etc/notifier.json"), Optional.empty(), Duration.ofSeconds(30), 200));
        assertThat(WorkerSettings.of(Map.of(
                        "QUEUE_URL",
                        QUEUE,
                        "NOTIFIER_CONFIG",
                        "n.json",
                        "LEDGER_TABLE",
                        "t",
                        "MESSAGE_SECONDS",
                        "90",
                        "MESSAGES_TOGETHER",
                        "10")))
                .isEqualTo(new WorkerSettings(QUEUE, Path.of("n.json"), Optional.of("t"), Duration.ofSeconds(90), 10));
    }

    @Test
    void saysAllThatIsMissingAtOnce() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WorkerSettings.of(Map.of("QUEUE_URL", " ")))
                .withMessageContaining("QUEUE_URL (environment): is not set")
                .withMessageContaining("NOTIFIER_CONFIG (environment): is not set");
    }

    @Test
    void saysHowManyMessagesCanBeToldTogether() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WorkerSettings.of(
                        Map.of("QUEUE_URL", QUEUE, "NOTIFIER_CONFIG", "n.json", "MESSAGES_TOGETHER", "1001")))
                .withMessageContaining(
                        "MESSAGES_TOGETHER (environment): is \"1001\", expected a whole number from 1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "901", "-1", "1.5", "soon", "99999999999"})
    void saysWhatATimeIs(String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> WorkerSettings.of(
                        Map.of("QUEUE_URL", QUEUE, "NOTIFIER_CONFIG", "n.json", "MESSAGE_SECONDS", text)))
                .withMessageContaining(
                        "MESSAGE_SECONDS (environment): is \"" + text + "\", expected a whole number from 1 to 900");
    }
}
