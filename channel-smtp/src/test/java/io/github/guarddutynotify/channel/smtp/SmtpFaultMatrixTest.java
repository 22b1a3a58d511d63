package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.secureTo;
import static io.github.guarddutynotify.channel.smtp.Mails.to;
import static io.github.guarddutynotify.testkit.FaultBench.assertLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.FaultBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What goes wrong on the way to a mail server, and what a notifier then reports; a destination beside it is told exactly once.
 * Attempts are two where trying again may help.
 */
@Timeout(60)
class SmtpFaultMatrixTest {
    private final SmtpFarEnd farEnd = SmtpFarEnd.plain();

    @AfterEach
    void close() {
        farEnd.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeting  | 421 4.3.2 shutting down        | DEFERRED | SERVER_ERROR    | 2",
                "greeting  | 421 4.7.0 Too many connections | DEFERRED | RATE_LIMITED    | 2",
                "greeting  | 554 5.7.1 no mail here         | REJECTED | NOT_FOUND       | 1",
                "greeting  | HTTP/1.1 400 Bad Request       | DEFERRED | UNREACHABLE     | 2",
                "greeting  | close                          | DEFERRED | UNREACHABLE     | 2",
                "greeting  | silence                        | DEFERRED | TIMEOUT         | 2",
                "greeting  | drip                           | DEFERRED | TIMEOUT         | 2",
                "EHLO      | drip                           | DEFERRED | TIMEOUT         | 2",
                "MAIL FROM | 421 4.3.2 shutting down        | DEFERRED | SERVER_ERROR    | 2",
                "MAIL FROM | 450 4.7.1 not yet              | DEFERRED | SERVER_ERROR    | 2",
                "MAIL FROM | 451 4.3.0 later                | DEFERRED | SERVER_ERROR    | 2",
                "MAIL FROM | 530 5.7.0 log in first         | REJECTED | AUTH            | 2",
                "MAIL FROM | 550 5.1.8 sender unknown       | REJECTED | INVALID_MESSAGE | 1",
                "MAIL FROM | 552 5.3.4 too big              | REJECTED | TOO_LARGE       | 1",
                "MAIL FROM | 554 5.7.1 no                   | REJECTED | INVALID_MESSAGE | 1",
                "RCPT TO   | 421 4.3.2 shutting down        | DEFERRED | SERVER_ERROR    | 2",
                "RCPT TO   | 450 4.2.1 mailbox busy         | DEFERRED | SERVER_ERROR    | 2",
                "RCPT TO   | 550 5.1.1 no such user         | REJECTED | NOT_FOUND       | 1",
                "RCPT TO   | 451 4.7.1 greylisted           | DEFERRED | SERVER_ERROR    | 2",
                "RCPT TO   | 552 5.2.2 mailbox full         | REJECTED | NOT_FOUND       | 1",
                "RCPT TO   | 554 5.7.1 relay denied         | REJECTED | NOT_FOUND       | 1",
                "RCPT TO   | drip                           | DEFERRED | TIMEOUT         | 2",
                "DATA      | 421 4.3.2 shutting down        | DEFERRED | SERVER_ERROR    | 2",
                "DATA      | 451 4.3.0 later                | DEFERRED | SERVER_ERROR    | 2",
                "DATA      | 554 5.7.1 no                   | REJECTED | INVALID_MESSAGE | 1",
                "DATA      | close                          | DEFERRED | UNREACHABLE     | 2",
                "DATA      | silence                        | DEFERRED | TIMEOUT         | 2",
                "DATA      | cut                            | DEFERRED | UNREACHABLE     | 2",
                "end       | 421 4.3.2 shutting down        | DEFERRED | SERVER_ERROR    | 2",
                "end       | 450 4.2.1 greylisted           | DEFERRED | SERVER_ERROR    | 2",
                "end       | 451 4.3.0 later                | DEFERRED | SERVER_ERROR    | 2",
                "end       | 550 5.7.1 looks like spam      | REJECTED | INVALID_MESSAGE | 1",
                "end       | 552 5.3.4 too big              | REJECTED | TOO_LARGE       | 1",
                "end       | 554 5.6.0 malformed            | REJECTED | INVALID_MESSAGE | 1",
                "end       | close                          | DEFERRED | UNREACHABLE     | 2",
                "end       | drip                           | DEFERRED | TIMEOUT         | 2",
                "end       | silence                        | DEFERRED | TIMEOUT         | 2"
            })
    void comesToItsOutcomeAndTheSiblingIsToldOnce(
            String step, String answer, Outcome outcome, Reason reason, int attempts) {
        farEnd.willAnswer(step, answer);

        assertLine(tell(to(farEnd)), outcome, reason, attempts);
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"HANG", "HANG_MIDWAY", "RESET"})
    void isDeferredWhenNothingAnswersTheMail(Behaviour behaviour) {
        farEnd.will(behaviour);

        assertLine(
                tell(to(farEnd)),
                Outcome.DEFERRED,
                behaviour == Behaviour.RESET ? Reason.UNREACHABLE : Reason.TIMEOUT,
                2);
        assertThat(farEnd.attempts()).as("mails handed in").isEqualTo(2);
    }

    /** More than the sockets' buffers hold, so that writing blocks, for which a socket has no timeout. */
    @Test
    void isDeferredWhenTheServerStopsReadingWithinTheMail(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("large.bin"), new byte[Attachments.MAX_BYTES - 100_000]);
        farEnd.willAnswer("DATA", SmtpFarEnd.STALL);

        assertLine(tell(to(farEnd).with("attachments", file.toString())), Outcome.DEFERRED, Reason.TIMEOUT, 2);
    }

    @Test
    void isDeferredWhenNobodyTakesTheConnection() throws IOException {
        try (FullListener full = FullListener.open()) {
            assertLine(tell(to(farEnd).with("port", full.port())), Outcome.DEFERRED, Reason.TIMEOUT, 2);
        }
    }

    @Test
    void isRejectedWhenTheLoginIsRefusedAlsoAfterItWasReadAgain() {
        DestinationSpec spec = to(farEnd).with("username", SmtpFarEnd.USER).with("password", "an old one");

        assertLine(tell(spec), Outcome.REJECTED, Reason.AUTH, 2);
    }

    @Test
    void isDeferredForTheOneRecipientWhoIsRefusedForNow() {
        farEnd.willAnswer("RCPT TO:<b@", "451 4.7.1 greylisted");

        assertLine(
                tell(to(farEnd).with("to", List.of("a@example.com", "b@example.com"))),
                Outcome.DEFERRED,
                Reason.SERVER_ERROR,
                2);
        assertThat(farEnd.mails()).as("mails, to the other").hasSize(1);
    }

    @Test
    void isAcceptedWithoutTheOneRecipientWhoDoesNotExist() {
        farEnd.willAnswer("RCPT TO:<b@", "550 5.1.1 no such user");

        DestinationReport line = tell(to(farEnd).with("to", List.of("a@example.com", "b@example.com")));

        assertLine(line, Outcome.ACCEPTED, null, 1);
        assertThat(line.detail()).contains("b@example.com");
    }

    @Test
    void isDeferredWhenRefused() {
        farEnd.close();

        assertLine(tell(to(farEnd)), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
    }

    @Test
    void isDeferredWhenTheHostHasNoAddress() {
        assertLine(
                tell(to(farEnd).with("host", "no-such-host.invalid").with("security", "starttls")),
                Outcome.DEFERRED,
                Reason.UNREACHABLE,
                2);
    }

    @Test
    void isRejectedWhenTheCertificateIsNobodysWord() {
        try (SmtpFarEnd tls = SmtpFarEnd.startTls();
                SmtpFarEnd other = SmtpFarEnd.startTlsUnderAnotherName()) {
            DestinationSpec spec =
                    secureTo(tls).withTrustedCertificates(other.certificate().pem());

            assertLine(tell(spec), Outcome.REJECTED, Reason.TLS, 1);
            assertThat(tls.mails()).isEmpty();
        }
    }

    @Test
    void isRejectedWhenTheCertificateHasExpired() {
        try (SmtpFarEnd tls = SmtpFarEnd.startTlsOfYesterday()) {
            assertLine(tell(secureTo(tls)), Outcome.REJECTED, Reason.TLS, 1);
            assertThat(tls.mails()).isEmpty();
        }
    }

    @Test
    void isRejectedWhenTheLoginIsNotOffered() {
        assertLine(
                tell(to(farEnd.willAnswer("EHLO", "250 loopback"))
                        .with("username", SmtpFarEnd.USER)
                        .with("password", SmtpFarEnd.PASSWORD)),
                Outcome.REJECTED,
                Reason.AUTH,
                2);
        assertThat(farEnd.attempts()).as("mails handed in").isZero();
    }

    @Test
    void isRejectedWhenTheCertificateIsOfAnotherName() {
        try (SmtpFarEnd tls = SmtpFarEnd.startTlsUnderAnotherName()) {
            assertLine(tell(secureTo(tls)), Outcome.REJECTED, Reason.TLS, 1);
            assertThat(tls.mails()).isEmpty();
        }
    }

    private static DestinationReport tell(DestinationSpec spec) {
        return FaultBench.tell(spec.withTimeout(Duration.ofSeconds(2)));
    }
}
