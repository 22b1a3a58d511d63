package io.github.guarddutynotify.channel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the JDK's client throws into exceptions whose texts are ours, their causes kept where they are harmless. */
final class HttpFailure {
    private HttpFailure() {}

    static IOException of(@Nullable Throwable cause) {
        if (isUnknownHost(cause)) {
            return new UnknownHostException("the far end's host name is not known");
        }
        for (Throwable c = cause; c != null; c = c.getCause()) {
            if (c instanceof SSLException tls) {
                return tls;
            }
            if (c instanceof HttpTimeoutException) {
                return new InterruptedIOException("no answer in time");
            }
            if (c instanceof ConnectException) {
                return new ConnectException("the connection was refused");
            }
        }
        if (cause instanceof Error error) {
            throw error;
        }
        String kind = cause == null ? "no cause" : cause.getClass().getSimpleName();
        return new IOException("the connection broke before the whole answer was there (" + kind + ")");
    }

    /** Looked for first: the client puts it behind a {@code ConnectException}, as if someone had refused. */
    private static boolean isUnknownHost(@Nullable Throwable cause) {
        for (Throwable c = cause; c != null; c = c.getCause()) {
            if (c instanceof UnresolvedAddressException || c instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}
