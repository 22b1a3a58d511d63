package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.SocketException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One mail being handed in, on a thread of its own; whoever waits for it may give it up at any point.
 *
 * <p>A kept connection is used if it still stands, which is asked before anything of the mail is sent; else a new one. So a
 * mail is handed in once or not at all.
 */
final class Submission implements Callable<DeliveryResult> {
    private final SmtpServer server;
    private final SmtpConnections connections;
    private final MailSettings mail;
    private final InstantSource clock;
    private final Delivery delivery;
    private @Nullable SmtpConnection connection;
    private boolean givenUp;

    Submission(
            SmtpServer server, SmtpConnections connections, MailSettings mail, InstantSource clock, Delivery delivery) {
        this.server = server;
        this.connections = connections;
        this.mail = mail;
        this.clock = clock;
        this.delivery = delivery;
    }

    @Override
    public DeliveryResult call() throws IOException {
        try {
            SmtpConnection kept = connections.take();
            if (kept != null && hold(kept).isAlive(delivery.timeLeft(), clock.instant())) {
                return send(kept);
            }
            dropHeld();
            SmtpConnection fresh = hold(new SmtpConnection(server, connections.session()));
            Optional<DeliveryResult> refusal = fresh.connect(delivery.timeLeft());
            return refusal.isPresent() ? refusal.get() : send(fresh);
        } finally {
            dropHeld();
        }
    }

    private DeliveryResult send(SmtpConnection to) throws IOException {
        DeliveryResult result;
        try {
            Attachments.Loaded loaded = mail.attachments().load(delivery.notification());
            MailMessage message = MailMessage.of(delivery, mail, loaded, clock.instant(), connections.session());
            result = handedIn(message, to);
        } catch (MessagingException cannotRender) {
            throw new IllegalStateException("the mail can't be put together", cannotRender);
        }
        keepHeld();
        return result;
    }

    private DeliveryResult handedIn(MailMessage message, SmtpConnection to) throws IOException {
        List<InternetAddress> recipients = mail.recipients(delivery.recipients());
        try {
            to.send(message, recipients, delivery.timeLeft());
            return DeliveryResult.accepted(message.id());
        } catch (MessagingException refused) {
            return SmtpReply.toMail(refused, message, !delivery.recipients().isEmpty());
        }
    }

    /** Ends it from another thread: nothing more is sent. */
    synchronized void giveUp() {
        givenUp = true;
        if (connection != null) {
            connection.abort();
        }
    }

    private synchronized SmtpConnection hold(SmtpConnection held) throws IOException {
        connection = held;
        if (givenUp) {
            throw new SocketException("given up before anything was sent");
        }
        return held;
    }

    private void keepHeld() {
        SmtpConnection kept;
        synchronized (this) {
            if (givenUp || connection == null) {
                return;
            }
            kept = connection;
            connection = null;
        }
        kept.usedAt(clock.instant());
        connections.keep(kept);
    }

    private synchronized void dropHeld() {
        if (connection != null) {
            connection.abort();
            connection = null;
        }
    }
}
