package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.Element;
import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.notification.Notification;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all mails of a destination have in common.
 *
 * @param destination the destination's name
 * @param from the sender
 * @param replyTo where answers go; {@code null} for the sender
 * @param to the recipients of every mail
 * @param byFinding further recipients, whom the finding leads to
 * @param cc those who get a copy
 * @param bcc those who get a copy that nobody sees
 * @param subject the subject
 * @param attachments what is attached
 */
record MailSettings(
        String destination,
        InternetAddress from,
        @Nullable InternetAddress replyTo,
        List<InternetAddress> to,
        FindingRecipients byFinding,
        List<InternetAddress> cc,
        List<InternetAddress> bcc,
        SubjectTemplate subject,
        Attachments attachments) {

    /** What every server takes; <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.8">RFC 5321</a>. */
    private static final int MAX_RECIPIENTS = 100;

    static MailSettings read(DestinationConfig config) {
        Settings settings = config.settings();
        List<Element> to = settings.elements("to");
        List<InternetAddress> always = addresses(settings, to);
        List<InternetAddress> cc = MailAddress.all(settings, "cc");
        List<InternetAddress> bcc = MailAddress.all(settings, "bcc");
        boolean isOthers = !(always.isEmpty() && cc.isEmpty() && bcc.isEmpty());
        List<Settings> objects =
                to.stream().map(Element::object).flatMap(Optional::stream).toList();
        MailSettings mail = new MailSettings(
                config.name(),
                MailAddress.parse(settings, "from", settings.text("from")).orElseGet(InternetAddress::new),
                settings.optionalText("replyTo")
                        .flatMap(text -> MailAddress.parse(settings, "replyTo", text))
                        .orElse(null),
                always,
                FindingRecipients.read(settings, objects, isOthers),
                cc,
                bcc,
                SubjectTemplate.read(settings),
                Attachments.read(settings));
        if (to.isEmpty()
                && Stream.of("cc", "bcc").allMatch(key -> settings.texts(key).isEmpty())) {
            settings.problem("to", "nobody gets the mail; set to, cc or bcc to an address or a list");
        }
        mail.checkCount(settings);
        return mail;
    }

    private static List<InternetAddress> addresses(Settings settings, List<Element> to) {
        List<InternetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            String place = to.size() == 1 ? "to" : "to[" + i + "]";
            to.get(i)
                    .text()
                    .flatMap(text -> MailAddress.parse(settings, place, text))
                    .ifPresent(addresses::add);
        }
        return List.copyOf(addresses);
    }

    /** The same for one notification: those whom its findings lead to are recipients like the others. */
    MailSettings addressedTo(Notification notification) {
        return withTo(Stream.concat(to.stream(), byFinding.of(notification).stream()));
    }

    /** The same for nobody's finding: with everyone who is listed. */
    MailSettings addressedToAll() {
        return withTo(Stream.concat(to.stream(), byFinding.known()));
    }

    private MailSettings withTo(Stream<InternetAddress> all) {
        Map<String, InternetAddress> byAddress = new LinkedHashMap<>();
        all.forEach(address -> byAddress.putIfAbsent(keyOf(address.getAddress()), address));
        List<InternetAddress> each = List.copyOf(byAddress.values());
        return new MailSettings(destination, from, replyTo, each, byFinding, cc, bcc, subject, attachments);
    }

    private void checkCount(Settings settings) {
        int count = addressedToAll().recipients().size();
        if (count > MAX_RECIPIENTS) {
            settings.problem(
                    "to",
                    count + " recipients in to, cc and bcc, where a server need take no more than " + MAX_RECIPIENTS
                            + "; use a mailing list or a second destination");
        }
    }

    /** Everyone who gets a mail, each once. */
    List<InternetAddress> recipients() {
        Map<String, InternetAddress> byAddress = new LinkedHashMap<>();
        Stream.of(to, cc, bcc)
                .flatMap(List::stream)
                .forEach(address -> byAddress.putIfAbsent(keyOf(address.getAddress()), address));
        return new ArrayList<>(byAddress.values());
    }

    /** Those of the recipients who are still owed; all if none is named. */
    List<InternetAddress> recipients(Set<String> owed) {
        List<String> keys = owed.stream().map(MailSettings::keyOf).toList();
        return recipients().stream()
                .filter(address -> keys.isEmpty() || keys.contains(keyOf(address.getAddress())))
                .toList();
    }

    /** Upper and lower case never tell two mailboxes apart in practice, whatever RFC 5321 allows. */
    private static String keyOf(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    /** Names the destination only. */
    @Override
    public String toString() {
        return "MailSettings[" + destination + "]";
    }
}
