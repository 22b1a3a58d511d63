package io.github.guarddutynotify.channel.smtp;

import jakarta.mail.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a destination that wait for their next mail; the one used last is used first.
 *
 * <p>Safe for use by many threads.
 */
final class SmtpConnections {
    private final SmtpServer server;
    private final Deque<SmtpConnection> idle = new ArrayDeque<>();
    private @Nullable Session session;
    private boolean closed;

    SmtpConnections(SmtpServer server) {
        this.server = server;
    }

    /** Made by the first thread that sends, whose context class loader finds the library's parts. */
    synchronized Session session() {
        Session current = session;
        if (current == null) {
            current = SmtpConnection.session(server);
            session = current;
        }
        return current;
    }

    synchronized @Nullable SmtpConnection take() {
        return idle.poll();
    }

    void keep(SmtpConnection connection) {
        synchronized (this) {
            if (!closed) {
                idle.push(connection);
                return;
            }
        }
        connection.close();
    }

    /** Ends the keeping and gives what was kept. */
    synchronized List<SmtpConnection> end() {
        closed = true;
        List<SmtpConnection> kept = List.copyOf(idle);
        idle.clear();
        return kept;
    }
}
