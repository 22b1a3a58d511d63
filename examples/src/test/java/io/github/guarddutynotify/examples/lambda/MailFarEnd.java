package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.testkit.FarEndCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on the loopback interface that takes nothing without STARTTLS and a login. */
final class MailFarEnd implements AutoCloseable {
    static final String USERNAME = "alerts";

    /** A reference to anyone who reads it as one. */
    static final String PASSWORD = "pass${word}";

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    /**
     * A mail as it came.
     *
     * @param to the recipients of the envelope
     * @param text the message
     */
    record Mail(List<String> to, String text) {}

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final FarEndCertificate certificate = FarEndCertificate.ofLoopback();
    private final SMTPServer server;

    /** Starts one, with a folder for its trust store. */
    MailFarEnd(Path folder) {
        this.folder = folder;
        this.server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .startTlsSocketFactory(certificate.context())
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((username, password, context) -> {
                    if (!username.equals(USERNAME) || !password.equals(PASSWORD)) {
                        throw new LoginFailedException("wrong login");
                    }
                }))
                .messageHandlerFactory(context -> new Recorder())
                .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    List<Mail> mails() {
        return mails;
    }

    /** Its certificate as a PEM file. */
    Path pem() {
        return certificate.pem();
    }

    /** Its certificate as a trust store without a password's protection, for {@code javax.net.ssl.trustStore}. */
    Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate.pem())) {
            trusted.setCertificateEntry(
                    "mail", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, STORE_PASSWORD);
        }
        return file;
    }

    static String trustStorePassword() {
        return new String(STORE_PASSWORD);
    }

    /** Takes one mail. */
    private final class Recorder implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();

        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException {
            mails.add(new Mail(List.copyOf(recipients), new String(data.readAllBytes(), StandardCharsets.US_ASCII)));
            return null;
        }

        @Override
        public void done() {}
    }

    @Override
    public void close() {
        server.stop();
    }
}
