package io.github.guarddutynotify.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is given to open one destination: its name, its settings, and what core has read for every
 * destination alike.
 *
 * <p>Keys that core reads, the same for every channel:
 *
 * <ul>
 *   <li>{@code channel}: the kind of channel; required
 *   <li>{@code timeout}: how long one attempt may take, default {@code PT10S}
 *   <li>{@code rate}: the most messages in a stretch of time, such as {@code 1/s}, {@code 30/min}, {@code 500/h} or {@code
 *       unlimited}; default as the channel's vendor documents
 *   <li>{@code concurrency}: the most messages under way at once; default as the channel says, as a rule without a bound
 *   <li>{@code digest}: lesser findings are told in one message now and then: {@code "PT1H"}, {@code {"every": "PT1H",
 *       "below": "MEDIUM"}}, or once a day {@code {"at": "07:00", "zone": "Europe/Berlin", "below": "HIGH"}}; takes a ledger
 *       that outlives the process
 *   <li>{@code quiet}: hours in which lesser findings wait: {@code {"from": "22:00", "to": "07:00", "days": ["MONDAY", …],
 *       "zone": "Europe/Berlin", "below": "HIGH"}}; takes such a ledger too
 *   <li>{@code prefix}: stands before every title, such as {@code [PROD]}; none by default
 *   <li>{@code fields}: which facts a message leaves out and which come first, by label or heading: {@code {"omit": ["Tags",
 *       "Evidence"], "first": ["Account"]}}; all, as the composer orders them, by default
 *   <li>{@code proxy}: an HTTP proxy, such as {@code http://proxy.example.com:3128}; none by default
 *   <li>{@code trustedCertificates}: the path of a PEM file whose certificate authorities are trusted <em>instead of</em>
 *       the JDK's; the JDK's by default
 * </ul>
 *
 * <p>Not safe for use by several threads: a destination is opened by one.
 */
public final class DestinationConfig {
    /** The keys that belong to core, those of coming versions included; a channel that reads one itself has a bug. */
    public static final Set<String> RESERVED_KEYS = Set.of(
            "channel",
            "timeout",
            "rate",
            "concurrency",
            "digest",
            "quiet",
            "prefix",
            "fields",
            "trustedCertificates",
            "proxy");

    private static final int MAX_CONCURRENCY = 1_000;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final Settings settings;
    private final String channel;
    private final Duration timeout;
    private final @Nullable Rate rate;
    private final int concurrency;
    private final @Nullable InetSocketAddress proxy;
    private final @Nullable SSLContext tls;

    /**
     * Reads the keys that are core's and leaves the others to the channel.
     *
     * @param name the destination's name
     * @param settings its settings
     */
    public DestinationConfig(String name, Settings settings) {
        this.name = name;
        this.settings = settings;
        this.channel = settings.text("channel");
        this.timeout = settings.duration("timeout").orElse(DEFAULT_TIMEOUT);
        this.rate = settings.parsed("rate", Rate::parse, Rate.FORM).orElse(null);
        this.concurrency = settings.integer("concurrency", 0, 1, MAX_CONCURRENCY);
        this.proxy = settings.optionalText("proxy").flatMap(this::proxyAddress).orElse(null);
        this.tls = settings.optionalText("trustedCertificates")
                .flatMap(this::contextTrusting)
                .orElse(null);
        settings.reserve(RESERVED_KEYS);
    }

    private Optional<InetSocketAddress> proxyAddress(String text) {
        try {
            URI uri = URI.create(text);
            boolean wellFormed = "http".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getRawUserInfo() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
            if (wellFormed) {
                return Optional.of(InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()));
            }
        } catch (IllegalArgumentException malformed) {
            // told below, without the text: people put passwords into proxy URLs
        }
        settings.problem("proxy", "expected http://HOST:PORT (a proxy that asks for a login is not supported)");
        return Optional.empty();
    }

    private Optional<SSLContext> contextTrusting(String pem) {
        try {
            return Optional.of(TrustedCertificates.context(Path.of(pem)));
        } catch (IOException | InvalidPathException unreadable) {
            settings.problem(
                    "trustedCertificates", "can't read the file \"" + pem + "\"; check the path and who may read it");
        } catch (CertificateException noCertificates) {
            settings.problem(
                    "trustedCertificates",
                    "\"" + pem + "\" is no list of certificates in PEM form (-----BEGIN CERTIFICATE----- …)");
        }
        return Optional.empty();
    }

    /**
     * The destination's name, as routes and reports have it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The kind of channel.
     *
     * @return the channel's name
     */
    public String channel() {
        return channel;
    }

    /**
     * The settings for the channel to read; what it leaves unread is reported as unknown.
     *
     * @return the settings
     */
    public Settings settings() {
        return settings;
    }

    /**
     * How long one attempt may take.
     *
     * @return the timeout, more than zero
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * How fast, and how many at a time, the destination may be told.
     *
     * @param vendor what holds unless the settings say otherwise
     * @return the limits
     */
    public SendingLimits limits(SendingLimits vendor) {
        SendingLimits paced = rate == null ? vendor : vendor.rate(rate);
        return concurrency == 0 ? paced : paced.concurrency(concurrency);
    }

    /**
     * The HTTP proxy to go through.
     *
     * @return its address, not looked up yet
     */
    public Optional<InetSocketAddress> proxy() {
        return Optional.ofNullable(proxy);
    }

    /**
     * A TLS context that trusts exactly the certificate authorities of {@code trustedCertificates}.
     *
     * @return the context; empty where the JDK's own authorities are to be trusted
     */
    public Optional<SSLContext> tls() {
        return Optional.ofNullable(tls);
    }

    /** Names the destination only: its settings may be secret. */
    @Override
    public String toString() {
        return "DestinationConfig[" + name + "]";
    }
}
