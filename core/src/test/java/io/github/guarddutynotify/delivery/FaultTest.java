package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new ConnectException("secret"), Status.DEFERRED, Reason.UNREACHABLE),
                Arguments.of(new UnknownHostException("secret"), Status.DEFERRED, Reason.UNREACHABLE),
                Arguments.of(new SocketException("reset by secret"), Status.DEFERRED, Reason.UNREACHABLE),
                Arguments.of(new EOFException("secret"), Status.DEFERRED, Reason.UNREACHABLE),
                Arguments.of(new SocketTimeoutException("secret"), Status.DEFERRED, Reason.TIMEOUT),
                Arguments.of(new InterruptedIOException("secret"), Status.DEFERRED, Reason.TIMEOUT),
                Arguments.of(handshake(new EOFException("secret")), Status.DEFERRED, Reason.TLS),
                Arguments.of(new SSLException("secret"), Status.DEFERRED, Reason.TLS),
                Arguments.of(handshake(new CertificateException("secret")), Status.REJECTED, Reason.TLS),
                Arguments.of(handshake(new CertificateExpiredException("secret")), Status.REJECTED, Reason.TLS),
                Arguments.of(handshake(new CertPathValidatorException("secret")), Status.REJECTED, Reason.TLS),
                Arguments.of(
                        new IOException(handshake(new CertificateException("secret"))), Status.REJECTED, Reason.TLS));
    }

    private static IOException handshake(Exception cause) {
        return (IOException) new SSLHandshakeException("secret").initCause(cause);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysInItsOwnWordsWhatAFaultMeans(IOException fault, Status status, Reason reason) {
        var result = Fault.of(fault);

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).isNotEmpty().doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("silences")
    void saysWhatToDoWhereNobodyAnswers(Exception silence) {
        assertThat(Fault.of(silence).detail())
                .endsWith("; if it stays so, check the address and the DNS, and let connections out to there (firewall,"
                        + " security group, proxy)");
    }

    static Stream<Exception> silences() {
        return Stream.of(
                new ConnectException("secret"),
                new UnknownHostException("secret"),
                new SocketTimeoutException("secret"),
                new InterruptedException("secret"));
    }

    @Test
    void aBugIsLoggedWithItsStackAndWithoutItsMessages() {
        Throwable bug = new IllegalStateException("secret", new IOException("secret"));

        Throwable logged = Fault.withoutMessages(bug);

        assertThat(logged).hasStackTraceContaining(IllegalStateException.class.getName());
        assertThat(logged).hasStackTraceContaining(IOException.class.getName());
        assertThat(logged.getStackTrace()).isEqualTo(bug.getStackTrace());
        assertThat(logged.toString() + logged.getCause()).doesNotContain("secret");
    }
}
