package io.github.guarddutynotify.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.Trial;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.testkit.Findings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A secret in every setting that holds one, at far ends that refuse and repeat all that they were sent: whatever the library
 * says of it, to whomever, names none of them.
 */
@Timeout(120)
class SecretsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String EVENT =
            Findings.builder("Recon:EC2/PortProbeUnprotectedPort", 8).event();

    /** Every setting that is a secret or part of one; each in a form that its channel takes. */
    private static final Map<String, String> SECRETS = Map.of(
            "WEBHOOK_PATH", "B0S3CRETHOOK",
            "BOT_TOKEN", "xoxb-S3CRETBOT",
            "CHAT_KEY", "S3CRETKEY",
            "CHAT_TOKEN", "S3CRETCHAT",
            "MAIL_PASSWORD", "S3CRETMAIL",
            "MAIL_ACCESS", "S3CRETBEARER",
            "ACCESS_KEY", "AKIAS3CRETACCESS",
            "SECRET_KEY", "S3CRETSIGNING",
            "SESSION", "S3CRETSESSION",
            "EXTERNAL_ID", "S3CRETEXTERNAL");

    private static final Set<String> NAMES = Set.of("slack", "bot", "chat", "mail", "mail-token", "sns", "sns-role");

    @TempDir
    Path folder;

    private HttpServer echo;
    private MailFarEnd mail;
    private volatile int status = 403;

    @BeforeEach
    void start() throws IOException {
        echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echo.createContext("/", this::repeat);
        echo.start();
        mail = new MailFarEnd(folder);
    }

    @AfterEach
    void stop() {
        echo.stop(0);
        mail.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 403, 404, 429, 500})
    void reachNoReportLogOrExceptionWhateverTheFarEndRepeats(int answer) throws Exception {
        status = answer;
        List<String> said = new ArrayList<>();
        try (Log log = Log.capture();
                FindingNotifier notifier = FindingNotifier.builder()
                        .config(config())
                        .retry(RetryPolicy.none())
                        .build()) {
            DeliveryReport report = notifier.process(EVENT, LIMIT);
            said.add(report.toJson());
            said.add(report.toString());
            report.destinations().forEach(line -> said.add(line + " " + line.detail()));
            said.add(stack(catchThrowable(() -> new GuardDutyHandler(notifier)
                    .handleRequest(
                            new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)),
                            new ByteArrayOutputStream(),
                            null))));
            said.add(notifier.trial().probe(NAMES, LIMIT).stream()
                    .map(line -> line + " " + line.detail())
                    .toList()
                    .toString());
            said.add(log.text());
        }
        assertThat(said.get(0)).contains(NAMES); // all of them were asked and told of
        assertSilent(said);
    }

    @Test
    void reachNoMessageAndNoToString() {
        NotifierConfig config = config();
        try (FindingNotifier notifier = FindingNotifier.of(config)) {
            Trial trial = notifier.trial();
            assertSilent(List.of(
                    config.toString(),
                    config.version(),
                    trial.preview(FindingReader.read(EVENT), NAMES).values().stream()
                            .map(preview -> preview.orElseThrow().content())
                            .toList()
                            .toString()));
        }
    }

    @Test
    void reachNoProblemOfAConfigurationInWhichAllIsWrong() {
        String wrong = document().replace("\"channel\"", "\"chanel\"").replace("https://", "ftp://");
        List<String> said = List.of(
                stack(catchThrowable(() -> FindingNotifier.of(read(wrong)))),
                stack(catchThrowable(() -> FindingNotifier.of(
                        read(document().replace("http://", "httpx://").replace("\"port\"", "\"prot\""))))),
                stack(catchThrowable(() -> FindingNotifier.of(read(document().replace("${", "{$"))))));
        assertThat(said).allSatisfy(stack -> assertThat(stack).contains("problem"));
        assertSilent(said);
    }

    private static void assertSilent(List<String> said) {
        assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain(SECRETS.values()));
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void repeat(HttpExchange exchange) throws IOException {
        String all =
                exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String text = all.replaceAll("[^!-~]|[\"\\\\<&]", " ");
        String answer = exchange.getRequestURI().getPath().startsWith("/sns")
                ? "<ErrorResponse><Error><Type>Sender</Type><Code>" + text + "</Code><Message>" + text
                        + "</Message></Error></ErrorResponse>"
                : "{\"ok\":false,\"error\":\"" + text + "\",\"name\":\"" + text + "\"}";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Location", "http://localhost:1/" + exchange.getRequestURI());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private NotifierConfig config() {
        return read(document());
    }

    private static NotifierConfig read(String document) {
        return NotifierConfig.reader().environment(new HashMap<>(SECRETS)).parse(document);
    }

    private String document() {
        String http = "http://127.0.0.1:" + echo.getAddress().getPort();
        String smtp = "\"channel\": \"smtp\", \"host\": \"localhost\", \"port\": " + mail.port()
                + ", \"from\": \"a@example.com\", \"to\": \"b@example.com\", \"trustedCertificates\": \"" + mail.pem()
                + "\", ";
        String sns = "\"channel\": \"sns\", \"topicArn\": \"arn:aws:sns:eu-west-1:111122223333:t\", \"endpoint\": \""
                + http + "/sns\", \"accessKeyId\": \"${ACCESS_KEY}\", \"secretAccessKey\": \"${SECRET_KEY}\"";
        List<String> destinations = List.of(
                "\"slack\": {\"channel\": \"slack\", \"webhookUrl\": \"" + http + "/services/${WEBHOOK_PATH}\"}",
                "\"bot\": {\"channel\": \"slack\", \"token\": \"${BOT_TOKEN}\", \"channelId\": \"C0123456789\","
                        + " \"apiBase\": \"" + http + "/api\"}",
                "\"chat\": {\"channel\": \"gchat\", \"webhookUrl\": \"" + http
                        + "/v1/spaces/A/messages?key=${CHAT_KEY}&token=${CHAT_TOKEN}\"}",
                "\"mail\": {" + smtp + "\"username\": \"alerts\", \"password\": \"${MAIL_PASSWORD}\"}",
                "\"mail-token\": {" + smtp + "\"username\": \"alerts\", \"accessToken\": \"${MAIL_ACCESS}\"}",
                "\"sns\": {" + sns + ", \"sessionToken\": \"${SESSION}\"}",
                "\"sns-role\": {" + sns + ", \"roleArn\": \"arn:aws:iam::111122223333:role/r\", \"externalId\":"
                        + " \"${EXTERNAL_ID}\"}");
        return "{\"destinations\": {" + String.join(", ", destinations) + "}, \"routes\": [{\"to\": "
                + NAMES.stream().map(name -> "\"" + name + "\"").toList() + "}]}";
    }
}
