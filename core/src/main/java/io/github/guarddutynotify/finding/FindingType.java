package io.github.guarddutynotify.finding;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finding's type, taken apart by GuardDuty's grammar {@code Purpose:Resource/Family.Mechanism!Artifact}; see <a
 * href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html">GuardDuty finding format</a>.
 *
 * @param text the type as it stands in the finding
 * @param purpose the threat purpose, such as {@code Backdoor}; empty where the text does not follow the grammar
 * @param resource the resource type affected, such as {@code EC2}; empty likewise
 * @param family the threat family, such as {@code C&CActivity}; the whole text where it does not follow the grammar
 * @param mechanism the detection mechanism, such as {@code B}; empty where there is none
 * @param artifact the artifact, such as {@code DNS}; empty where there is none
 */
public record FindingType(
        String text, String purpose, String resource, String family, String mechanism, String artifact) {
    private static final Pattern GRAMMAR =
            Pattern.compile("([A-Za-z0-9]+):([A-Za-z0-9]+)/([A-Za-z0-9&]+)(?:\\.([A-Za-z0-9]+))?(?:!([A-Za-z0-9]+))?");

    /**
     * Takes a type apart; text that does not follow the grammar is kept whole and never an error.
     *
     * @param text the type
     * @return its parts
     */
    public static FindingType of(String text) {
        Matcher parts = GRAMMAR.matcher(text);
        return parts.matches()
                ? new FindingType(
                        text, parts.group(1), parts.group(2), parts.group(3), orEmpty(parts, 4), orEmpty(parts, 5))
                : new FindingType(text, "", "", text, "", "");
    }

    private static String orEmpty(Matcher parts, int group) {
        String part = parts.group(group);
        return part == null ? "" : part;
    }

    /**
     * Whether the text follows the grammar: letters and digits between its separators, and nothing else.
     *
     * @return false for made-up types and for hostile text
     */
    public boolean isWellFormed() {
        return !purpose.isEmpty();
    }

    /**
     * The purpose in plain words, for people and for filters.
     *
     * @return such as {@code Command and control} for {@code Backdoor}; {@code GuardDuty finding} where the text does not
     *     follow the grammar
     */
    public String category() {
        return isWellFormed() ? Purpose.category(purpose) : "GuardDuty finding";
    }

    @Override
    public String toString() {
        return text;
    }
}
