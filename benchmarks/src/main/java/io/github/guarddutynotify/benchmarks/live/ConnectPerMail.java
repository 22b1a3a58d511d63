package io.github.guarddutynotify.benchmarks.live;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What the mail library does when it is asked plainly: connects, starts TLS and logs in for each mail. */
final class ConnectPerMail {
    private final Session session;

    ConnectPerMail(Map<String, String> environment) throws IOException, GeneralSecurityException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", environment.get("SMTP_HOST"));
        properties.setProperty("mail.smtp.port", environment.get("SMTP_PORT"));
        properties.setProperty("mail.smtp.auth", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.put(
                "mail.smtp.ssl.socketFactory",
                trusting(Path.of(environment.get("SMTP_CERTIFICATES"))).getSocketFactory());
        String user = environment.get("SMTP_USERNAME");
        String password = environment.get("SMTP_PASSWORD");
        this.session = Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        });
    }

    private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    void send(int count, String text) throws MessagingException {
        for (int i = 0; i < count; i++) {
            MimeMessage mail = new MimeMessage(session);
            mail.setFrom("guardduty@example.com");
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress("oncall@example.com"));
            mail.setSubject("GuardDuty");
            mail.setText(text);
            Transport.send(mail);
        }
    }
}
