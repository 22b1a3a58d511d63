package io.github.guarddutynotify.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes nothing without STARTTLS and a login. The user's name is the tray's. */
final class MailEnd implements FarEnd {
    static final String FILE = "mail.eml";

    private static final String PASSWORD = "demo";
    /** What most servers take at least. */
    private static final int MAX_MESSAGE = 10 << 20;

    private final Map<String, byte[]> trays = new ConcurrentHashMap<>();
    private final Path certificate;
    private final SMTPServer server;

    private MailEnd(Path certificate) {
        this.certificate = certificate;
        this.server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .startTlsSocketFactory(MailCertificate.ofLoopback().context())
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(MailEnd::login))
                .insertReceivedHeaders(false)
                .maxMessageSize(MAX_MESSAGE)
                .messageHandlerFactory(Submission::new)
                .build();
    }

    /** Starts one, whose certificate lies in a file until it is closed. */
    static MailEnd start() throws IOException {
        Path file = Files.createTempFile("guardduty-notify-demo", ".pem");
        file.toFile().deleteOnExit(); // where the run is interrupted
        try {
            Files.writeString(file, MailCertificate.ofLoopback().pem());
            MailEnd end = new MailEnd(file);
            end.server.start();
            return end;
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private static void login(String user, String password, MessageContext context) throws LoginFailedException {
        if (user.isEmpty() || !password.equals(PASSWORD)) {
            throw new LoginFailedException();
        }
    }

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public Map<String, String> environment(String tray) {
        return Map.of(
                "SMTP_HOST",
                "localhost",
                "SMTP_PORT",
                String.valueOf(server.getPortAllocated()),
                "SMTP_USERNAME",
                tray,
                "SMTP_PASSWORD",
                PASSWORD,
                "SMTP_CERTIFICATES",
                certificate.toString());
    }

    @Override
    public Optional<byte[]> take(String tray) {
        return Optional.ofNullable(trays.remove(tray));
    }

    /** One mail on its way in: kept as the bytes of DATA, without the dots that SMTP doubles. */
    private final class Submission implements MessageHandler {
        private final MessageContext context;

        Submission(MessageContext context) {
            this.context = context;
        }

        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {}

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            byte[] mail = data.readAllBytes();
            context.getAuthenticationHandler()
                    .map(AuthenticationHandler::getIdentity)
                    .ifPresent(user -> trays.put(user.toString(), mail));
            return null;
        }

        @Override
        public void done() {}
    }

    @Override
    public void close() {
        server.stop();
        try {
            Files.deleteIfExists(certificate);
        } catch (IOException failed) {
            throw new UncheckedIOException("can't delete " + certificate, failed);
        }
    }
}
