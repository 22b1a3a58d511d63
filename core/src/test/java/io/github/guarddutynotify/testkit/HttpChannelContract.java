package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.testkit.Attempt.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a channel that posts to a webhook promises besides {@link NotificationChannelContract}: every HTTP status means
 * what it should, no answer however strange keeps it, a redirect is not followed, and a certificate that is not trusted
 * or is another name's ends it before the URL, which is the secret, has been told.
 */
public abstract class HttpChannelContract extends NotificationChannelContract {
    private static final String SECRET = "T0SECRET0/B0SECRET0/4nd7h3T0k3n";
    private static final String PATH = "/services/" + SECRET + "?key=k3y0fTh3Url&token=t0k3n0fTh3Url";

    /** A contract to be extended. */
    protected HttpChannelContract() {}

    /**
     * What the vendor answers when it accepts.
     *
     * @return the answer, with a status of 200 or another 2xx and the body that the vendor promises
     */
    protected abstract HttpAnswer accepted();

    /**
     * A destination at a webhook.
     *
     * @param url the webhook's URL
     * @return the channel's name, the URL, and every other required setting
     */
    protected abstract DestinationSpec destinationAt(String url);

    @Override
    protected FarEnd startFarEnd() {
        return HttpFarEnd.http(accepted());
    }

    @Override
    protected DestinationSpec destination(FarEnd end) {
        return destinationAt(((HttpFarEnd) end).url(PATH));
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("webhookUrl");
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET, "4nd7h3T0k3n", "k3y0fTh3Url", "t0k3n0fTh3Url");
    }

    private HttpFarEnd http() {
        return (HttpFarEnd) farEnd();
    }

    @Test
    void opensAUrlWhoseHostDoesNotExist() {
        assertThat(problemsOf(destinationAt("https://no-such-host.invalid" + PATH)))
                .isEmpty();
    }

    @Test
    void throwsWhenTheHostDoesNotExist() throws InterruptedException {
        deliver(open(destinationAt("https://no-such-host.invalid" + PATH))).ioException();
    }

    @Test
    void refusesPlainHttpToAnotherMachineWhenOpened() {
        assertThat(problemsOf(destinationAt("http://hooks.example.com" + PATH))).hasSize(1);
    }

    @Test
    void postsToTheWholeUrl() throws InterruptedException {
        deliver(open()).result();

        assertThat(http().requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).startsWith(PATH);
        });
    }

    @Test
    void classifiesEveryFinalStatus() throws InterruptedException {
        Destination destination = open();
        for (int status = 200; status <= 599; status++) {
            http().willAnswer(accepted().withStatus(status).with("Location", http().url("/elsewhere")));

            DeliveryResult result = deliver(destination).result();

            assertThat(result.status())
                    .as("HTTP %d: %s", status, result)
                    .isEqualTo(isWithoutItsBody(status, result) ? Status.REJECTED : expected(status));
        }
        assertThat(farEnd().attempts()).as("attempts, one a status").isEqualTo(400);
    }

    private static Status expected(int status) {
        if (status < 300) {
            return Status.ACCEPTED;
        }
        boolean isForNow = status == 408 || status == 425 || status == 429 || status >= 500;
        return isForNow ? Status.DEFERRED : Status.REJECTED;
    }

    /** By HTTP's rules these come without a body, so also without the one that a vendor may have promised. */
    private static boolean isWithoutItsBody(int status, DeliveryResult result) {
        return (status == 204 || status == 205) && result.reason().equals(Optional.of(Reason.UNEXPECTED_ANSWER));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 103, 199})
    void throwsWhenAnInterimStatusIsAllThatComes(int status) throws InterruptedException {
        http().willAnswer(HttpAnswer.of(status, ""));

        deliver(open()).ioException();

        assertThat(farEnd().attempts()).as("attempts").isEqualTo(1);
    }

    @Test
    void doesNotFollowARedirect() throws InterruptedException {
        try (HttpFarEnd elsewhere = HttpFarEnd.http(accepted())) {
            http().willAnswer(HttpAnswer.of(307, "").with("Location", elsewhere.url("/caught")));

            assertThat(deliver(open()).result().reason()).contains(Reason.REDIRECTED);
            assertThat(elsewhere.connections()).as("connections elsewhere").isZero();
        }
    }

    @Test
    void honoursARetryAfterThatIsADate() throws InterruptedException {
        http().willAnswer(HttpAnswer.of(503, "").with("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT"));

        assertThat(deliver(open()).result().retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofDays(365)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "99999999999999999999", "1.5", "", "Fri, 99 Foo 2100"})
    void ignoresARetryAfterThatIsRubbish(String rubbish) throws InterruptedException {
        http().willAnswer(HttpAnswer.of(429, "").with("Retry-After", rubbish));

        DeliveryResult result = deliver(open()).result();

        assertThat(result.status()).isEqualTo(Status.DEFERRED);
        assertThat(result.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"
            })
    void throwsWhenTheAnswerIsNoHttpOrNotWhole(String bytes) throws InterruptedException {
        http().willSend((out, gone) -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1)));

        deliver(open()).ioException();

        assertThat(farEnd().attempts()).as("attempts").isEqualTo(1);
    }

    @Test
    void comesBackFromABodyThatNeverEnds() throws InterruptedException {
        http().willSend((out, gone) -> {
            out.write("HTTP/1.1 500 x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[8192];
            while (gone.getCount() > 0) {
                out.write(chunk);
            }
        });

        Outcome outcome = deliver(open(), notification("A title"), Duration.ofSeconds(5));

        assertThat(outcome.answer() != null || outcome.thrown() instanceof IOException)
                .as("an answer or an IOException: %s", outcome)
                .isTrue();
    }

    @Test
    void comesBackFromAnAnswerThatDrips() throws InterruptedException {
        http().willSend((out, gone) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!gone.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        });

        deliver(open(), notification("A title"), SHORT).ioException();
    }

    @Test
    void repeatsNothingOfAnAnswerThatEchoesTheSecret() throws InterruptedException {
        Destination destination = open();
        for (int status : List.of(200, 400, 403, 429, 500)) {
            for (String secret : secrets()) {
                for (String body :
                        List.of(secret, "no webhook at " + PATH, "{\"error\":{\"status\":\"" + secret + "\"}}")) {
                    http().willAnswer(HttpAnswer.of(status, body));
                    String shown = deliver(destination).shown();
                    secrets().forEach(part -> assertThat(shown).doesNotContain(part));
                }
            }
        }
    }

    @Test
    void deliversToAServerWhoseCertificateItWasToldToTrust() throws InterruptedException {
        try (HttpFarEnd tls = HttpFarEnd.https(accepted())) {
            Destination destination = open(destination(tls).withTrustedCertificates(tls.certificate()));

            assertThat(deliver(destination).result().status()).isEqualTo(Status.ACCEPTED);
        }
    }

    @Test
    void tellsNothingToAServerWhoseCertificateIsNotTrusted() throws InterruptedException {
        try (HttpFarEnd tls = HttpFarEnd.https(accepted())) {
            assertThat(deliver(open(destination(tls))).ioException()).isInstanceOf(SSLException.class);
            assertThat(tls.attempts()).as("requests").isZero();
        }
    }

    @Test
    void tellsNothingToAServerOfAnotherName() throws InterruptedException {
        try (HttpFarEnd tls = HttpFarEnd.https(accepted(), FarEndCertificate.ofElsewhere())) {
            Destination destination = open(destination(tls).withTrustedCertificates(tls.certificate()));

            assertThat(deliver(destination).ioException()).isInstanceOf(SSLException.class);
            assertThat(tls.attempts()).as("requests").isZero();
        }
    }

    @Test
    void goesThroughTheProxyThatIsSet() throws InterruptedException {
        try (HttpFarEnd proxy = HttpFarEnd.http(accepted())) {
            Destination destination = open(destination(farEnd()).withProxy("http://127.0.0.1:" + proxy.port()));

            assertThat(deliver(destination).result().status()).isEqualTo(Status.ACCEPTED);
            assertThat(proxy.attempts()).as("requests to the proxy").isEqualTo(1);
            assertThat(farEnd().connections()).as("connections past it").isZero();
        }
    }

    @Test
    void showsAProxyNothingOfAnHttpsUrlButItsHost() throws InterruptedException {
        try (HttpFarEnd proxy = HttpFarEnd.http(HttpAnswer.of(502, ""))) {
            DestinationSpec spec = destinationAt("https://hooks.example.com" + PATH);

            deliver(open(spec.withProxy("http://127.0.0.1:" + proxy.port())));

            assertThat(proxy.requests()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("CONNECT");
                assertThat(request.target()).isEqualTo("hooks.example.com:443");
                assertThat(request.headers().toString() + request.body()).doesNotContain(secrets());
            });
        }
    }
}
