package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes wrong on the way to a webhook, and what a notifier then reports: outcome, reason and how often the far end was
 * asked; and that a destination beside it was told exactly once. The author of a channel that posts to a webhook extends
 * this class and says how a destination is made.
 */
@Timeout(60)
public abstract class HttpFaultMatrix {
    private static final String PATH = "/services/T/B/X?key=k&token=t";

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** A matrix to be extended. */
    protected HttpFaultMatrix() {}

    /**
     * What the vendor answers when it accepts.
     *
     * @return the answer
     */
    protected abstract HttpAnswer accepted();

    /**
     * A destination at a webhook.
     *
     * @param url the webhook's URL
     * @return the channel's name, the URL, and every other required setting
     */
    protected abstract DestinationSpec destinationAt(String url);

    private record Fault(String name, HttpScript script, Outcome outcome, Reason reason, int attempts) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Fault deferred(String name, Reason reason, int attempts, HttpScript script) {
        return new Fault(name, script, Outcome.DEFERRED, reason, attempts);
    }

    private static Fault rejected(String name, Reason reason, int attempts, HttpScript script) {
        return new Fault(name, script, Outcome.REJECTED, reason, attempts);
    }

    /** What a far end that can be reached does; attempts are two where trying again may help and there is time. */
    static Stream<Fault> faults() {
        return Stream.of(
                deferred("reset after the request", Reason.UNREACHABLE, 2, (out, gone) -> {}),
                deferred("no first byte", Reason.TIMEOUT, 2, (out, gone) -> gone.await()),
                deferred("silence in the body", Reason.TIMEOUT, 2, (out, gone) -> {
                    out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
                    out.flush();
                    gone.await();
                }),
                deferred("a body that drips", Reason.TIMEOUT, 2, (out, gone) -> {
                    out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"));
                    while (!gone.await(50, TimeUnit.MILLISECONDS)) {
                        out.write('x');
                        out.flush();
                    }
                }),
                deferred("408", Reason.TIMEOUT, 2, answer(408)),
                deferred("429", Reason.RATE_LIMITED, 2, answer(429)),
                deferred("429, Retry-After in a minute", Reason.RATE_LIMITED, 1, answer(429, "60")),
                deferred("500", Reason.SERVER_ERROR, 2, answer(500)),
                deferred(
                        "503, Retry-After a date",
                        Reason.SERVER_ERROR,
                        1,
                        answer(503, "Fri, 31 Dec 2100 23:59:59 GMT")),
                rejected("302", Reason.REDIRECTED, 1, answer(302)),
                rejected("400", Reason.INVALID_MESSAGE, 1, answer(400)),
                rejected("401, opened again", Reason.AUTH, 2, answer(401)),
                rejected("403, opened again", Reason.AUTH, 2, answer(403)),
                rejected("404", Reason.NOT_FOUND, 1, answer(404)),
                rejected("410", Reason.NOT_FOUND, 1, answer(410)),
                rejected("413", Reason.TOO_LARGE, 1, answer(413)),
                rejected("200 with another body", Reason.UNEXPECTED_ANSWER, 1, send(HttpAnswer.of(200, "<html>"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void comesToItsOutcomeAndTheSiblingIsToldOnce(Fault fault) {
        try (HttpFarEnd end = HttpFarEnd.http(accepted())) {
            end.willSend(fault.script());

            DestinationReport line = tell(destinationAt(end.url(PATH)));

            FaultBench.assertLine(line, fault.outcome(), fault.reason(), fault.attempts());
            assertThat(end.attempts()).as("requests").isEqualTo(fault.attempts());
        }
    }

    static Stream<HttpAnswer> passing() {
        return Stream.of(
                HttpAnswer.of(500, ""),
                HttpAnswer.of(503, ""),
                HttpAnswer.of(429, "").with("Retry-After", "1"),
                HttpAnswer.of(401, ""));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void isAcceptedWhenTheFaultHasPassed(HttpAnswer first) {
        try (HttpFarEnd end = HttpFarEnd.http(accepted())) {
            Iterator<HttpAnswer> answers =
                    List.of(first.with("Connection", "close"), accepted()).iterator();
            end.willSend((out, gone) -> out.write(answers.next().bytes()));

            FaultBench.assertLine(tell(destinationAt(end.url(PATH))), Outcome.ACCEPTED, null, 2);
        }
    }

    @Test
    void isAcceptedWhenAResetHasPassed() {
        try (HttpFarEnd end = HttpFarEnd.http(accepted())) {
            Iterator<byte[]> answers = List.of(new byte[0], accepted().bytes()).iterator();
            end.willSend((out, gone) -> out.write(answers.next()));

            FaultBench.assertLine(tell(destinationAt(end.url(PATH))), Outcome.ACCEPTED, null, 2);
        }
    }

    // Where no request gets through.

    @Test
    void isDeferredWhenRefused() {
        HttpFarEnd end = HttpFarEnd.http(accepted());
        end.close();

        FaultBench.assertLine(tell(destinationAt(end.url(PATH))), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
    }

    @Test
    void isDeferredWhenTheHostHasNoAddress() {
        FaultBench.assertLine(
                tell(destinationAt("https://no-such-host.invalid" + PATH)), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
    }

    @Test
    void isDeferredWhenTheConnectionIsResetBeforeTheRequest() throws Exception {
        Thread resetting;
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            resetting = new Thread(() -> resetAll(listener), "resetting");
            resetting.start();

            FaultBench.assertLine(tell(destinationAt(url(listener))), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
        }
        resetting.join();
    }

    @Test
    void isDeferredWhenTheConnectionIsNotMade() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = fill(full);

            FaultBench.assertLine(tell(destinationAt(url(full))), Outcome.DEFERRED, Reason.TIMEOUT, 2);
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void isRejectedWhenTheCertificateIsNobodysWord() {
        try (HttpFarEnd end = HttpFarEnd.https(accepted())) {
            FaultBench.assertLine(tell(destinationAt(end.url(PATH))), Outcome.REJECTED, Reason.TLS, 1);
            assertThat(end.attempts()).as("requests").isZero();
        }
    }

    @Test
    void isRejectedWhenTheCertificateIsOfAnotherName() {
        try (HttpFarEnd end = HttpFarEnd.https(accepted(), FarEndCertificate.ofElsewhere())) {
            DestinationSpec spec = destinationAt(end.url(PATH)).withTrustedCertificates(end.certificate());

            FaultBench.assertLine(tell(spec), Outcome.REJECTED, Reason.TLS, 1);
            assertThat(end.attempts()).as("requests").isZero();
        }
    }

    @Test
    void isRejectedWhenTheCertificateHasExpired() {
        try (HttpFarEnd end = HttpFarEnd.https(accepted(), FarEndCertificate.ofYesterday())) {
            DestinationSpec spec = destinationAt(end.url(PATH)).withTrustedCertificates(end.certificate());

            FaultBench.assertLine(tell(spec), Outcome.REJECTED, Reason.TLS, 1);
            assertThat(end.attempts()).as("requests").isZero();
        }
    }

    private static DestinationReport tell(DestinationSpec spec) {
        return FaultBench.tell(spec.withTimeout(TIMEOUT));
    }

    private static String url(ServerSocket listener) {
        return "http://127.0.0.1:" + listener.getLocalPort() + PATH;
    }

    private static void resetAll(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setSoLinger(true, 0);
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Connections that nobody accepts, until there is room for no more. */
    private static List<Socket> fill(ServerSocket listener) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        try {
            while (waiting.size() < 100) {
                Socket socket = new Socket();
                waiting.add(socket);
                socket.connect(address, 500);
            }
            throw new IOException("the listener's queue has no end");
        } catch (SocketTimeoutException full) {
            return waiting;
        }
    }

    private static HttpScript answer(int status) {
        return send(HttpAnswer.of(status, ""));
    }

    private static HttpScript answer(int status, String retryAfter) {
        return send(HttpAnswer.of(status, "").with("Retry-After", retryAfter));
    }

    private static HttpScript send(HttpAnswer answer) {
        return (out, gone) -> out.write(answer.bytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
