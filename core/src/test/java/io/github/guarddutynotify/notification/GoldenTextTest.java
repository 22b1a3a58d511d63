package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.SharedFindings;
import io.github.guarddutynotify.finding.FindingReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The words of the most different findings, for a person to read. After a change of words, rewrite them by {@code
 * -Dgolden.update=true} and read the difference.
 */
class GoldenTextTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/github/guarddutynotify/notification");

    private static final NotificationComposer COMPOSER = NotificationComposer.builder()
            .accountName("111122223333", "production")
            .accessPortal(URI.create("https://example.awsapps.com/start"), "SecurityAudit")
            .clock(InstantSource.fixed(Instant.parse("2026-01-01T02:00:00Z")))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attack-sequence",
                "ec2-command-and-control",
                "ec2-port-probe",
                "iam-anomalous-behavior",
                "kubernetes-privileged-container",
                "rds-brute-force",
                "runtime-reverse-shell",
                "s3-exfiltration",
                "malware-volume-scan",
                "bedrock-prompt-injection",
                "event-threats-found",
                "event-runtime-unhealthy",
                "invented",
            })
    void readsAsAnOnCallEngineerWouldWantIt(String name) throws IOException {
        Notification notification =
                COMPOSER.apply(FindingReader.read(SharedFindings.text("generated/" + name + ".json")));
        EveryTypeTest.assertReadable(name, notification);
        String text = PlainRenderer.text(notification);
        Path golden = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
