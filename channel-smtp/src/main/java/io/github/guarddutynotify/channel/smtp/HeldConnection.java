package io.github.guarddutynotify.channel.smtp;

import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connection that one thread works with, and that another may end at any moment. */
final class HeldConnection {
    private @Nullable SmtpConnection connection;
    private boolean givenUp;

    /** Works with a connection from now on. */
    synchronized SmtpConnection hold(SmtpConnection held) throws IOException {
        connection = held;
        if (givenUp) {
            throw new SocketException("given up before anything was sent");
        }
        return held;
    }

    /** Lets go of the connection and leaves it open; empty if it was ended. */
    synchronized Optional<SmtpConnection> release() {
        SmtpConnection released = givenUp ? null : connection;
        connection = givenUp ? connection : null;
        return Optional.ofNullable(released);
    }

    /** Ends the connection, if one is held. */
    synchronized void drop() {
        if (connection != null) {
            connection.abort();
            connection = null;
        }
    }

    /** Ends it from another thread: nothing more is sent. */
    synchronized void giveUp() {
        givenUp = true;
        if (connection != null) {
            connection.abort();
        }
    }
}
