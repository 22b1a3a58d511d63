package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.Settings;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is handed in, and how.
 *
 * @param host the server's name or address
 * @param port its port
 * @param security how the connection is kept from others' eyes
 * @param login who we are; {@code null} for a server that does not ask
 * @param ehloName what we call ourselves; {@code null} for the socket's address
 * @param trust which authorities are trusted; {@code null} for the JDK's
 */
record SmtpServer(
        String host,
        int port,
        Security security,
        @Nullable Login login,
        @Nullable String ehloName,
        @Nullable SSLContext trust) {

    /** How the connection is kept from others' eyes. */
    enum Security {
        /** In the clear at first, then TLS or nothing. */
        STARTTLS,
        /** TLS from the first byte; <a href="https://www.rfc-editor.org/rfc/rfc8314#section-3.3">RFC 8314</a>. */
        TLS,
        /** In the clear, which nothing but loopback keeps from others. */
        NONE;

        private static Security parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    private static final int SUBMISSION_PORT = 587;
    private static final int TLS_PORT = 465;

    /** A name or an address, an IPv6 one included, without anything around it. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]{2,45}");

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1", Pattern.CASE_INSENSITIVE);

    /** A domain, or an address in brackets; <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.1">RFC 5321</a>. */
    private static final Pattern EHLO_NAME =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253})|\\[[0-9A-Za-z:.]{2,60}]");

    static SmtpServer read(DestinationConfig config) {
        Settings settings = config.settings();
        String host = settings.text("host");
        if (!host.isEmpty() && !HOST.matcher(host).matches()) {
            settings.problem("host", "expected a host name or address alone, without scheme or port");
        }
        Optional<Security> chosen =
                settings.parsed("security", Security::parse, "starttls or tls (or none, on loopback only)");
        boolean isTls = chosen.filter(Security.TLS::equals).isPresent();
        int port = settings.integer("port", isTls ? TLS_PORT : SUBMISSION_PORT, 1, 65_535);
        Security security = chosen.orElse(port == TLS_PORT ? Security.TLS : Security.STARTTLS);
        if (security == Security.NONE && !LOOPBACK.matcher(host).matches()) {
            settings.problem(
                    "security",
                    "\"none\" would send the finding and the login in the clear, so it is for loopback only; use starttls"
                            + " or tls, or a relay on this host");
        }
        Optional<String> ehloName = settings.optionalText("ehloName");
        ehloName.filter(name -> !EHLO_NAME.matcher(name).matches())
                .ifPresent(name -> settings.problem("ehloName", "expected a host name, or an address in brackets"));
        return new SmtpServer(
                host,
                port,
                security,
                Login.read(settings).orElse(null),
                ehloName.orElse(null),
                config.tls().orElse(null));
    }

    /** As people write it, such as {@code mail.example.com:587}. */
    String place() {
        return host + ":" + port;
    }

    /** Names the place only. */
    @Override
    public String toString() {
        return "SmtpServer[" + place() + "]";
    }
}
