package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.open;
import static io.github.guarddutynotify.channel.smtp.Mails.secureTo;
import static io.github.guarddutynotify.channel.smtp.Mails.to;
import static io.github.guarddutynotify.channel.smtp.Probes.assertTold;
import static io.github.guarddutynotify.channel.smtp.Probes.probe;
import static io.github.guarddutynotify.channel.smtp.Probes.withLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a probe goes, and what a person reads of what the server says against it. */
@Timeout(60)
class SmtpProbeTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    @Test
    void goesAsFarAsTheRecipientsAndSendsNothing() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            DestinationSpec spec =
                    withLogin(secureTo(farEnd)).with("to", "a@example.com").with("bcc", "b@example.com");

            assertThat(probe(spec).status()).isEqualTo(Status.ACCEPTED);

            while (!farEnd.commands().contains("QUIT")) { // the server's thread reads it in its own time
                Thread.onSpinWait();
            }
            assertThat(farEnd.commands())
                    .containsExactly(
                            "EHLO [127.0.0.1]",
                            "STARTTLS",
                            "EHLO [127.0.0.1]",
                            "PLAIN",
                            "MAIL FROM:<guardduty@example.com>",
                            "RCPT TO:<a@example.com>",
                            "RCPT TO:<b@example.com>",
                            "RSET",
                            "QUIT");
            assertThat(farEnd.attempts()).as("mails handed in").isZero();
        }
    }

    @Test
    void asksOverAConnectionOfItsOwn() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain();
                SmtpDestination destination = open(to(farEnd))) {
            destination.deliver(Mails.delivery("A title"));

            assertThat(destination
                            .probe(Deadline.in(AMPLE, InstantSource.system()))
                            .orElseThrow()
                            .status())
                    .isEqualTo(Status.ACCEPTED);
            assertThat(farEnd.connections()).isEqualTo(2);
            assertThat(destination.deliver(Mails.delivery("Next")).status()).isEqualTo(Status.ACCEPTED);
            assertThat(farEnd.connections()).as("the kept one is still kept").isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            greeting  | 554 5.7.1 no mail here   | REJECTED | NOT_FOUND       | the server answered 554 5.7.1 before any mail: it takes none from here; use your provider's port for clients (587 or 465)
            greeting  | 421 4.3.2 shutting down  | DEFERRED | SERVER_ERROR    | the server answered 421 4.3.2
            MAIL FROM | 530 5.7.0 log in first   | REJECTED | AUTH            | the server answered 530 5.7.0 to the sender: it wants a login; set username and password, or accessToken
            MAIL FROM | 550 5.7.60 SendAsDenied  | REJECTED | INVALID_MESSAGE | the server answered 550 5.7.60 to the sender; set from to an address that exists and that this login may send as
            MAIL FROM | 451 4.3.0 later          | DEFERRED | SERVER_ERROR    | the server answered 451 4.3.0 to the sender
            RCPT TO   | 550 5.1.1 no such user   | REJECTED | NOT_FOUND       | refused: oncall@example.com (550 5.1.1); check the addresses in to, cc and bcc
            RCPT TO   | 554 5.7.1 <a@b>: Relay access denied | REJECTED | NOT_FOUND | refused: oncall@example.com (554 5.7.1); the server passes no mail on to there for us; log in with username and password, or ask its operators
            RCPT TO   | 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain | REJECTED | NOT_FOUND | refused: oncall@example.com (550 5.7.54); the server passes no mail on to there for us; log in with username and password, or ask its operators
            RCPT TO   | 450 4.2.0 Greylisted     | DEFERRED | SERVER_ERROR    | refused for now: oncall@example.com (450 4.2.0); a server that greylists takes them some minutes later
            RCPT TO   | 454 Throttling failure   | DEFERRED | RATE_LIMITED    | refused for now: oncall@example.com (454); a server that greylists takes them some minutes later
            """)
    void saysWhatTheServerHasAgainstIt(String step, String answer, Status status, Reason reason, String sentence)
            throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain().willAnswer(step, answer)) {
            assertTold(probe(to(farEnd)), status, reason, sentence);
            assertThat(farEnd.attempts()).as("mails handed in").isZero();
        }
    }

    @Test
    void namesEachRecipientThatIsRefused() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain()
                .willAnswer("RCPT TO:<b@", "550 5.1.1 no such user")
                .willAnswer("RCPT TO:<c@", "451 4.7.1 later")) {
            DestinationSpec spec = to(farEnd).with("to", List.of("a@example.com", "b@example.com", "c@example.com"));

            assertTold(
                    probe(spec),
                    Status.REJECTED,
                    Reason.NOT_FOUND,
                    "refused: b@example.com (550 5.1.1), c@example.com (451 4.7.1); check the addresses in to, cc and bcc");
        }
    }

    /** The answers of Google, Microsoft, Yahoo and Amazon, as people have reported them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            535 5.7.8 Error: authentication failed | 535 5.7.8 to the login: check username and password
            534-5.7.9 Application-specific password required. For more information, go to~534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x - gsmtp | 534 5.7.9 to the login: an app password is needed; make one in the security settings of the account and set it as password
            535 5.7.9 Please use an app password | 535 5.7.9 to the login: an app password is needed; make one in the security settings of the account and set it as password
            534-5.7.9 Please log in with your web browser and then try again.~534 5.7.9 x - gsmtp | 534 5.7.9 to the login: the provider wants a person to log in with a browser first; then an app password or accessToken
            535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. | 535 5.7.139 to the login: an administrator must turn authenticated SMTP on for this mailbox
            535 5.7.139 Authentication unsuccessful, basic authentication is disabled. | 535 5.7.139 to the login: passwords are no longer taken here; set accessToken instead of password
            550 5.7.30 Basic authentication is not supported for Client Submission. | 550 5.7.30 to the login: passwords are no longer taken here; set accessToken instead of password
            535 Authentication Credentials Invalid | 535 to the login: check username and password; those of Amazon SES are made of an IAM key for each Region, and not the key itself
            """)
    void saysWhatTheProviderWantsOfALogin(String answer, String sentence) throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls().willAnswer("AUTH", answer.replace("~", "\r\n"))) {
            assertTold(
                    probe(withLogin(secureTo(farEnd))),
                    Status.REJECTED,
                    Reason.AUTH,
                    "the server answered " + sentence);
        }
    }

    @Test
    void saysThatATokenMayHaveEnded() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            DestinationSpec spec =
                    secureTo(farEnd).with("username", SmtpFarEnd.USER).with("accessToken", Secret.of("an old one"));

            assertTold(
                    probe(spec),
                    Status.REJECTED,
                    Reason.AUTH,
                    "the server answered 535 5.7.8 to the login: the token may have ended, or lack the scope for SMTP; see"
                            + " accessToken");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            250-loopback~250 AUTH XOAUTH2     | the server offers none of the ways to log in; it takes a token: set accessToken instead of password
            250-loopback~250 AUTH GSSAPI NTLM | the server offers none of the ways to log in; see the setting auth
            250-loopback~250 SIZE 1000        | the server offers no login, so nothing was sent; use its port for clients (587 or 465), or leave username out
            """)
    void saysThatTheLoginIsNotOffered(String greeting, String sentence) throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.tls().willAnswer("EHLO", greeting.replace("~", "\r\n"))) {
            assertTold(probe(withLogin(secureTo(farEnd))), Status.REJECTED, Reason.AUTH, sentence);
        }
    }

    @Test
    void letsAnInterruptOut() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain().willAnswer("MAIL FROM", SmtpFarEnd.SILENCE)) {
            CompletableFuture<DeliveryResult> result = new CompletableFuture<>();
            Thread prober = new Thread(() -> {
                try {
                    result.complete(probe(to(farEnd)));
                } catch (IOException | InterruptedException out) {
                    result.completeExceptionally(out);
                }
            });
            prober.start();
            while (farEnd.commands().stream().noneMatch(command -> command.startsWith("MAIL"))) {
                Thread.onSpinWait();
            }
            prober.interrupt();

            assertThatThrownBy(result::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void saysThatASecretCouldNotBeHad() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            DestinationSpec spec = secureTo(farEnd)
                    .with("username", SmtpFarEnd.USER)
                    .with("password", Secret.from(() -> {
                        throw new IllegalStateException("vault is sealed with s3cr3t");
                    }));

            DeliveryResult result = probe(spec);

            assertThat(result.status()).isEqualTo(Status.DEFERRED);
            assertThat(result.detail())
                    .startsWith("a secret could not be had: ")
                    .doesNotContain("s3cr3t");
        }
    }
}
