package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.Settings;
import io.github.guarddutynotify.finding.AffectedNames;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.notification.Notification;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recipients that a finding leads to: by a tag of what is affected, or by its account.
 *
 * <p>A tag is anyone's who may set tags, so an address counts only if its domain is an allowed one. Who is led to nobody
 * gets the fallback.
 */
final class FindingRecipients {
    private static final String FROM_TAG = "fromTag";
    private static final String FROM_ACCOUNT = "fromAccount";
    private static final String ADDRESSES = "addresses";
    private static final String DOMAINS = "allowedDomains";
    private static final String FALLBACK = "fallback";

    /**
     * One way from a finding to addresses.
     *
     * @param names what the finding has: a tag's values, or an account
     * @param addresses whom a name stands for, without case
     */
    private record Lead(Function<Finding, List<String>> names, Map<String, List<InternetAddress>> addresses) {}

    private final List<Lead> leads;
    private final Set<String> domains;
    private final List<InternetAddress> fallback;

    private FindingRecipients(List<Lead> leads, Set<String> domains, List<InternetAddress> fallback) {
        this.leads = List.copyOf(leads);
        this.domains = domains;
        this.fallback = fallback;
    }

    /**
     * @param settings the destination's
     * @param objects those of its recipients that are no addresses
     * @param isOthers whether there are recipients who get every mail
     */
    static FindingRecipients read(Settings settings, List<Settings> objects, boolean isOthers) {
        Set<String> domains = settings.texts(DOMAINS).stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        List<InternetAddress> fallback = MailAddress.all(settings, FALLBACK);
        List<Lead> leads = objects.stream()
                .map(FindingRecipients::lead)
                .flatMap(Optional::stream)
                .toList();
        FindingRecipients recipients = new FindingRecipients(leads, domains, fallback);
        if (objects.isEmpty()) {
            Stream.of(DOMAINS, FALLBACK)
                    .filter(settings::isSet)
                    .forEach(key -> settings.problem(
                            key,
                            "is for recipients that a finding leads to; set to to {\"fromTag\": …} or leave it out"));
        } else {
            recipients.check(settings, isOthers);
        }
        return recipients;
    }

    private static Optional<Lead> lead(Settings object) {
        Map<String, List<InternetAddress>> addresses = new LinkedHashMap<>();
        Settings map = object.object(ADDRESSES);
        map.keys().forEach(name -> addresses.put(name.toLowerCase(Locale.ROOT), MailAddress.all(map, name)));
        Optional<String> tag = object.optionalText(FROM_TAG);
        boolean isByAccount = object.flag(FROM_ACCOUNT, false);
        if (tag.isPresent() == isByAccount) {
            object.problem("", "expected one of {\"fromTag\": \"KEY\"} and {\"fromAccount\": true}");
            return Optional.empty();
        }
        if (isByAccount && map.keys().isEmpty()) {
            object.problem(
                    ADDRESSES,
                    "is missing; say who answers for which account, such as {\"111122223333\":"
                            + " \"team@example.com\"}");
        }
        Function<Finding, List<String>> names = tag.<Function<Finding, List<String>>>map(
                        key -> finding -> AffectedNames.tagged(finding, key))
                .orElse(finding -> finding.accountId().stream().toList());
        return Optional.of(new Lead(names, addresses));
    }

    private void check(Settings settings, boolean isOthers) {
        if (domains.isEmpty()) {
            settings.problem(
                    DOMAINS, "is missing; say to which domains a finding may lead a mail, such as [\"example.com\"]");
        }
        if (fallback.isEmpty() && !isOthers && !settings.isSet(FALLBACK)) {
            settings.problem(FALLBACK, "is missing; say who gets the mail of a finding that leads to nobody");
        }
        known().filter(address -> !isAllowed(address))
                .forEach(address -> settings.problem(
                        DOMAINS, "lacks the domain of " + address.getAddress() + ", which is listed; add it"));
    }

    /** Those that are listed, for who asks before there is a finding. */
    Stream<InternetAddress> known() {
        return Stream.concat(
                leads.stream()
                        .flatMap(lead -> lead.addresses().values().stream())
                        .flatMap(List::stream),
                fallback.stream());
    }

    /** Those that the notification's findings lead to; the fallback where they lead to nobody. */
    List<InternetAddress> of(Notification notification) {
        List<InternetAddress> found = new ArrayList<>();
        for (Finding finding : notification.findings()) {
            for (Lead lead : leads) {
                lead.names().apply(finding).forEach(name -> found.addAll(ledTo(lead, name)));
            }
        }
        found.removeIf(address -> !isAllowed(address));
        return found.isEmpty() ? fallback : found;
    }

    private static List<InternetAddress> ledTo(Lead lead, String name) {
        List<InternetAddress> listed = lead.addresses().get(name.toLowerCase(Locale.ROOT));
        return listed == null ? MailAddress.foreign(name).stream().toList() : listed;
    }

    private boolean isAllowed(InternetAddress address) {
        String text = address.getAddress();
        return domains.contains(text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }
}
