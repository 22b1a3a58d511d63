package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.delivery;
import static io.github.guarddutynotify.channel.smtp.Mails.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.testkit.FarEndCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that others wrote, which wants TLS and a login, as most do. */
class SubEthaServerTest {
    private static final String UNKNOWN = "nobody@example.com";

    private final List<String> recipients = new CopyOnWriteArrayList<>();
    private final List<byte[]> messages = new CopyOnWriteArrayList<>();
    private SMTPServer server;

    @BeforeEach
    void start() {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .requireTLS()
                .startTlsSocketFactory(FarEndCertificate.ofLoopback().context())
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("alerts") || !password.equals("r1ght")) {
                        throw new LoginFailedException();
                    }
                }))
                .simpleMessageListener(new SimpleMessageListener() {
                    @Override
                    public boolean accept(String from, String recipient) {
                        return !recipient.equals(UNKNOWN);
                    }

                    @Override
                    public void deliver(String from, String recipient, InputStream data) throws IOException {
                        recipients.add(recipient);
                        messages.add(data.readAllBytes());
                    }
                })
                .build();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private DestinationSpec destination(String password) {
        return SmtpChannel.toServer("localhost")
                .with("port", server.getPortAllocated())
                .with("username", "alerts")
                .with("password", Secret.of(password))
                .with("from", "guardduty@example.com")
                .with("to", List.of("a@example.com", "b@example.com"))
                .withTrustedCertificates(FarEndCertificate.ofLoopback().pem());
    }

    @Test
    void getsEveryMailWhole() throws Exception {
        try (SmtpDestination destination = open(destination("r1ght"))) {
            assertThat(destination.deliver(delivery("Ünïcode .\n.\nand dots")).status())
                    .isEqualTo(Status.ACCEPTED);
            assertThat(destination.deliver(delivery("Second")).status()).isEqualTo(Status.ACCEPTED);
        }

        assertThat(recipients).containsExactly("a@example.com", "b@example.com", "a@example.com", "b@example.com");
        assertThat(MailJudge.of(withoutReceived(messages.get(0))).message().getSubject())
                .isEqualTo("[HIGH] Ünïcode . . and dots");
    }

    /** Every server adds a line of its own at the top. */
    private static byte[] withoutReceived(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1)
                .replaceFirst("(?s)\\AReceived:.*?\r\n(?=\\S)", "")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void isProvenWithoutAMail() throws Exception {
        assertThat(Probes.probe(destination("r1ght")).status()).isEqualTo(Status.ACCEPTED);

        assertThat(recipients).isEmpty();
        assertThat(messages).isEmpty();
    }

    @Test
    void saysInAProbeWhatItHasAgainstIt() throws Exception {
        assertThat(Probes.probe(destination("wr0ng")).detail())
                .startsWith("the server answered 535 to the login: check username and password");
        assertThat(Probes.probe(destination("r1ght").with("to", List.of("a@example.com", UNKNOWN)))
                        .detail())
                .matches("refused: nobody@example\\.com \\(5\\d\\d.*\\); check the addresses in to, cc and bcc");
        assertThat(Probes.probe(destination("r1ght").with("security", "tls")).detail())
                .endsWith("does not speak TLS from the first byte; set security to starttls, as on port 587");
        assertThat(Probes.probe(destination("r1ght")
                                .withTrustedCertificates(
                                        FarEndCertificate.ofElsewhere().pem()))
                        .detail())
                .startsWith("the certificate of localhost is not trusted here");
        assertThat(Probes.probe(destination("r1ght").with("username", null).with("password", null))
                        .detail())
                .isEqualTo(
                        "the server answered 530 5.7.0 to the sender: it wants a login; set username and password, or"
                                + " accessToken");
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        try (SmtpDestination destination = open(destination("wr0ng"))) {
            DeliveryResult result = destination.deliver(delivery("A title"));

            assertThat(result.status()).isEqualTo(Status.REJECTED);
            assertThat(result.reason()).contains(Reason.AUTH);
            assertThat(result.detail()).startsWith("the server answered 535").doesNotContain("wr0ng");
        }
        assertThat(messages).isEmpty();
    }
}
