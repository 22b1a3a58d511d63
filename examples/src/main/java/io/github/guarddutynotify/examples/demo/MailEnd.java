package io.github.guarddutynotify.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A mail server that takes nothing without STARTTLS and a login. The user's name is the tray's; trouble meets the first
 * recipient.
 */
final class MailEnd implements FarEnd {
    static final String FILE = "mail.eml";

    private static final Logger LOG = LoggerFactory.getLogger(MailEnd.class);

    private static final String PASSWORD = "demo";

    /** What most servers take at least. */
    private static final int MAX_MESSAGE = 10 << 20;

    private final Map<String, byte[]> trays = new ConcurrentHashMap<>();

    /** The connections over TLS, by who is at their other end. */
    private final Map<SocketAddress, Socket> connections = new ConcurrentHashMap<>();

    private final SSLContext tls = MailCertificate.ofLoopback().context();
    private final Path certificate;
    private final Trouble trouble;
    private final SMTPServer server;

    private MailEnd(Path certificate, Trouble trouble) {
        this.certificate = certificate;
        this.trouble = trouble;
        this.server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .startTlsSocketFactory(this::secured)
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(MailEnd::login))
                .insertReceivedHeaders(false)
                .maxMessageSize(MAX_MESSAGE)
                .messageHandlerFactory(Submission::new)
                .build();
    }

    /** Starts one, whose certificate lies in a file until it is closed. */
    static MailEnd start(Trouble trouble) throws IOException {
        Path file = Files.createTempFile("guardduty-notify-demo", ".pem");
        file.toFile().deleteOnExit(); // where the run is interrupted
        try {
            Files.writeString(file, MailCertificate.ofLoopback().pem());
            MailEnd end = new MailEnd(file, trouble);
            end.server.start();
            if (trouble.isAbsence()) {
                end.server.stop();
            }
            return end;
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private SSLSocket secured(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        socket.setUseClientMode(false);
        connections.put(plain.getRemoteSocketAddress(), plain);
        return socket;
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
        public void recipient(String recipient) throws RejectException {
            Optional<Fault> fault = tray().flatMap(trouble::meet);
            if (fault.isPresent() && fault.get().kind() == Fault.Kind.CODE) {
                throw new RejectException(fault.get().code(), "the demo was asked to fail so");
            }
            if (fault.isPresent()) {
                reset(connections.remove(context.getRemoteAddress()));
                throw new DropConnectionException("which nobody hears");
            }
        }

        private Optional<String> tray() {
            return context.getAuthenticationHandler()
                    .map(AuthenticationHandler::getIdentity)
                    .map(Object::toString);
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            byte[] mail = data.readAllBytes();
            tray().ifPresent(tray -> trays.put(tray, mail));
            return null;
        }

        @Override
        public void done() {
            connections.remove(context.getRemoteAddress());
        }
    }

    /** Who hung up meanwhile, as one does after a timeout, needs no reset. */
    private static void reset(@Nullable Socket connection) {
        try {
            if (connection != null && !connection.isClosed()) {
                connection.setSoLinger(true, 0);
                connection.close();
            }
        } catch (IOException gone) {
            LOG.debug("the connection was gone already", gone);
        }
    }

    @Override
    public void close() {
        trouble.close();
        server.stop();
        try {
            Files.deleteIfExists(certificate);
        } catch (IOException failed) {
            throw new UncheckedIOException("can't delete " + certificate, failed);
        }
    }
}
