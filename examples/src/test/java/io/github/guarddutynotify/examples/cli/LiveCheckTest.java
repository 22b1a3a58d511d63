package io.github.guarddutynotify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.FarEndCertificate;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** Each fault of a destination, provoked, and the sentence that a person then reads: what is wrong, and what to do. */
@Timeout(60)
class LiveCheckTest {
    /** For where nobody answers, whatever the channel. */
    private static final String REMEDY = "; if it stays so, check the address and the DNS, and let connections out to"
            + " there (firewall, security group, proxy)";

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();
    private final HttpFarEnd http = HttpFarEnd.http(HttpAnswer.of(400, "no_text"));
    private SMTPServer mail;

    @BeforeEach
    void startMail() {
        mail = mailServer(new EasyAuthenticationHandlerFactory(LiveCheckTest::login));
        mail.start();
    }

    private static SMTPServer mailServer(AuthenticationHandlerFactory logins) {
        return SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .requireTLS()
                .startTlsSocketFactory(FarEndCertificate.ofLoopback().context())
                .requireAuth()
                .authenticationHandlerFactory(logins)
                .build();
    }

    /** As Google does where an account has a second factor. */
    private static final class WantsAppPassword implements AuthenticationHandlerFactory, AuthenticationHandler {
        @Override
        public List<String> getAuthenticationMechanisms() {
            return List.of("PLAIN");
        }

        @Override
        public AuthenticationHandler create() {
            return this;
        }

        @Override
        public Optional<String> auth(String said, MessageContext context) throws RejectException {
            throw new RejectException(
                    534, "5.7.9 Application-specific password required. For more information, go to x");
        }

        @Override
        public Object getIdentity() {
            return "nobody";
        }
    }

    private static void login(String user, String password, MessageContext context) throws LoginFailedException {
        if (!password.equals("right")) {
            throw new LoginFailedException();
        }
    }

    @AfterEach
    void stop() {
        mail.stop();
        http.close();
    }

    /** What a check of one destination says of it. */
    private String said(int exitCode, Map<String, Object> destination) throws IOException {
        Path config = Files.writeString(
                folder.resolve("notifier.json"),
                JsonWriter.write(JsonWriter.object(
                        "destinations", Map.of("d", destination), "routes", List.of(Map.of("to", List.of("d"))))));
        assertThat(terminal.run("check", "--live", config))
                .as(terminal.out() + terminal.err())
                .isEqualTo(exitCode);
        return terminal.out()
                .lines()
                .dropWhile(line -> !line.startsWith("proven"))
                .skip(1)
                .findFirst()
                .orElseThrow()
                .strip();
    }

    private Map<String, Object> mail(Object... more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "channel", "smtp",
                "host", "localhost",
                "port", mail.getPortAllocated(),
                "username", "alerts",
                "password", "right",
                "from", "guardduty@example.com",
                "to", "oncall@example.com",
                "trustedCertificates", FarEndCertificate.ofLoopback().pem().toString(),
                "timeout", "PT5S"));
        settings.putAll(JsonWriter.object(more));
        return settings;
    }

    private Map<String, Object> slack() {
        return JsonWriter.object("channel", "slack", "webhookUrl", http.url("/services/T/B/x"), "timeout", "PT1S");
    }

    @Test
    void mailThatWouldBeTakenIsProven() throws Exception {
        assertThat(said(0, mail())).startsWith("d  accepted, ");
    }

    @Test
    void mailServerAtAWrongPort() throws Exception {
        int port = mail.getPortAllocated();
        mail.stop();
        assertThat(said(1, mail("port", port)))
                .isEqualTo("d  deferred (unreachable): nothing listens at localhost:" + port
                        + "; check host and port (587 for starttls, 465 for tls)");
    }

    @Test
    void mailServerWithATlsPortTakenForOneOfStarttls() throws Exception {
        assertThat(said(1, mail("security", "tls")))
                .contains("does not speak TLS from the first byte; set security to starttls, as on port 587");
    }

    @Test
    void loginRefused() throws Exception {
        assertThat(said(1, mail("password", "wrong")))
                .startsWith("d  rejected (auth): the server answered 535")
                .contains(" to the login: check username and password");
    }

    @Test
    void appPasswordNeeded() throws Exception {
        mail.stop();
        mail = mailServer(new WantsAppPassword());
        mail.start();
        assertThat(said(1, mail()))
                .isEqualTo(
                        "d  rejected (auth): the server answered 534 5.7.9 to the login: an app password is needed; make one"
                                + " in the security settings of the account and set it as password");
    }

    @Test
    void certificateNotTrusted() throws Exception {
        Map<String, Object> settings = mail();
        settings.remove("trustedCertificates");
        assertThat(said(1, settings))
                .isEqualTo(
                        "d  rejected (tls): the certificate of localhost is not trusted here; if its authority is your own,"
                                + " name the PEM file of that in trustedCertificates");
    }

    @Test
    void mailServerBehindAFirewallThatKeepsSilent() throws Exception {
        try (HttpFarEnd silent = HttpFarEnd.http(HttpAnswer.of(200, ""))) {
            assertThat(said(1, mail("port", silent.port(), "timeout", "PT1S")))
                    .isEqualTo("d  deferred (timeout): localhost:" + silent.port()
                            + " takes the connection and says nothing; if it speaks TLS from the first byte, as on port 465,"
                            + " set security to tls");
        }
    }

    @Test
    void webhookThatWouldTakeAMessageIsProvenWithoutOne() throws Exception {
        assertThat(said(0, slack())).startsWith("d  accepted, ");
        assertThat(http.requests()).hasSize(1);
    }

    @Test
    void webhookDeleted() throws Exception {
        http.willAnswer(HttpAnswer.of(404, "no_service"));
        assertThat(said(1, slack()))
                .startsWith("d  rejected (not-found): ")
                .endsWith("the webhook no longer exists: add a new one on the app's page \"Incoming Webhooks\" and set"
                        + " webhookUrl");
    }

    @Test
    void webhookBehindAFirewallThatKeepsSilent() throws Exception {
        http.will(Behaviour.HANG);
        assertThat(said(1, slack()))
                .startsWith("d  deferred (timeout): no answer in time")
                .endsWith(REMEDY);
    }

    @Test
    void webhookWhereNobodyIs() throws Exception {
        http.close();
        assertThat(said(1, slack())).isEqualTo("d  deferred (unreachable): the connection was refused" + REMEDY);
    }

    @Test
    void noSentenceHoldsASecret() throws Exception {
        http.willAnswer(HttpAnswer.of(404, "no_service"));
        said(1, slack());
        assertThat(terminal.out() + terminal.err()).doesNotContain("/services/");
        said(1, mail("password", "wr0ng"));
        assertThat(terminal.out() + terminal.err()).doesNotContain("wr0ng");
    }

    @Test
    void aMachineGetsTheProofsToo() throws Exception {
        http.willAnswer(HttpAnswer.of(404, "no_service"));
        said(1, slack());
        assertThat(terminal.run("check", "--live", "--json", folder.resolve("notifier.json")))
                .isOne();
        assertThat(terminal.json().at("/live/0/outcome").text()).hasValue("rejected");
        assertThat(terminal.json().at("/live/0/reason").text()).hasValue("not-found");
    }
}
