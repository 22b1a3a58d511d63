package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.secureTo;
import static io.github.guarddutynotify.channel.smtp.Mails.to;
import static io.github.guarddutynotify.channel.smtp.Probes.assertTold;
import static io.github.guarddutynotify.channel.smtp.Probes.probe;
import static io.github.guarddutynotify.channel.smtp.Probes.withLogin;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.smtp.Unreached.Progress;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.testkit.FarEndCertificate;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads who proves a destination whose server can't be asked. */
@Timeout(60)
class UnreachedTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Test
    void saysThatStartTlsIsNotOffered() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain()) {
            assertTold(
                    probe(to(farEnd).with("security", "starttls")),
                    Status.REJECTED,
                    Reason.TLS,
                    "the server offers no STARTTLS, so nothing was sent; use its port for clients (587), or set security to"
                            + " tls if this port speaks TLS from the first byte");
        }
    }

    @Test
    void saysThatThePortIsNotOneForTls() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            assertTold(
                    probe(secureTo(farEnd).with("security", "tls")),
                    Status.REJECTED,
                    Reason.TLS,
                    place(farEnd)
                            + " does not speak TLS from the first byte; set security to starttls, as on port 587");
        }
    }

    @Test
    void saysThatThePortIsOneForTls() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.tls()) {
            assertTold(
                    probe(secureTo(farEnd).with("security", "starttls"), SHORT),
                    Status.DEFERRED,
                    Reason.TIMEOUT,
                    place(farEnd)
                            + " takes the connection and says nothing; if it speaks TLS from the first byte, as on port"
                            + " 465, set security to tls");
        }
    }

    private static String place(SmtpFarEnd farEnd) {
        return "localhost:" + farEnd.port();
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 400 Bad Request", SmtpFarEnd.CLOSE})
    void saysThatItMayBeNoMailServer(String greeting) throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain().willAnswer("greeting", greeting)) {
            assertTold(
                    probe(to(farEnd)),
                    Status.DEFERRED,
                    Reason.UNREACHABLE,
                    "127.0.0.1:" + farEnd.port()
                            + " ended the connection or is no mail server; check host, port and security");
        }
    }

    @ParameterizedTest
    @CsvSource({"MAIL FROM, ended the connection", "RCPT TO, ended the connection", "RSET, ended the connection"})
    void saysThatTheServerHungUp(String step, String sentence) throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain().willAnswer(step, SmtpFarEnd.CLOSE)) {
            assertTold(
                    probe(to(farEnd)),
                    Status.DEFERRED,
                    Reason.UNREACHABLE,
                    "127.0.0.1:" + farEnd.port() + " " + sentence
                            + "; try again, and ask its operators if it stays so");
        }
    }

    @Test
    void saysThatNothingListens() throws Exception {
        SmtpFarEnd farEnd = SmtpFarEnd.plain();
        farEnd.close();

        assertTold(
                probe(to(farEnd)),
                Status.DEFERRED,
                Reason.UNREACHABLE,
                "nothing listens at 127.0.0.1:" + farEnd.port()
                        + "; check host and port (587 for starttls, 465 for tls)");
    }

    @Test
    void saysThatTheHostIsNotKnown() throws Exception {
        assertTold(
                probe(Mails.plain().with("host", "no-such-host.invalid")),
                Status.DEFERRED,
                Reason.UNREACHABLE,
                "no address is known for no-such-host.invalid; check the setting host, and the DNS that this machine asks");
    }

    @Test
    void saysThatNoWayLeadsThere() {
        SmtpServer server = SmtpServer.read(Mails.plain().named("m", new Problems()));

        assertTold(
                Unreached.told(new ConnectException("Network is unreachable"), server, Progress.NONE),
                Status.DEFERRED,
                Reason.UNREACHABLE,
                "no way leads from here to mail.example.com:587; check the network, its routes and its firewall");
    }

    // Time.

    @Test
    void saysThatAFirewallMayDropTheConnection() throws Exception {
        try (FullListener full = FullListener.open()) {
            DestinationSpec spec = Mails.plain()
                    .with("host", "127.0.0.1")
                    .with("port", full.port())
                    .with("security", "none");

            assertTold(
                    probe(spec, SHORT),
                    Status.DEFERRED,
                    Reason.TIMEOUT,
                    "127.0.0.1:" + full.port()
                            + " does not answer: a firewall or a security group drops what we send; let connections out to this"
                            + " port");
        }
    }

    @Test
    void saysThatPort25IsBlockedInManyNetworks() {
        SmtpServer server = SmtpServer.read(Mails.plain().with("port", 25).named("m", new Problems()));

        assertTold(
                Unreached.told(new SocketTimeoutException("Connect timed out"), server, Progress.NONE),
                Status.DEFERRED,
                Reason.TIMEOUT,
                "mail.example.com:25 does not answer: a firewall or a security group drops what we send; AWS and many networks"
                        + " block port 25, so use 587 or 465");
    }

    @ParameterizedTest
    @CsvSource({"MAIL FROM", "RCPT TO", "RSET"})
    void saysThatTheServerFellSilent(String step) throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain().willAnswer(step, SmtpFarEnd.SILENCE)) {
            assertTold(
                    probe(to(farEnd), SHORT),
                    Status.DEFERRED,
                    Reason.TIMEOUT,
                    "127.0.0.1:" + farEnd.port()
                            + " stopped answering; try again, and ask its operators if it stays so");
        }
    }

    @Test
    void saysThatAllTookTooLong() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain().willAnswer("EHLO", SmtpFarEnd.DRIP)) {
            assertTold(
                    probe(to(farEnd), SHORT),
                    Status.DEFERRED,
                    Reason.TIMEOUT,
                    "127.0.0.1:" + farEnd.port()
                            + " did not come to an end in time; check the DNS that this machine asks, or allow more time");
        }
    }

    // Certificates.

    @Test
    void saysThatTheCertificateIsOfAnotherName() throws Exception {
        try (SmtpFarEnd startTls = SmtpFarEnd.startTlsUnderAnotherName();
                SmtpFarEnd tls = SmtpFarEnd.tlsUnderAnotherName()) {
            for (SmtpFarEnd farEnd : List.of(startTls, tls)) {
                for (String host : List.of("localhost", "127.0.0.1")) {
                    assertTold(
                            probe(withLogin(secureTo(farEnd)).with("host", host)),
                            Status.REJECTED,
                            Reason.TLS,
                            "the certificate of the server is not for " + host + "; set host to a name that it is for");
                }
                assertThat(farEnd.commands()).doesNotContain("PLAIN");
            }
        }
    }

    @Test
    void saysThatTheCertificateIsNotTrusted() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            DestinationSpec spec = withLogin(secureTo(farEnd))
                    .withTrustedCertificates(FarEndCertificate.ofElsewhere().pem());

            assertTold(
                    probe(spec),
                    Status.REJECTED,
                    Reason.TLS,
                    "the certificate of localhost is not trusted here; if its authority is your own, name the PEM file of that"
                            + " in trustedCertificates");
            assertThat(farEnd.commands()).doesNotContain("PLAIN");
        }
    }

    @Test
    void saysThatTheCertificateHasExpired() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTlsOfYesterday()) {
            assertTold(
                    probe(withLogin(secureTo(farEnd))),
                    Status.REJECTED,
                    Reason.TLS,
                    "the certificate of localhost has expired; its operators must renew it (or the clock here is wrong)");
            assertThat(farEnd.commands()).doesNotContain("PLAIN");
        }
    }
}
