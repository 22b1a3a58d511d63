package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.DeliveryResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tells why no answer came, from what the SDK throws of its own accord, in words of ours: the SDK's name hosts. */
final class Silence {
    private Silence() {}

    /**
     * Throws the failure if it is one of I/O.
     *
     * @param otherwise what it means that the SDK failed although nothing is wrong with the wire
     */
    static DeliveryResult orElse(SdkClientException thrown, DeliveryResult otherwise)
            throws IOException, InterruptedException {
        if (thrown instanceof AbortedException) {
            Thread.interrupted(); // the exception says it from here on
            throw new InterruptedException("interrupted while waiting for AWS");
        }
        if (thrown instanceof ApiCallTimeoutException || thrown instanceof ApiCallAttemptTimeoutException) {
            throw new InterruptedIOException("no answer in time");
        }
        Optional<IOException> failure = failureWithin(thrown);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return otherwise;
    }

    private static Optional<IOException> failureWithin(SdkClientException thrown) {
        IOException innermost = null;
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException tls) {
                return Optional.of(tls);
            }
            if (cause instanceof IOException io) {
                innermost = io;
            }
        }
        return Optional.ofNullable(innermost).map(Silence::inOwnWords);
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
