package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One mail being handed in.
 *
 * <p>A kept connection is used if it still stands, which is asked before anything of the mail is sent; else a new one. So a
 * mail is handed in once or not at all.
 */
final class Submission {
    private final SmtpServer server;
    private final SmtpConnections connections;
    private final MailSettings mail;
    private final InstantSource clock;
    private final Delivery delivery;

    Submission(
            SmtpServer server, SmtpConnections connections, MailSettings mail, InstantSource clock, Delivery delivery) {
        this.server = server;
        this.connections = connections;
        this.mail = mail;
        this.clock = clock;
        this.delivery = delivery;
    }

    DeliveryResult run(HeldConnection held) throws IOException {
        SmtpConnection kept = connections.take();
        if (kept != null && held.hold(kept).isAlive(delivery.timeLeft(), clock.instant())) {
            return send(kept, held);
        }
        held.drop();
        SmtpConnection fresh = held.hold(new SmtpConnection(server, connections.session()));
        Optional<DeliveryResult> refusal = fresh.connect(delivery.timeLeft());
        return refusal.isPresent() ? refusal.get() : send(fresh, held);
    }

    private DeliveryResult send(SmtpConnection to, HeldConnection held) throws IOException {
        DeliveryResult result;
        try {
            result = handedIn(MailMessage.of(delivery, mail, clock.instant(), connections.session()), to);
        } catch (MessagingException cannotRender) {
            throw new IllegalStateException("the mail can't be put together", cannotRender);
        }
        held.release().ifPresent(kept -> {
            kept.usedAt(clock.instant());
            connections.keep(kept);
        });
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
}
