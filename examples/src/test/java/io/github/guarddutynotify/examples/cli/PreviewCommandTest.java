package io.github.guarddutynotify.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HostileText;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages, shown and not sent. */
class PreviewCommandTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();
    private Desk desk;

    @BeforeEach
    void sitDown() {
        desk = new Desk(folder);
        desk.environment().forEach(terminal::with);
    }

    @AfterEach
    void leave() {
        desk.close();
    }

    @Test
    void showsWhatEachDestinationWouldBeSentAndSendsNothing() throws Exception {
        assertThat(terminal.run("preview", desk.config(), desk.event())).isZero();

        assertThat(terminal.out())
                .contains(
                        "event.json: Recon:EC2/Portscan, High\n",
                        "--- soc-slack (application/json)\n{\n  \"text\": ",
                        "--- all-slack (application/json)\n{\n  \"text\": ");
        assertThat(desk.soc().connections() + desk.all().connections()).isZero();
    }

    @Test
    void aMailIsDecodedForAPersonAndLeftAsItIsInAFile() throws Exception {
        Path config = desk.file("mail.json", """
                {
                  "destinations": {
                    "oncall": { "channel": "smtp", "host": "smtp.example.com", "from": "a@example.com", "to": "b@example.com" }
                  },
                  "routes": [ { "to": ["oncall"] } ]
                }
                """);

        assertThat(terminal.run("preview", config, desk.event())).isZero();
        assertThat(terminal.out())
                .contains("--- oncall (message/rfc822)\nFrom: a@example.com\nTo: b@example.com\nSubject: [HIGH] ")
                .doesNotContain("quoted-printable", "<html");

        Path out = folder.resolve("previews");
        assertThat(terminal.run("preview", "--out", out, config, desk.event())).isZero();
        assertThat(Files.readString(out.resolve("oncall.preview.eml"))).contains("\r\n\r\n", "Content-Type: ");
    }

    @Test
    void aMachineGetsTheMessages() throws Exception {
        assertThat(terminal.run("preview", "--json", desk.config(), desk.event()))
                .isZero();

        JsonValue message = terminal.json().at("/messages/0");
        assertThat(message.names()).containsExactly("destination", "mediaType", "content");
        assertThat(JsonValue.parse(message.member("content").text().orElseThrow())
                        .isObject())
                .isTrue();
    }

    @Test
    void filesHoldTheMessagesByteForByteAndAreReplaced() throws Exception {
        Path out = folder.resolve("previews");
        assertThat(terminal.run("preview", "--out", out, desk.config(), desk.event()))
                .isZero();
        String first = Files.readString(out.resolve("soc-slack.preview.json"));
        terminal.run("send", desk.config(), desk.event());
        assertThat(first).isEqualTo(new String(desk.soc().messages().get(0), UTF_8));

        assertThat(terminal.run("preview", "--out", out, desk.config(), desk.event()))
                .isZero();
        assertThat(terminal.out()).contains("  soc-slack: ", "soc-slack.preview.json");

        Path two = desk.file("two.json", Desk.event("a", 8) + "\n" + Desk.event("b", 8));
        assertThat(terminal.run("preview", "--out", out, "--to", "soc-slack", desk.config(), two))
                .isZero();
        assertThat(out.resolve("soc-slack.1.preview.json")).isNotEmptyFile();
        assertThat(out.resolve("soc-slack.2.preview.json")).isNotEmptyFile();

        Path file = desk.file("a-file", "");
        assertThat(terminal.run("preview", "--out", file, desk.config(), desk.event()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("can't write to ", "choose another folder by --out");
    }

    @Test
    void saysWhyThereIsNoMessageOrWhyItWouldNotBeSent() throws Exception {
        Path unrouted =
                desk.file("iam.json", Findings.builder("Recon:IAMUser/X", 2).event());
        assertThat(terminal.run("preview", desk.config(), unrouted)).isOne();
        assertThat(terminal.out()).contains("no route takes it, so there is no message; name a destination by --to");
        assertThat(terminal.run("preview", "--to", "all-slack", desk.config(), unrouted))
                .isZero();

        Path suppressed = desk.file(
                "scan.json",
                Findings.builder("Recon:EC2/Portscan", 2)
                        .account("444455556666")
                        .event());
        assertThat(terminal.run("preview", desk.config(), suppressed)).isZero();
        assertThat(terminal.out()).contains("would not be sent: suppressed by \"our scanner\"", "--- all-slack");
    }

    @Test
    void nothingInAMessageActsOnTheTerminal() throws Exception {
        Path hostile =
                desk.file("hostile.json", new String(Findings.hostile().get(0).original(), UTF_8));

        assertThat(terminal.run("preview", "--to", "soc-slack", desk.config(), hostile))
                .isZero();
        assertThat(terminal.out())
                .contains(HostileText.MARK)
                .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]|[\u202A-\u202E\u2066-\u2069]");
    }
}
