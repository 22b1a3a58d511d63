package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.SendingLimits;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends findings by e-mail over SMTP, with TLS.
 *
 * <p>Settings of a destination, besides those that core reads for every one:
 *
 * <ul>
 *   <li>{@code host}: the mail server; required
 *   <li>{@code port}: default 587, or 465 with {@code "security": "tls"}
 *   <li>{@code security}: {@code starttls} (default; a server that does not offer it gets nothing), {@code tls} from the
 *       first byte (default on port 465), or {@code none}, on loopback only
 *   <li>{@code username} with {@code password}, or with {@code accessToken} for OAuth (XOAUTH2); no login by default, and a
 *       server that takes none gets nothing where one is set
 *   <li>{@code auth}: {@code PLAIN}, {@code LOGIN} or {@code XOAUTH2}; by default what fits the login and the server
 *   <li>{@code from}: the sender, as {@code guardduty@example.com} or {@code GuardDuty <guardduty@example.com>}; required
 *   <li>{@code to}, {@code cc}, {@code bcc}: recipients, each one address or a list; at least one in all
 *   <li>in {@code to} also <code>{"fromTag": "owner"}</code> and <code>{"fromAccount": true}</code>: whom a tag of what is
 *       affected or the finding's account leads to. {@code "addresses": {NAME: ADDRESS}} beside them says who a tag's value
 *       or an account id stands for; without it a tag's value counts if it is an address
 *   <li>{@code allowedDomains}: to which domains a finding may lead a mail, required with them; {@code fallback}: who gets the
 *       mail of a finding that leads to nobody, required unless others always get it
 *   <li>{@code replyTo}: where answers go; the sender by default
 *   <li>{@code subject}: a template with <code>{severity} {title} {findingTitle} {account} {region} {type} {date}</code>,
 *       default <code>[{severity}] {title} · {account} · {region}</code>; {@code findingTitle} is GuardDuty's own title,
 *       without the category that {@code title} has in front
 *   <li>{@code attachments}: paths of files to attach, one or a list, 7 MB in all
 *   <li>{@code attachFinding}: whether to attach the finding's JSON, default false
 *   <li>{@code ehloName}: what to call ourselves in EHLO; the socket's address by default
 * </ul>
 *
 * <p>The certificate and the host name of the server are always verified. Stateless and safe for use by many threads.
 */
public final class SmtpChannel implements NotificationChannel {
    static final String NAME = "smtp";

    /** Each message has a connection of its own, and servers count those of a client; ten are often the most. */
    private static final int CONNECTIONS = 4;

    /** Makes the channel, for {@code ServiceLoader}. */
    public SmtpChannel() {}

    /**
     * A destination in code: mail by way of a server. It needs {@code from} and {@code to} besides.
     *
     * @param host the server; {@code null}, such as an environment variable that is not set, is reported when the
     *     notifier is built
     * @return the specification, to be completed and named in a notifier
     */
    public static DestinationSpec toServer(@Nullable String host) {
        return DestinationSpec.of(NAME).with("host", host);
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Four messages at a time.
     *
     * @return the limits
     */
    @Override
    public SendingLimits limits() {
        return SendingLimits.none().concurrency(CONNECTIONS);
    }

    @Override
    public Destination open(DestinationConfig config) {
        return open(config, InstantSource.system());
    }

    static SmtpDestination open(DestinationConfig config, InstantSource clock) {
        config.proxy()
                .ifPresent(proxy -> config.settings()
                        .problem("proxy", "is an HTTP proxy, and SMTP does not go through one; remove it here"));
        SmtpServer server = SmtpServer.read(config);
        MailSettings mail = MailSettings.read(config);
        return new SmtpDestination(server, mail, clock);
    }
}
