package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.plain;
import static io.github.guarddutynotify.channel.smtp.Mails.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Secret;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSettingsTest {
    @TempDir
    private Path folder;

    private static SmtpServer server(DestinationSpec spec) {
        DestinationConfig config = spec.named("m", new Problems());
        return SmtpServer.read(config);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 587, STARTTLS",
                "-, 465, 465, TLS",
                "-, 2525, 2525, STARTTLS",
                "tls, -, 465, TLS",
                "TLS, 2465, 2465, TLS",
                "starttls, -, 587, STARTTLS",
                "starttls, 465, 465, STARTTLS"
            })
    void isNeverInTheClearUnlessToldTo(String security, String port, int expectedPort, SmtpServer.Security expected) {
        SmtpServer server = server(plain().with("security", security).with("port", port));

        assertThat(server.port()).isEqualTo(expectedPort);
        assertThat(server.security()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.com", "10.0.0.5", "localhost.example.com", "127.0.0.1.example.com"})
    void refusesClearTextToAnotherMachine(String host) {
        assertThat(problemsOf(plain().with("host", host).with("security", "none")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("destinations.m.security");
                    assertThat(problem.message()).contains("in the clear", "use starttls or tls");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"})
    void allowsClearTextWithinThisMachine(String host) {
        assertThat(problemsOf(plain().with("host", host).with("security", "none")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtps://mail.example.com", "mail.example.com:587", "mail example", "mail\r\nRCPT", "/etc"})
    void refusesAHostThatIsMoreThanOne(String host) {
        assertThat(problemsOf(plain().with("host", host)))
                .extracting(Problem::path)
                .containsExactly("destinations.m.host");
    }

    @Test
    void tellsEveryProblemAtOnce() {
        DestinationSpec wrong = DestinationSpec.of("smtp")
                .with("host", "smtp://x")
                .with("port", 70000)
                .with("security", "ssl")
                .with("username", "u")
                .with("from", "nobody")
                .with("replyTo", "a@b\r\nBcc: c@d")
                .with("to", List.of("fine@example.com", "a@b.com, evil@example.com"))
                .with("subject", "{titel}")
                .with("attachments", "/no/such/file")
                .with("attachFinding", "perhaps")
                .with("ehloName", "a b")
                .with("recipient", "x")
                .withProxy("http://proxy.example.com:3128");

        assertThat(problemsOf(wrong))
                .extracting(problem -> problem.path().replace("destinations.m.", ""))
                .containsExactlyInAnyOrder(
                        "host",
                        "port",
                        "security",
                        "password",
                        "from",
                        "replyTo",
                        "to[1]",
                        "subject",
                        "attachments",
                        "attachFinding",
                        "ehloName",
                        "recipient",
                        "proxy");
        assertThat(problemsOf(wrong)).allMatch(problem -> problem.message().length() > 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oncall@example.com",
                "first.last+tag@sub.example.com",
                "On Call <oncall@example.com>",
                "\"Call, On\" <oncall@example.com>",
                "Prüfung 🔔 <oncall@example.com>",
                "root@localhost",
                "o@[192.0.2.1]"
            })
    void takesAddressesAsPeopleWriteThem(String address) {
        assertThat(problemsOf(plain().with("to", address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oncall",
                "oncall@",
                "@example.com",
                "a b@example.com",
                "a@b@example.com",
                "a@example.com, b@example.com",
                "a@example.com; b@example.com",
                "team: a@example.com;",
                "a@example.com\r\nBcc: b@example.com",
                "\"a\nb\" <a@example.com>",
                "prüfung@example.com",
                "a@prüfung.example",
                "<a@example.com> RCPT TO:<b@example.com>",
                "@relay:a@example.com",
                "a@example.com>"
            })
    void refusesWhatIsNotExactlyOneAddress(String address) {
        for (String key : List.of("from", "to", "cc", "bcc", "replyTo")) {
            assertThat(problemsOf(plain().with(key, address)))
                    .as(key)
                    .extracting(Problem::path)
                    .containsExactly("destinations.m." + key);
        }
    }

    @Test
    void wantsSomebodyToSendTo() {
        assertThat(problemsOf(plain().with("to", null)))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .hasToString(
                                "destinations.m.to: nobody gets the mail; set to, cc or bcc to an address or a list"));
        assertThat(problemsOf(plain().with("to", List.of()))).hasSize(1);
        assertThat(problemsOf(plain().with("to", List.of()).with("bcc", "a@example.com")))
                .isEmpty();
        assertThat(problemsOf(plain().with("to", null).with("cc", "a@example.com")))
                .isEmpty();
    }

    @Test
    void refusesMoreRecipientsThanEveryServerTakes() {
        List<String> hundred =
                IntStream.range(0, 100).mapToObj(i -> "a" + i + "@example.com").toList();

        assertThat(problemsOf(plain().with("to", hundred))).isEmpty();
        assertThat(problemsOf(plain().with("to", hundred).with("cc", "A0@example.com")))
                .as("one twice")
                .isEmpty();
        assertThat(problemsOf(plain().with("to", hundred).with("bcc", "b@example.com")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, -",
                "u, p, -, -, -",
                "u, -, t, -, -",
                "u, p, -, plain, -",
                "u, p, -, LOGIN, -",
                "u, -, t, xoauth2, -",
                "u, -, -, -, password",
                "-, p, -, -, username",
                "-, -, t, -, username",
                "u, p, t, -, accessToken",
                "-, -, -, PLAIN, auth",
                "u, p, -, XOAUTH2, auth",
                "u, -, t, PLAIN, auth",
                "u, p, -, NTLM, auth"
            })
    void wantsALoginThatIsWhole(String username, String password, String token, String auth, String problem) {
        DestinationSpec spec = plain().with("username", username)
                .with("password", password == null ? null : Secret.of(password))
                .with("accessToken", token)
                .with("auth", auth);

        assertThat(problemsOf(spec))
                .extracting(found -> found.path().replace("destinations.m.", ""))
                .isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void refusesAttachmentsThatAreNotThereOrTooLarge() throws IOException {
        Path small = Files.writeString(folder.resolve("runbook.txt"), "call us");
        Path large = folder.resolve("large.bin");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(Attachments.MAX_BYTES);
        }

        assertThat(problemsOf(plain().with("attachments", small.toString()))).isEmpty();
        assertThat(problemsOf(plain().with("attachments", List.of(large.toString()))))
                .isEmpty();
        assertThat(problemsOf(plain().with("attachments", List.of(small.toString(), large.toString()))))
                .hasSize(1);
        assertThat(problemsOf(plain().with("attachments", List.of(folder.toString(), "no\u0000file"))))
                .hasSize(2);
    }

    @Test
    void showsNothingThatIsSecret() {
        DestinationSpec spec = plain().with("username", "u5er").with("password", Secret.of("p4ss"));
        SmtpServer server = server(spec);

        assertThat(server + " " + server.login() + " " + Mails.open(spec) + " " + spec)
                .doesNotContain("p4ss", "u5er");
    }
}
