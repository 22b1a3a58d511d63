package io.github.guarddutynotify.benchmarks.cold;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.notification.NotificationComposer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * One part of a cold start, alone in a process with the function's class path and cache: what it costs more than a process
 * that does nothing. Parts overlap: each brings what it needs, and two that need the same share it in the function.
 */
public final class Part {
    static final String NOTHING = "nothing: a process that prints a line";
    private static final String CONFIGURATION = "the configuration is read";
    private static final String FINDING = "the finding is read";
    private static final String COMPOSED = "the finding is read and composed";
    private static final String TLS = "TLS is set up, without authorities";
    private static final String P256 = "TLS is set up, a key of P-256 made";
    private static final String P384 = "TLS is set up, a key of P-384 made";
    private static final String TRUST = "TLS is set up, with the JDK's authorities";
    private static final String HTTP = "java.net.http posts to a loopback address";
    private static final String DATE = "java.text formats a date, as the mail library does";
    private static final String REGIONS = "the AWS SDK loads its services, to know a region";
    private static final String SNS = "the function tells SNS alone";
    private static final String MAIL = "the function tells by mail alone";
    private static final String CHAT = "the function tells Google Chat alone";

    static final List<String> ALL = List.of(
            NOTHING, CONFIGURATION, FINDING, COMPOSED, TLS, P256, P384, TRUST, HTTP, DATE, REGIONS, SNS, MAIL, CHAT);

    private Part() {}

    /**
     * Does one, with the event on standard input.
     *
     * @param args which
     * @throws Exception if it can't be done
     */
    public static void main(String[] args) throws Exception {
        String part = args[0];
        switch (part) {
            case NOTHING -> {}
            case CONFIGURATION -> configuration();
            case FINDING -> finding();
            case COMPOSED -> new NotificationComposer().apply(finding());
            case TLS -> tls();
            case P256 -> key("secp256r1");
            case P384 -> key("secp384r1");
            case TRUST -> SSLContext.getDefault();
            case HTTP -> post();
            case DATE -> new SimpleDateFormat("EEE, d MMM yyyy HH:mm:ss Z (z)", Locale.US).format(0L);
            case REGIONS -> Class.forName("software.amazon.awssdk.regions.internal.MetadataLoader");
            case SNS -> tell("sns");
            case MAIL -> tell("mail");
            case CHAT -> tell("chat");
            default -> throw new IllegalArgumentException("no part is called " + part);
        }
        System.out.println("done");
        System.out.flush();
        // The HTTP client's threads would be waited for.
        Runtime.getRuntime().halt(0);
    }

    private static NotifierConfig configuration() throws IOException {
        return NotifierConfig.read(Path.of(System.getenv("NOTIFIER_CONFIG")));
    }

    private static Finding finding() throws IOException {
        return FindingReader.read(System.in.readAllBytes());
    }

    private static void tls() throws GeneralSecurityException {
        SSLContext.getInstance("TLS").init(null, new TrustManager[0], null);
    }

    private static void key(String curve) throws GeneralSecurityException {
        tls();
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec(curve));
        keys.generateKeyPair();
    }

    private static void post() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("CHAT_WEBHOOK_URL")))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static void tell(String destination) throws IOException {
        FindingNotifier notifier = FindingNotifier.of(configuration());
        if (!notifier.trial()
                .send(finding(), List.of(destination), Duration.ofSeconds(30))
                .isComplete()) {
            throw new IOException("not told: " + destination);
        }
    }
}
