package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.Settings;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all mails of a destination have in common.
 *
 * @param destination the destination's name
 * @param from the sender
 * @param replyTo where answers go; {@code null} for the sender
 * @param to the recipients
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
        List<InternetAddress> cc,
        List<InternetAddress> bcc,
        SubjectTemplate subject,
        Attachments attachments) {

    /** What every server takes; <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.8">RFC 5321</a>. */
    private static final int MAX_RECIPIENTS = 100;

    static MailSettings read(DestinationConfig config) {
        Settings settings = config.settings();
        MailSettings mail = new MailSettings(
                config.name(),
                MailAddress.parse(settings, "from", settings.text("from")).orElseGet(InternetAddress::new),
                settings.optionalText("replyTo")
                        .flatMap(text -> MailAddress.parse(settings, "replyTo", text))
                        .orElse(null),
                addresses(settings, "to"),
                addresses(settings, "cc"),
                addresses(settings, "bcc"),
                SubjectTemplate.read(settings),
                Attachments.read(settings));
        mail.checkRecipients(settings);
        return mail;
    }

    private static List<InternetAddress> addresses(Settings settings, String key) {
        List<String> texts = settings.texts(key);
        List<InternetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String place = texts.size() == 1 ? key : key + "[" + i + "]";
            MailAddress.parse(settings, place, texts.get(i)).ifPresent(addresses::add);
        }
        return List.copyOf(addresses);
    }

    private void checkRecipients(Settings settings) {
        if (Stream.of("to", "cc", "bcc").allMatch(key -> settings.texts(key).isEmpty())) {
            settings.problem("to", "nobody gets the mail; set to, cc or bcc to an address or a list");
        }
        int count = recipients().size();
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
