package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingType;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import java.text.Normalizer;

/**
 * The subject within the stricter of SNS's two rules: ASCII that begins with a letter, without control characters, at most
 * 99 of them. See <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
 */
final class SnsSubject {
    /** Fewer than 100. */
    static final int MAX_LENGTH = 99;

    private static final String CUT_MARK = "...";

    /** A word that is longer than this is cut within, or little would be left. */
    private static final int LONGEST_TAIL = 30;

    /** What has no decomposition in Unicode, and its reading. */
    private static final String SPECIAL =
            "\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201C\u201D\u00B7\u00D8\u00F8\u0141\u0142\u0110\u0111";

    private static final String PLAIN = "-----''\"\"-OoLlDd";

    private SnsSubject() {}

    /** Such as: {@code HIGH: EC2 instance i-0123 is probed}. */
    static String of(Notification notification) {
        String title = PlainText.defang(ascii(notification.title()));
        String said = title.isEmpty() ? fallback(notification) : title;
        return cut(notification.severity().name() + ": " + said);
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

    /** Letters without their marks; what has no ASCII reading is left out. Defanged only afterwards: a dot may come of it. */
    static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            int special = SPECIAL.indexOf(c);
            if (special >= 0) {
                ascii.append(PLAIN.charAt(special));
            } else if (c == '\u00DF') {
                ascii.append("ss");
            } else if (c == '\u00C6' || c == '\u00E6') {
                ascii.append(c == '\u00C6' ? "AE" : "ae");
            } else if (c < 0x7F) {
                ascii.append(c < ' ' ? ' ' : c);
            }
        }
        return ascii.toString().replaceAll(" {2,}", " ").strip();
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = MAX_LENGTH - CUT_MARK.length();
        int blank = text.lastIndexOf(' ', end);
        int at = blank >= end - LONGEST_TAIL ? blank : end;
        return text.substring(0, at).stripTrailing() + CUT_MARK;
    }
}
