package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.notification.Notification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The ids that make a thread: every mail's own, and the finding's, which no mail has and all refer to.
 *
 * <p>The same update to the same destination has the same id however often it is sent, so that a mail program can tell a
 * repeat; and no state is needed to continue a thread.
 */
final class MailIds {
    private MailIds() {}

    static String message(Notification notification, MailSettings mail, Instant now) {
        String key = notification.dedupKey().isEmpty()
                ? notification.title() + "\n" + now // a test message is a new one each time
                : notification.dedupKey();
        return id(key, mail);
    }

    static Optional<String> thread(Notification notification, MailSettings mail) {
        return Optional.of(notification.threadKey())
                .filter(key -> !key.isEmpty())
                .map(key -> id("thread\n" + key, mail));
    }

    /** The digest in a mail's id, which tells it from every other: what tells its parts apart. */
    static String boundary(String id) {
        return id.substring(id.indexOf('.') + 1, id.indexOf('@'));
    }

    private static String id(String key, MailSettings mail) {
        return "<gd." + digest(mail.destination() + "\n" + key) + "@" + domain(mail) + ">";
    }

    static String domain(MailSettings mail) {
        String address = mail.from().getAddress();
        return address.substring(address.indexOf('@') + 1);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 20);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
