package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.DeliveryResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tells why no answer came, from what the SDK throws of its own accord, in words of ours: the SDK's name hosts. */
final class Silence {
    private Silence() {}

    /**
     * Throws the failure if it is one of I/O.
     *
     * @param otherwise what it means that the SDK failed although nothing is wrong with the wire
     */
    static DeliveryResult orElse(SdkClientException thrown, DeliveryResult otherwise) throws IOException {
        IOException innermost = null;
        for (Throwable cause = thrown.getCause(); cause != null; cause = causeOf(cause)) {
            if (cause instanceof SSLException tls) {
                throw tls; // its causes tell whether a certificate was refused
            }
            if (cause instanceof IOException failure) {
                innermost = failure;
            }
        }
        if (innermost != null) {
            throw inOwnWords(innermost);
        }
        return otherwise;
    }

    /** The parser of answers keeps what broke off its reading where it does not count as a cause. */
    private static @Nullable Throwable causeOf(Throwable thrown) {
        return thrown instanceof XMLStreamException parsing && parsing.getNestedException() != null
                ? parsing.getNestedException()
                : thrown.getCause();
    }

    private static IOException inOwnWords(IOException cause) {
        if (cause instanceof InterruptedIOException) {
            return new InterruptedIOException("no answer in time");
        }
        if (cause instanceof UnknownHostException) {
            return new UnknownHostException("the far end's host name is not known");
        }
        if (cause instanceof ConnectException) {
            return new ConnectException("the connection was refused");
        }
        return new IOException("the connection broke before the whole answer was there ("
                + cause.getClass().getSimpleName() + ")");
    }
}
