package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.smtp.SmtpServer.Security;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to a mail server, logged in.
 *
 * <p>The socket under it is ours and not the mail library's: so every step has a timeout of its own, and another thread
 * can end it at any point. All else is for one thread at a time.
 */
final class SmtpConnection {
    /** A server may hang up after five minutes, and a middle box forgets sooner. */
    private static final Duration MAX_IDLE = Duration.ofMinutes(1);

    /** A server that is well answers a RSET at once; what is left is for a new connection. */
    private static final Duration MAX_CHECK = Duration.ofSeconds(2);

    private final SmtpServer server;
    private final Socket socket = new Socket();
    private final SMTPTransport transport;
    private Instant used = Instant.MIN;
    private boolean answered;

    SmtpConnection(SmtpServer server, Session session) {
        this.server = server;
        this.transport = new SMTPTransport(session, nameOf(server));
    }

    private static URLName nameOf(SmtpServer server) {
        Login login = server.login();
        return login == null
                ? new URLName("smtp", server.host(), server.port(), null, "", null)
                : new URLName(
                        "smtp",
                        server.host(),
                        server.port(),
                        null,
                        login.username(),
                        login.secret().reveal());
    }

    /** The library's settings; timeouts are not among them, because they differ from one attempt to the next. */
    static Session session(SmtpServer server) {
        Properties properties = new Properties();
        properties.put("mail.smtp.ssl.socketFactory", tls(server));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(server.security() == Security.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(server.security() == Security.STARTTLS));
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty("mail.smtp.userset", "true"); // a RSET also ends what a refused mail left behind
        properties.setProperty("mail.smtp.quitwait", "false");
        Login login = server.login();
        properties.setProperty("mail.smtp.auth", String.valueOf(login != null));
        if (login != null) {
            properties.setProperty("mail.smtp.auth.mechanisms", login.mechanisms());
        }
        return Session.getInstance(properties);
    }

    private static SSLSocketFactory tls(SmtpServer server) {
        SSLSocketFactory plain = server.trust() == null
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : server.trust().getSocketFactory();
        return new VerifyingSocketFactory(plain);
    }

    /** Connects and logs in; what the server says against it is the answer. */
    Optional<DeliveryResult> connect(Duration left) throws IOException {
        InetAddress address = address();
        if (server.security() == Security.NONE && !address.isLoopbackAddress()) {
            return Optional.of(DeliveryResult.rejected(
                    Reason.TLS, "the host is not loopback, and security is \"none\"; nothing was sent"));
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, server.port()), millis(left));
        socket.setSoTimeout(millis(left));
        Socket stream = socket;
        if (server.security() == Security.TLS) {
            stream = tls(server).createSocket(socket, server.host(), server.port(), true);
            ((SSLSocket) stream).startHandshake();
        }
        transport.setLocalHost(ehloName());
        try {
            transport.connect(stream);
            answered = true;
            return withoutLogin();
        } catch (MessagingException refused) {
            return Optional.of(SmtpReply.toConnecting(refused, transport, server));
        }
    }

    /** The library goes on without the login that a server does not ask for; whoever set one wants it used. */
    private Optional<DeliveryResult> withoutLogin() {
        boolean isOffered = transport.supportsExtension("AUTH") || transport.supportsExtension("AUTH=LOGIN");
        return server.login() == null || isOffered
                ? Optional.empty()
                : Optional.of(DeliveryResult.rejected(
                        Reason.AUTH,
                        "the server offers no login, so nothing was sent; use its port for clients (587 or 465), or leave"
                                + " username out"));
    }

    /** Says a command; what the server says to it is the answer, whatever it is. */
    SmtpReply ask(String command, Duration left) throws IOException {
        socket.setSoTimeout(millis(left));
        try {
            int code = transport.simpleCommand(command);
            if (code < 0) {
                throw SmtpReply.connectionEnded();
            }
            return SmtpReply.of(code, transport.getLastServerResponse());
        } catch (MessagingException broken) {
            SmtpReply.throwIfUnasked(broken);
            throw new IOException("the command could not be said", broken);
        }
    }

    /** How far it came. */
    Unreached.Progress progress() {
        if (answered || transport.supportsExtension("STARTTLS") || transport.supportsExtension("AUTH")) {
            return Unreached.Progress.GREETED;
        }
        return socket.isConnected() ? Unreached.Progress.CONNECTED : Unreached.Progress.NONE;
    }

    /** The address with the name that was configured, which the certificate must have; without a look-up back. */
    private InetAddress address() throws IOException {
        return InetAddress.getByAddress(
                server.host(), InetAddress.getByName(server.host()).getAddress());
    }

    /** Without a name, an address is the honest thing to say; looking our own name up may take seconds. */
    private String ehloName() {
        if (server.ehloName() != null) {
            return server.ehloName();
        }
        String address = socket.getLocalAddress().getHostAddress();
        int zone = address.indexOf('%');
        String bare = zone < 0 ? address : address.substring(0, zone);
        return bare.indexOf(':') < 0 ? "[" + bare + "]" : "[IPv6:" + bare + "]";
    }

    /** Whether a kept connection still stands. A frozen function's is dead without knowing it, hence the age. */
    boolean isAlive(Duration left, Instant now) {
        Duration idle = Duration.between(used, now).abs();
        if (idle.compareTo(MAX_IDLE) > 0) {
            return false;
        }
        Duration quarter = left.dividedBy(4);
        try {
            socket.setSoTimeout(millis(quarter.compareTo(MAX_CHECK) < 0 ? quarter : MAX_CHECK));
        } catch (SocketException closed) {
            return false;
        }
        return transport.isConnected();
    }

    /** Hands a mail in. */
    void send(Message message, List<InternetAddress> recipients, Duration left) throws IOException, MessagingException {
        socket.setSoTimeout(millis(left));
        transport.sendMessage(message, recipients.toArray(InternetAddress[]::new));
    }

    void usedAt(Instant now) {
        used = now;
    }

    /** Ends whatever the connection is doing, from any thread. */
    void abort() {
        try {
            socket.close();
        } catch (IOException closed) {
            used = Instant.MIN; // closed it is, in one way or the other
        }
    }

    /** Says goodbye and does not wait for an answer. */
    void close() {
        try {
            transport.close();
        } catch (MessagingException gone) {
            used = Instant.MIN; // the goodbye was not heard
        } finally {
            abort();
        }
    }

    /** Zero would mean for ever. */
    private static int millis(Duration left) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, left.toMillis()));
    }

    @Override
    public String toString() {
        return "SmtpConnection[" + server + "]";
    }
}
