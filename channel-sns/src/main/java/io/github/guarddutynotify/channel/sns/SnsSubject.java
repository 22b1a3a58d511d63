package io.github.guarddutynotify.channel.sns;

import static java.util.Map.entry;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingType;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.PlainText;
import java.text.Normalizer;
import java.util.Map;

/**
 * The subject within the stricter of SNS's two rules: ASCII that begins with a letter, number or punctuation mark, without
 * control characters, at most 99 of them. See <a
 * href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
 */
final class SnsSubject {
    /** Fewer than 100. */
    private static final int MAX_LENGTH = 99;

    private static final String CUT_MARK = "...";

    /** What may matter of a title: putting combining marks in order takes long where there are many. */
    private static final int LONGEST_TITLE = 400;

    /** A word that is longer than this is cut within, or little would be left. */
    private static final int LONGEST_TAIL = 30;

    /** What Unicode does not decompose into ASCII, and how to read it. */
    private static final Map<Character, String> READINGS = Map.ofEntries(
            entry('\u2010', "-"),
            entry('\u2011', "-"),
            entry('\u2012', "-"),
            entry('\u2013', "-"),
            entry('\u2014', "-"),
            entry('\u00B7', "-"),
            entry('\u2018', "'"),
            entry('\u2019', "'"),
            entry('\u201A', "'"),
            entry('\u201C', "\""),
            entry('\u201D', "\""),
            entry('\u201E', "\""),
            entry('\u00AB', "\""),
            entry('\u00BB', "\""),
            entry('\u00C6', "AE"),
            entry('\u00E6', "ae"),
            entry('\u00D8', "O"),
            entry('\u00F8', "o"),
            entry('\u00DF', "ss"),
            entry('\u0141', "L"),
            entry('\u0142', "l"));

    private SnsSubject() {}

    /** Such as: {@code HIGH: EC2 instance i-0123 is probed}. */
    static String of(Notification notification) {
        String beginning = notification
                .title()
                .substring(0, Math.min(LONGEST_TITLE, notification.title().length()));
        String title = PlainText.defang(ascii(beginning));
        boolean isCategoryAlone = title.stripTrailing().endsWith(":");
        boolean saysSomething = !isCategoryAlone && title.chars().anyMatch(Character::isLetterOrDigit);
        String said = saysSomething ? title : fallback(notification);
        boolean isKnown = notification.severity() != Severity.UNKNOWN;
        return cut(isKnown ? notification.severity().name() + ": " + said : said);
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
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (c < 0x7F) {
                ascii.append(c < ' ' ? ' ' : c);
            } else {
                ascii.append(READINGS.getOrDefault(c, ""));
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
