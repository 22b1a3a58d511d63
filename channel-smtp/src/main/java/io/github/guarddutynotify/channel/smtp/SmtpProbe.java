package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.Secret;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Goes as far with a server as one can without a mail: connects, makes secure, logs in, names the sender and each recipient,
 * and leaves. What stands in the way is told in a sentence for whoever sets the destination up.
 */
final class SmtpProbe {
    private final SmtpServer server;
    private final SmtpConnections connections;
    private final MailSettings mail;
    private final Deadline deadline;

    SmtpProbe(SmtpServer server, SmtpConnections connections, MailSettings mail, Deadline deadline) {
        this.server = server;
        this.connections = connections;
        this.mail = mail;
        this.deadline = deadline;
    }

    /** Never over a kept connection: what is asked is whether one comes about. */
    DeliveryResult run(HeldConnection held) throws IOException {
        SmtpConnection connection;
        try {
            connection = held.hold(new SmtpConnection(server, connections.session()));
        } catch (Secret.UnavailableException noSecret) {
            return DeliveryResult.deferred(Reason.UNREACHABLE, "a secret could not be had: " + noSecret.getMessage());
        }
        try {
            DeliveryResult result = asked(connection);
            connection.close();
            return result;
        } catch (IOException unasked) {
            return Unreached.told(unasked, server, connection.progress());
        }
    }

    private DeliveryResult asked(SmtpConnection connection) throws IOException {
        Optional<DeliveryResult> refusal = connection.connect(deadline.left());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String from = mail.from().getAddress();
        SmtpReply reply = connection.ask("MAIL FROM:<" + from + ">", deadline.left());
        if (!reply.isYes()) {
            return reply.toSender();
        }
        Map<String, SmtpReply> refusals = new LinkedHashMap<>();
        for (InternetAddress recipient : mail.recipients()) {
            SmtpReply answer = connection.ask("RCPT TO:<" + recipient.getAddress() + ">", deadline.left());
            if (!answer.isYes()) {
                refusals.put(recipient.getAddress(), answer);
            }
        }
        connection.ask("RSET", deadline.left());
        return refusals.isEmpty() ? DeliveryResult.accepted() : SmtpReply.toRecipients(refusals);
    }
}
