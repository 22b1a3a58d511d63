package io.github.guarddutynotify.finding;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Turns a type as Security Hub spells it back into GuardDuty's spelling: {@code TTPs/Discovery/Recon:EC2-Portscan} into
 * {@code Recon:EC2/Portscan}. The spellings are those of the <a
 * href="https://docs.aws.amazon.com/guardduty/latest/ug/securityhub-integration.html">integration's table</a>.
 */
final class SecurityHubTypes {
    private SecurityHubTypes() {}

    /** The first that can be turned back; what can't be told is kept as it is spelled. */
    static Optional<String> back(List<String> types) {
        List<String> spelled = types.stream().filter(type -> !type.isBlank()).toList();
        return spelled.stream()
                .map(SecurityHubTypes::back)
                .filter(type -> FindingType.of(type).isWellFormed())
                .findFirst()
                .or(() -> spelled.stream().findFirst());
    }

    private static String back(String spelled) {
        if (FindingType.of(spelled).isWellFormed()) {
            return spelled;
        }
        List<String> steps = Arrays.asList(spelled.split("/", -1));
        int last = steps.size() - 1;
        while (last > 0 && steps.get(last).indexOf(':') < 0) {
            last--;
        }
        boolean hasColon = steps.get(last).indexOf(':') >= 0;
        int from = hasColon ? last : steps.size() - 1;
        String name = String.join("/", steps.subList(from, steps.size()));
        String category = from == 0 ? "" : steps.get(from - 1).replace(" ", "");
        return hasColon ? withColon(name, category) : withoutColon(name, category);
    }

    /** Such as Recon:EC2-Portscan, Backdoor:EC2.C&amp;CActivity.B, and EC2:Unusual-DNS-Resolver in DefenseEvasion. */
    private static String withColon(String name, String category) {
        int colon = name.indexOf(':');
        String before = name.substring(0, colon);
        String after = name.substring(colon + 1);
        int cut = firstOf(after, "-./");
        if (Purpose.isKnown(before) || !Purpose.isKnown(category)) {
            if (cut < 0) {
                return name;
            }
            String family =
                    (category.equals("AnomalousBehavior") ? "AnomalousBehavior." : "") + after.substring(cut + 1);
            return before + ":" + after.substring(0, cut) + "/" + family.replace("-", "");
        }
        return category + ":" + before + "/" + after.replace("-", "");
    }

    /** Such as IAMUser-AnomalousBehavior in Credential Access. */
    private static String withoutColon(String name, String category) {
        int cut = firstOf(name, "-./");
        return cut < 0 || !Purpose.isKnown(category)
                ? name
                : category + ":" + name.substring(0, cut) + "/"
                        + name.substring(cut + 1).replace("-", "");
    }

    private static int firstOf(String text, String separators) {
        for (int i = 0; i < text.length(); i++) {
            if (separators.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
