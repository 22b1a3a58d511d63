package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What it means that a destination threw. The words are ours: an exception's own message may hold a URL.
 */
final class Fault {
    /** For where nobody takes a connection or answers on it, whatever the channel. */
    private static final String REMEDY =
            "if it stays so, check the address and the DNS, and let connections out to there"
                    + " (firewall, security group, proxy)";

    private Fault() {}

    static DeliveryResult of(Throwable thrown) {
        if (thrown instanceof IOException unreachable) {
            return of(unreachable);
        }
        if (thrown instanceof InterruptedException) {
            return silence();
        }
        if (thrown instanceof Step.GivenUpException) {
            return DeliveryResult.deferred(
                    Reason.TIMEOUT, "timed out and did not let itself be interrupted, the message may have arrived");
        }
        if (thrown instanceof Secret.UnavailableException) {
            return DeliveryResult.deferred(Reason.UNREACHABLE, "a secret could not be had: " + thrown.getMessage());
        }
        return DeliveryResult.rejected(
                Reason.BUG, "the channel threw " + thrown.getClass().getName() + ", see the log");
    }

    private static DeliveryResult of(IOException thrown) {
        if (isCertificateRefused(thrown)) {
            return DeliveryResult.rejected(
                    Reason.TLS,
                    "the far end's certificate is not trusted or is another name's; see trustedCertificates");
        }
        if (thrown instanceof SSLException) {
            return DeliveryResult.deferred(Reason.TLS, "no TLS connection came about");
        }
        if (thrown instanceof InterruptedIOException) {
            return silence();
        }
        if (thrown instanceof UnknownHostException) {
            return DeliveryResult.deferred(Reason.UNREACHABLE, "the host name is not known")
                    .advising(REMEDY);
        }
        if (thrown instanceof ConnectException) {
            return DeliveryResult.deferred(Reason.UNREACHABLE, "the connection was refused")
                    .advising(REMEDY);
        }
        return DeliveryResult.deferred(Reason.UNREACHABLE, "the connection broke, the message may have arrived");
    }

    private static DeliveryResult silence() {
        return DeliveryResult.deferred(Reason.TIMEOUT, "no answer in time, the message may have arrived")
                .advising(REMEDY);
    }

    /** A cut handshake is an {@code SSLException} too; only a refused certificate has a certificate's exception in it. */
    private static boolean isCertificateRefused(IOException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            boolean isRefusal = cause instanceof CertificateException
                    || (cause instanceof GeneralSecurityException && thrown instanceof SSLException);
            if (isRefusal) {
                return true;
            }
        }
        return false;
    }

    /** What a log says of a fault: never its message. */
    static String nameOf(@Nullable Throwable thrown) {
        return thrown == null ? "no answer" : thrown.getClass().getName();
    }

    /** The stack of a bug without its messages, which may hold a secret or a finding's text. */
    static Throwable withoutMessages(Throwable bug) {
        Throwable cause = bug.getCause() == null || bug.getCause() == bug ? null : withoutMessages(bug.getCause());
        Throwable bare = new Throwable(bug.getClass().getName(), cause);
        bare.setStackTrace(bug.getStackTrace());
        return bare;
    }
}
