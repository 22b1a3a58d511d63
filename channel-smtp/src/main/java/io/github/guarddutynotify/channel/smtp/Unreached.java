package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.smtp.SmtpServer.Security;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a server could not be asked, and what a person can do about it, each in one sentence. */
final class Unreached {
    /** Where servers talk to each other; networks of clients rarely let it out. */
    private static final int RELAY_PORT = 25;

    /** How far a connection came. */
    enum Progress {
        /** Nobody has taken it. */
        NONE,
        /** It stands, and the server has said nothing. */
        CONNECTED,
        /** The server has spoken SMTP. */
        GREETED
    }

    private Unreached() {}

    static DeliveryResult told(IOException failure, SmtpServer server, Progress progress) {
        String place = server.place();
        if (cause(failure, SocketTimeoutException.class).isPresent()) {
            return DeliveryResult.deferred(Reason.TIMEOUT, ofSilence(server, progress));
        }
        if (failure instanceof SSLException
                && cause(failure, EOFException.class).isEmpty()) {
            return DeliveryResult.rejected(Reason.TLS, ofTls(failure, server));
        }
        if (failure instanceof UnknownHostException) {
            return unreachable("no address is known for " + server.host()
                    + "; check the setting host, and the DNS that this machine asks");
        }
        if (failure instanceof ConnectException) {
            return unreachable(
                    isRefused(failure)
                            ? "nothing listens at " + place + "; check host and port (587 for starttls, 465 for tls)"
                            : "no way leads from here to " + place
                                    + "; check the network, its routes and its firewall");
        }
        return unreachable(
                progress == Progress.GREETED
                        ? place + " ended the connection; try again, and ask its operators if it stays so"
                        : place + " ended the connection or is no mail server; check host, port and security");
    }

    private static DeliveryResult unreachable(String detail) {
        return DeliveryResult.deferred(Reason.UNREACHABLE, detail);
    }

    private static boolean isRefused(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("refused");
    }

    /** When even the look-up of the name, or all steps together, took longer than there was time. */
    static DeliveryResult slow(SmtpServer server) {
        return DeliveryResult.deferred(
                Reason.TIMEOUT,
                server.place()
                        + " did not come to an end in time; check the DNS that this machine asks, or allow more time");
    }

    private static String ofSilence(SmtpServer server, Progress progress) {
        return switch (progress) {
            case NONE ->
                server.place() + " does not answer: a firewall or a security group drops what we send"
                        + (server.port() == RELAY_PORT
                                ? "; AWS and many networks block port 25, so use 587 or 465"
                                : "; let connections out to this port");
            case CONNECTED ->
                server.place() + " takes the connection and says nothing"
                        + (server.security() == Security.TLS
                                ? "; check host and port"
                                : "; if it speaks TLS from the first byte, as on port 465, set security to tls");
            case GREETED -> server.place() + " stopped answering; try again, and ask its operators if it stays so";
        };
    }

    private static String ofTls(IOException failure, SmtpServer server) {
        String host = server.host();
        if (cause(failure, CertificateExpiredException.class).isPresent()) {
            return "the certificate of " + host
                    + " has expired; its operators must renew it (or the clock here is wrong)";
        }
        if (cause(failure, CertificateNotYetValidException.class).isPresent()) {
            return "the certificate of " + host + " is not valid yet; check the clock here";
        }
        if (isOfOtherName(failure)) {
            return "the certificate of the server is not for " + host + "; set host to a name that it is for";
        }
        if (cause(failure, GeneralSecurityException.class).isPresent()) {
            return "the certificate of " + host
                    + " is not trusted here; if its authority is your own, name the PEM file of"
                    + " that in trustedCertificates";
        }
        if (String.valueOf(failure.getMessage()).startsWith("Unsupported or unrecognized SSL message")) {
            return server.place() + " does not speak TLS from the first byte; set security to starttls, as on port 587";
        }
        return server.place() + " and we agree on no TLS; TLS 1.2 or 1.3 is needed";
    }

    /** The JDK's own sentences: it has no type for it. */
    private static boolean isOfOtherName(IOException failure) {
        return cause(failure, CertificateException.class)
                .map(Throwable::getMessage)
                .filter(text -> text.startsWith("No name matching") || text.startsWith("No subject alternative"))
                .isPresent();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, next -> next != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
