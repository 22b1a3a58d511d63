package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How values become words: one place for lists, sizes, ages and names. */
final class Wording {
    /** More values than this in one line are counted instead of listed. */
    static final int MAX_VALUES = 5;

    /** Words that are not written in small letters. */
    private static final Map<String, String> SPELLINGS = Stream.of(
                    "AI",
                    "AMI",
                    "API",
                    "ASN",
                    "AWS",
                    "DNS",
                    "EBS",
                    "EC2",
                    "ECS",
                    "EKS",
                    "GuardDuty",
                    "IAM",
                    "IP",
                    "Kubernetes",
                    "MFA",
                    "RDS",
                    "S3",
                    "VPC")
            .collect(Collectors.toUnmodifiableMap(word -> word.toUpperCase(Locale.ROOT), word -> word));

    private static final int MAX_LABEL = 40;

    private static final long DAY = 86_400;
    private static final int KIBI = 1024;
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private Wording() {}

    /** A scalar's text; empty where there is nothing to tell. */
    static String text(JsonValue value) {
        String text = value.text().orElse("").strip();
        if (text.isEmpty() || Finding.saysNothing(text)) {
            return "";
        }
        char first = text.charAt(0);
        return first == '{' || first == '[' ? spelledOut(text) : text;
    }

    /** JSON within a text is told as names and values. */
    private static String spelledOut(String text) {
        try {
            JsonValue packed = JsonValue.parse(text);
            return packed.isObject() || packed.isArray() ? list(pairs(packed, ""), 2 * MAX_VALUES) : text;
        } catch (JsonSyntaxException noJson) {
            return text;
        }
    }

    /** Every scalar of a value, behind the words of its name. */
    static List<String> pairs(JsonValue value, String name) {
        List<String> pairs = new ArrayList<>();
        if (value.isObject()) {
            value.names().forEach(member -> pairs.addAll(pairs(value.member(member), member)));
        } else if (value.isArray()
                && value.elements().stream().noneMatch(element -> element.isObject() || element.isArray())) {
            List<String> texts = value.elements().stream()
                    .map(Wording::text)
                    .filter(text -> !text.isEmpty())
                    .toList();
            if (!texts.isEmpty()) {
                pairs.add(pair(name, list(texts)));
            }
        } else if (value.isArray()) {
            value.elements().forEach(element -> pairs.addAll(pairs(element, name)));
        } else if (!text(value).isEmpty()) {
            pairs.add(pair(name, text(value)));
        }
        return pairs;
    }

    private static String pair(String name, String value) {
        return name.isEmpty() ? value : words(name) + ": " + value;
    }

    static String list(Collection<String> values) {
        return list(values, MAX_VALUES);
    }

    /** Distinct values, the first few listed and the rest counted. */
    static String list(Collection<String> values, int max) {
        if (values.size() == 1) {
            return values.iterator().next();
        }
        List<String> distinct = distinct(values);
        String shown = String.join(", ", distinct.subList(0, Math.min(max, distinct.size())));
        return distinct.size() > max ? shown + " and " + (distinct.size() - max) + " more" : shown;
    }

    static List<String> distinct(Collection<String> values) {
        return List.copyOf(new LinkedHashSet<>(values));
    }

    /** {@code iamInstanceProfile} becomes "iam instance profile", {@code sourceIPs} "source IPs". */
    static String words(String name) {
        StringBuilder words = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isUpper = Character.isUpperCase(c);
            boolean wasLower = i > 0 && Character.isLowerCase(name.charAt(i - 1));
            boolean isLowerNext = i + 1 < name.length()
                    && Character.isLowerCase(name.charAt(i + 1))
                    && !isPluralOfAcronym(name, i + 1);
            if (c == '_' || c == '-' || c == '.') {
                words.append(' ');
                continue;
            }
            if (isUpper && (wasLower || (isLowerNext && i > 0 && Character.isUpperCase(name.charAt(i - 1))))) {
                words.append(' ');
            }
            words.append(isUpper && isLowerNext ? Character.toLowerCase(c) : c);
        }
        return words.toString().strip();
    }

    /** The s of APIs and ASNs, which begins no word. */
    private static boolean isPluralOfAcronym(String name, int i) {
        boolean endsWord = i + 1 == name.length() || Character.isUpperCase(name.charAt(i + 1));
        return name.charAt(i) == 's' && endsWord && i > 1 && Character.isUpperCase(name.charAt(i - 2));
    }

    /** {@code NETWORK_CONNECTION} becomes "network connection"; what is no such name stays. */
    static String enumWords(String text) {
        if (text.length() < 3 || !isEnumName(text)) {
            return text;
        }
        StringBuilder words = new StringBuilder(text.length());
        for (String word : text.split("_", -1)) {
            if (!word.isEmpty()) {
                words.append(words.isEmpty() ? "" : " ")
                        .append(SPELLINGS.getOrDefault(word, word.toLowerCase(Locale.ROOT)));
            }
        }
        return words.toString();
    }

    private static boolean isEnumName(String text) {
        boolean isSpaced = text.indexOf('_') > 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isOfName = c == '_' || (c >= 'A' && c <= 'Z') || (isSpaced && c >= '0' && c <= '9');
            if (!isOfName) {
                return false;
            }
        }
        return true;
    }

    /** A label of one of AWS's NAMES_IN_CAPITALS: what else a document may hold is no label. */
    static String labelOfEnum(String text, String fallback) {
        String words = enumWords(text);
        return words.equals(text) || words.length() > MAX_LABEL ? fallback : capitalized(words.strip());
    }

    /** A label of members' names: what else a document may hold is no label. */
    static String labelOfNames(List<String> names) {
        List<String> words = new ArrayList<>();
        for (String name : names) {
            boolean isName =
                    name.length() <= MAX_LABEL && name.chars().allMatch(c -> c < 0x7F && Character.isLetterOrDigit(c));
            if (isName && !name.isEmpty()) {
                words.add(words(name));
            }
        }
        return words.isEmpty() ? "Value" : capitalized(String.join(", ", words));
    }

    static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** 321987 becomes "314.4 KiB"; what is no number of bytes stays. */
    static String bytes(String text) {
        long bytes;
        try {
            bytes = Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            return text;
        }
        if (bytes < KIBI) {
            return bytes + " bytes";
        }
        double size = bytes;
        int unit = -1;
        while (size >= KIBI && unit < UNITS.size() - 1) {
            size /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS.get(unit));
    }

    /** Such as "5 minutes ago". */
    static String ago(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 60) {
            return "just now";
        }
        if (seconds < 2 * 3600) {
            return count(seconds / 60, "minute") + " ago";
        }
        if (seconds < 2 * DAY) {
            return count(seconds / 3600, "hour") + " ago";
        }
        return seconds < 1000 * DAY
                ? count(seconds / DAY, "day") + " ago"
                : count(seconds / (365 * DAY), "year") + " ago";
    }

    static String count(long number, String noun) {
        return number == 1 ? "1 " + noun : number + " " + noun + "s";
    }
}
