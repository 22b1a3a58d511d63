package io.github.guarddutynotify.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.finding.FindingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows compiles, is read, and does what it says. */
class ReadmeTest {
    private static final Path README = Path.of("../README.md");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T/B/x",
            "CHAT_WEBHOOK_URL", "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t");

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```" + language + "\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** The formatter may break lines, long comments among them. */
    private static String joined(String code) {
        return code.replaceAll("\\s|//", "");
    }

    @Test
    void everyJavaSnippetIsPartOfWhatIsCompiledHere() throws IOException {
        String compiled =
                joined(Files.readString(Path.of("src/test/java/io/github/guarddutynotify/examples/ReadmeExample.java")))
                        + joined(Files.readString(
                                Path.of("src/main/java/io/github/guarddutynotify/examples/channel/NtfyChannel.java")));

        assertThat(blocks("java"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(compiled).contains(joined(block)));
    }

    @Test
    void theConfigBuildsANotifier() throws IOException {
        assertThat(blocks("jsonc")).isNotEmpty().allSatisfy(block -> {
            NotifierConfig config =
                    NotifierConfig.reader().environment(ENVIRONMENT).parse(block);
            try (FindingNotifier notifier = FindingNotifier.of(config)) {
                assertThat(notifier).isNotNull();
            }
        });
    }

    @Test
    void aScannersFindingIsSuppressedAsTheConfigSays() throws IOException {
        NotifierConfig config = NotifierConfig.reader()
                .environment(ENVIRONMENT)
                .parse(blocks("jsonc").get(0));
        String event =
                "{\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"accountId\":\"111122223333\",\"severity\":9,"
                        + "\"type\":\"Recon:EC2/PortProbeUnprotectedPort\"}}";

        try (FindingNotifier notifier = FindingNotifier.builder()
                .config(config)
                .clock(InstantSource.fixed(Instant.parse("2026-11-26T00:00:00Z")))
                .build()) {
            assertThat(notifier.process(FindingReader.read(event), Duration.ofSeconds(1))
                            .decision()
                            .suppressedBy())
                    .hasValue("our scanner");
        }
    }

    @Test
    void theProblemReadsAsShown() throws IOException {
        Matcher shown = Pattern.compile("`(destinations\\.soc-slack\\.webhokUrl: [^`]*)`")
                .matcher(Files.readString(README));
        assertThat(shown.find()).isTrue();
        String problem = shown.group(1);
        String config = blocks("jsonc")
                .get(0)
                .replace(
                        "\"soc-slack\": { \"channel\": \"slack\", \"webhookUrl\"",
                        "\"soc-slack\": { \"channel\": \"slack\", \"webhokUrl\"");

        assertThatThrownBy(() -> FindingNotifier.of(
                        NotifierConfig.reader().environment(ENVIRONMENT).parse(config)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }
}
