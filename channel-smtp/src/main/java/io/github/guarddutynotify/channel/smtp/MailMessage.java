package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A notification as a MIME message: headers for people, for threads and for rules; text and HTML; attachments. */
final class MailMessage extends MimeMessage {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final String id;
    private final String subject;

    private MailMessage(Session session, String id, String subject) throws MessagingException {
        super(session);
        this.id = id;
        this.subject = subject;
        setHeader("Subject", EncodedWords.of(9, subject));
    }

    /** Renders a mail, with its files as they are now. */
    static MailMessage of(Delivery delivery, MailSettings mail, Instant now, Session session)
            throws MessagingException {
        Notification notification = delivery.notification();
        Attachments.Loaded loaded = mail.attachments().load(notification);
        MailMessage message = new MailMessage(
                session,
                MailIds.message(notification, mail, now),
                mail.subject().of(notification, now));
        message.address(mail);
        message.put("Date", DATE.format(now.atOffset(ZoneOffset.UTC)));
        message.thread(notification, mail);
        message.urgency(notification.severity());
        message.rules(notification, mail);
        MailBody body = MailBody.of(notification, delivery.change().orElse(""), notes(loaded));
        message.body(Alternative.of(body, MailIds.boundary(message.id)), loaded.attached());
        return message;
    }

    private static List<String> notes(Attachments.Loaded loaded) {
        return loaded.missing().stream()
                .map(name -> "Not attached, because it can't be read or is too large: " + HeaderText.inert(name))
                .toList();
    }

    private void address(MailSettings mail) throws MessagingException {
        setFrom(mail.from());
        if (mail.replyTo() != null) {
            setReplyTo(new InternetAddress[] {mail.replyTo()});
        }
        setRecipients(RecipientType.TO, mail.to().toArray(InternetAddress[]::new));
        setRecipients(RecipientType.CC, mail.cc().toArray(InternetAddress[]::new));
        if (mail.to().isEmpty() && mail.cc().isEmpty()) {
            put("To", "undisclosed-recipients:;");
        }
    }

    private void thread(Notification notification, MailSettings mail) throws MessagingException {
        String root = MailIds.thread(notification, mail).orElse("");
        if (!root.isEmpty()) {
            put("In-Reply-To", root);
            put("References", root);
        }
        put("List-Id", "GuardDuty findings <guardduty." + listed(MailIds.domain(mail)) + ">");
        put("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday note answers
        put("X-Auto-Response-Suppress", "All"); // the same to Exchange
    }

    /** An address in brackets can be a domain, but no list's name. */
    private static String listed(String domain) {
        return domain.replace("[", "").replace("]", "").replace(":", "");
    }

    private void urgency(Severity severity) throws MessagingException {
        if (severity == Severity.HIGH || severity == Severity.CRITICAL) {
            put("Importance", "high");
            put("X-Priority", "1");
        }
    }

    /** For the reader's own rules; a digest has no one account. */
    private void rules(Notification notification, MailSettings mail) throws MessagingException {
        put("X-GuardDuty-Destination", mail.destination());
        put("X-GuardDuty-Severity", notification.severity().word());
        if (notification.findings().size() == 1) {
            Finding finding = notification.findings().get(0);
            put("X-GuardDuty-Type", finding.type().text());
            put("X-GuardDuty-Account", finding.accountId().orElse(""));
            put("X-GuardDuty-Region", finding.region().orElse(""));
            put("X-GuardDuty-Finding-Id", finding.id());
            put("X-GuardDuty-Sample", finding.isSample() ? "true" : "");
        }
    }

    /** Jakarta Mail writes a header as it is given, line ends included; so nothing gets past this. */
    private void put(String name, String value) throws MessagingException {
        String safe = HeaderText.ascii(value);
        if (!safe.isEmpty()) {
            setHeader(name, MimeUtility.fold(name.length() + 2, safe));
        }
    }

    private void body(Alternative bodies, List<Attachments.Attached> attached) throws MessagingException {
        if (attached.isEmpty()) {
            whole(bodies);
            return;
        }
        InternetHeaders headers = new InternetHeaders();
        headers.setHeader("Content-Type", bodies.contentType());
        MimeMultipart mixed = new MimeMultipart("mixed", new MimeBodyPart(headers, bodies.content()));
        for (Attachments.Attached one : attached) {
            mixed.addBodyPart(part(one));
        }
        setContent(mixed);
        saveChanges();
    }

    /** What is complete is written as it is, without the library's parts. */
    private void whole(Alternative bodies) throws MessagingException {
        setHeader("MIME-Version", "1.0");
        setHeader("Content-Type", bodies.contentType());
        updateMessageID();
        content = bodies.content();
        modified = false;
        saved = true;
    }

    private static MimeBodyPart part(Attachments.Attached attached) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(attached.content()));
        part.setFileName(HeaderText.inert(attached.name()));
        part.setDisposition(Part.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** Called while the message is saved, and would set an id of the library's own. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    /** The transport asks for it at each mail, and to decode the header the library would search the class path again. */
    @Override
    public String getSubject() {
        return subject;
    }

    String id() {
        return id;
    }
}
