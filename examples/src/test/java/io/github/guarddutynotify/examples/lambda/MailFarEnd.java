package io.github.guarddutynotify.examples.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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
    private final KeyStore keys;
    private final SMTPServer server;

    /** Starts one, with a certificate of its own in a folder. */
    MailFarEnd(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        this.keys = certificate(folder.resolve("mail.p12"));
        this.server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .startTlsSocketFactory(context(keys))
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
    Path pem() throws IOException, GeneralSecurityException {
        byte[] der = keys.getCertificate("mail").getEncoded();
        return Files.writeString(
                folder.resolve("mail.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** Its certificate as a trust store without a password's protection, for {@code javax.net.ssl.trustStore}. */
    Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
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

    private static KeyStore certificate(Path store) throws IOException, GeneralSecurityException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(STORE_PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
        return KeyStore.getInstance(store.toFile(), STORE_PASSWORD);
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        server.stop();
    }
}
