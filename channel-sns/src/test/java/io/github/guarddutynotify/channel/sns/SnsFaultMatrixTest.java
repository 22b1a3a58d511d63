package io.github.guarddutynotify.channel.sns;

import static io.github.guarddutynotify.channel.sns.Bench.topicAt;
import static io.github.guarddutynotify.channel.sns.Bench.withKeys;
import static io.github.guarddutynotify.testkit.FaultBench.assertLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.FarEndCertificate;
import io.github.guarddutynotify.testkit.FaultBench;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong on the way to a topic, and what a notifier then reports; a destination beside it is told exactly once.
 * Attempts are two where trying again may help.
 */
@Timeout(180)
class SnsFaultMatrixTest {
    private final SnsFarEnd farEnd = new SnsFarEnd();

    @AfterEach
    void close() {
        farEnd.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Throttling         | Rate exceeded                       | DEFERRED | RATE_LIMITED    | 2",
                "400 | KMSThrottling      | denied due to request throttling    | DEFERRED | RATE_LIMITED    | 2",
                "500 | InternalError      | x                                   | DEFERRED | SERVER_ERROR    | 2",
                "503 | ServiceUnavailable | x                                   | DEFERRED | SERVER_ERROR    | 2",
                "400 | KMSAccessDenied    | The ciphertext refers to            | REJECTED | AUTH            | 2",
                "400 | KMSDisabled        | x                                   | REJECTED | NOT_FOUND       | 1",
                "403 | ExpiredToken       | The security token is expired       | REJECTED | AUTH            | 2",
                "400 | KMSNotFound        | x                                   | REJECTED | NOT_FOUND       | 1",
                "403 | KMSOptInRequired   | x                                   | REJECTED | AUTH            | 2",
                "429 | Throttled          | Rate exceeded                       | DEFERRED | RATE_LIMITED    | 2",
                "403 | AuthorizationError | User is not authorized              | REJECTED | AUTH            | 2",
                "404 | NotFound           | Topic does not exist                | REJECTED | NOT_FOUND       | 1",
                "400 | InvalidParameter   | Invalid parameter: Message too long | REJECTED | TOO_LARGE       | 1",
                "400 | InvalidParameter   | Invalid parameter: Subject          | REJECTED | INVALID_MESSAGE | 1"
            })
    void comesToItsOutcomeAndTheSiblingIsToldOnce(
            int status, String code, String message, Outcome outcome, Reason reason, int attempts) {
        farEnd.refusePublish(status, code, message);

        assertLine(tell(topic()), outcome, reason, attempts);
        assertThat(farEnd.published()).as("requests").hasSize(attempts);
    }

    @ParameterizedTest
    @CsvSource({"RESET, UNREACHABLE", "HANG, TIMEOUT", "HANG_MIDWAY, TIMEOUT"})
    void isDeferredWhenNothingAnswers(Behaviour behaviour, Reason reason) {
        farEnd.will(behaviour);

        assertLine(tell(topic()), Outcome.DEFERRED, reason, 2);
    }

    @Test
    void isRejectedWhenTheAnswerIsNoneOfSns() {
        farEnd.answerPublish("<html><body>Welcome to this hotel</body></html>");

        assertLine(tell(topic()), Outcome.REJECTED, Reason.UNEXPECTED_ANSWER, 1);
    }

    @Test
    void isDeferredWhenRefused() {
        farEnd.close();

        assertLine(tell(topic()), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
    }

    @Test
    void isDeferredWhenTheHostHasNoAddress() {
        assertLine(
                tell(topic().with("endpoint", "https://no-such-host.invalid/")),
                Outcome.DEFERRED,
                Reason.UNREACHABLE,
                2);
    }

    @Test
    void waitsForAsLongAsAThrottledFarEndAsks() {
        farEnd.refusePublish(503, "ServiceUnavailable", "x");
        farEnd.wantsPatience("60");

        DestinationReport line = tell(topic());

        assertLine(line, Outcome.DEFERRED, Reason.SERVER_ERROR, 1); // there is no minute left to wait
        assertThat(line.retryAfter()).contains(Duration.ofSeconds(60));
    }

    @Test
    void triesAgainWhereTheWaitIsShort() {
        farEnd.refusePublish(400, "Throttling", "Rate exceeded");
        farEnd.wantsPatience("1");

        assertLine(tell(topic()), Outcome.DEFERRED, Reason.RATE_LIMITED, 2);
    }

    @Test
    void isDeferredWhenTheAnswerDripsOnAndOn() {
        farEnd.drips();

        assertLine(FaultBench.tell(topic().withTimeout(Duration.ofSeconds(2))), Outcome.DEFERRED, Reason.TIMEOUT, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 250})
    void isDeferredWhenTheAnswerBreaksOff(int missing) {
        byte[] whole = SnsAnswer.messageId(1).bytes();
        try (HttpFarEnd end = HttpFarEnd.http(HttpAnswer.of(200, ""))) {
            end.willSend((out, gone) -> out.write(whole, 0, whole.length - missing));

            assertLine(tell(topic().with("endpoint", end.url(""))), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
        }
    }

    @Test
    void isDeferredWhenAnAnswerStopsUntilTheSocketHasEnough() {
        byte[] whole = SnsAnswer.messageId(1).bytes();
        try (HttpFarEnd end = HttpFarEnd.http(HttpAnswer.of(200, ""))) {
            end.willSend((out, gone) -> {
                out.write(whole, 0, whole.length - 100);
                out.flush();
                gone.await();
            });

            assertLine(
                    FaultBench.tell(topic().with("endpoint", end.url("")).withTimeout(Duration.ofSeconds(1))),
                    Outcome.DEFERRED,
                    Reason.TIMEOUT,
                    2);
        }
    }

    @Test
    void isDeferredWhenTheProxyIsNotThere() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }

        assertLine(tell(topic().withProxy("http://127.0.0.1:" + port)), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
        assertThat(farEnd.connections()).as("nothing goes past the proxy").isZero();
    }

    @Test
    void isDeferredWhenTheProxyRefusesToConnect() {
        try (HttpFarEnd proxy = HttpFarEnd.http(HttpAnswer.of(502, ""))) {
            DestinationSpec spec = withKeys(SnsChannel.toTopic(Bench.TOPIC)).withProxy(proxy.url(""));

            assertLine(tell(spec), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
            assertThat(proxy.requests())
                    .extracting(HttpFarEnd.Request::target)
                    .containsOnly("sns.eu-west-1.amazonaws.com:443");
        }
    }

    enum Certificate {
        SELF_SIGNED,
        OF_ANOTHER_NAME,
        EXPIRED
    }

    @ParameterizedTest
    @EnumSource
    void isRejectedAtOnceForACertificateThatIsNotGood(Certificate kind) {
        FarEndCertificate certificate = switch (kind) {
            case SELF_SIGNED -> FarEndCertificate.ofLoopback();
            case OF_ANOTHER_NAME -> FarEndCertificate.ofElsewhere();
            case EXPIRED -> FarEndCertificate.ofYesterday();
        };
        try (SnsFarEnd secure = new SnsFarEnd(certificate)) {
            DestinationSpec spec = topic().with("endpoint", secure.secureUrl());

            assertLine(
                    tell(kind == Certificate.SELF_SIGNED ? spec : spec.withTrustedCertificates(certificate.pem())),
                    Outcome.REJECTED,
                    Reason.TLS,
                    1);
            assertThat(secure.published()).as("requests").isEmpty();
        }
    }

    @Test
    void isAcceptedOverTlsWhereTheCertificateIsGood() {
        try (SnsFarEnd secure = new SnsFarEnd(FarEndCertificate.ofLoopback())) {
            DestinationSpec spec = topic().with("endpoint", secure.secureUrl())
                    .withTrustedCertificates(FarEndCertificate.ofLoopback().pem());

            assertLine(tell(spec), Outcome.ACCEPTED, null, 1);
        }
    }

    private DestinationSpec topic() {
        return withKeys(topicAt(farEnd));
    }

    private static DestinationReport tell(DestinationSpec spec) {
        return FaultBench.tell(spec.withTimeout(Duration.ofSeconds(5)));
    }
}
