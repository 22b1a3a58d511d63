package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingType;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;

/**
 * The subject within the stricter of SNS's two rules: ASCII that begins with a letter, number or punctuation mark, without
 * control characters, at most 99 of them. See <a
 * href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
 */
final class SnsSubject {
    /** Fewer than 100. */
    private static final int MAX_LENGTH = 99;

    private SnsSubject() {}

    /** Such as: {@code HIGH: EC2 instance i-0123 is probed}; the same for all that is told of a finding at one severity. */
    static String of(Notification notification) {
        return Ascii.cut(line(notification), MAX_LENGTH);
    }

    /** The same in its whole length. */
    static String line(Notification notification) {
        String title = Ascii.line(notification.title());
        boolean isCategoryAlone = title.stripTrailing().endsWith(":");
        boolean saysSomething = !isCategoryAlone && title.chars().anyMatch(Character::isLetterOrDigit);
        String said = saysSomething ? title : fallback(notification);
        boolean isKnown = notification.severity() != Severity.UNKNOWN;
        return isKnown ? notification.severity().name() + ": " + said : said;
    }

    /** A title in a script that has no reading in ASCII leaves the type to tell by. */
    private static String fallback(Notification notification) {
        return notification.findings().stream()
                .map(Finding::type)
                .filter(FindingType::isWellFormed)
                .map(FindingType::text)
                .findFirst()
                .orElse("GuardDuty notification");
    }
}
