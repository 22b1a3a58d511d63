package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingType;
import io.github.guarddutynotify.notification.Notification;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * The message attributes that subscribers' filter policies can ask for; see <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">message attributes</a>.
 *
 * <p>An attribute that is empty is refused with the whole message, so what a finding does not have, or has in no form that
 * a filter could ask for, is left out. A notification about several findings has what they have in common, and the worst
 * severity.
 */
final class SnsAttributes {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,16}){1,5}");
    private static final Pattern TYPE = Pattern.compile("[\\x21-\\x7E]{1,256}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]{1,64}");

    /** Numbers that SNS compares lie within a billion of zero. */
    private static final double LARGEST_NUMBER = 1e9;

    private SnsAttributes() {}

    static Map<String, MessageAttributeValue> of(Notification notification) {
        List<Finding> findings = notification.findings();
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        worst(findings).ifPresent(score -> attributes.put("severity", value("Number", score)));
        attributes.put("severityLabel", value("String", notification.severity().name()));
        common(findings, SnsAttributes::type).ifPresent(type -> attributes.put("findingType", value("String", type)));
        common(findings, SnsAttributes::purpose)
                .ifPresent(purpose -> attributes.put("purpose", value("String", purpose)));
        common(findings, SnsAttributes::account)
                .ifPresent(account -> attributes.put("accountId", value("String", account)));
        common(findings, SnsAttributes::region).ifPresent(region -> attributes.put("region", value("String", region)));
        common(findings, SnsAttributes::resourceType)
                .ifPresent(type -> attributes.put("resourceType", value("String", type)));
        common(findings, finding -> Optional.of(String.valueOf(finding.isSample())))
                .ifPresent(sample -> attributes.put("sample", value("String", sample)));
        return attributes;
    }

    static Optional<String> type(Finding finding) {
        return wellFormed(finding).map(FindingType::text).filter(matching(TYPE));
    }

    private static Optional<String> purpose(Finding finding) {
        return wellFormed(finding).map(FindingType::purpose).filter(matching(WORD));
    }

    private static Optional<FindingType> wellFormed(Finding finding) {
        return Optional.of(finding.type()).filter(FindingType::isWellFormed);
    }

    static Optional<String> account(Finding finding) {
        return finding.accountId().filter(matching(ACCOUNT));
    }

    static Optional<String> region(Finding finding) {
        return finding.region().filter(matching(REGION));
    }

    static Optional<String> resourceType(Finding finding) {
        return finding.resourceType().filter(matching(WORD));
    }

    /** GuardDuty's number, as far as it is one that SNS compares. */
    static Optional<BigDecimal> score(Finding finding) {
        OptionalDouble score = finding.severityScore();
        boolean isNumber = score.isPresent() && Math.abs(score.getAsDouble()) < LARGEST_NUMBER;
        return isNumber ? Optional.of(BigDecimal.valueOf(score.getAsDouble())) : Optional.empty();
    }

    private static Predicate<String> matching(Pattern form) {
        return text -> form.matcher(text).matches();
    }

    /** What all of them have in common. */
    static Optional<String> common(List<Finding> findings, Function<Finding, Optional<String>> fact) {
        Optional<String> common = findings.isEmpty() ? Optional.empty() : fact.apply(findings.get(0));
        for (Finding finding : findings.subList(Math.min(1, findings.size()), findings.size())) {
            if (!fact.apply(finding).equals(common)) {
                return Optional.empty();
            }
        }
        return common;
    }

    private static Optional<String> worst(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> score(finding).stream())
                .max(BigDecimal::compareTo)
                .map(score -> score.stripTrailingZeros().toPlainString());
    }

    private static MessageAttributeValue value(String type, String text) {
        return MessageAttributeValue.builder().dataType(type).stringValue(text).build();
    }

    /** What SNS counts of them towards the size of the message. */
    static int bytes(Map<String, MessageAttributeValue> attributes) {
        return attributes.entrySet().stream()
                .mapToInt(attribute -> SnsMessage.bytes(attribute.getKey())
                        + SnsMessage.bytes(attribute.getValue().dataType())
                        + SnsMessage.bytes(attribute.getValue().stringValue()))
                .sum();
    }
}
