package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What GuardDuty's models found unusual, and what they know to be usual. The names are words run together ({@code
 * unusualASNsUserIdentityProfiling}), new ones come without notice, so they are taken apart by their ends.
 */
final class Anomalies {
    private static final String HOURS = "hoursOfDay";
    private static final int MAX_LINES = 8;

    private static final List<String> FREQUENCIES = List.of("rareProfiled", "infrequentProfiled", "frequentProfiled");
    /** The longest first: all end alike. */
    private static final List<Map.Entry<String, String>> SCOPES = List.of(
            Map.entry("AccountProfiling", " in the account"),
            Map.entry("UserIdentityProfiling", " for this identity"),
            Map.entry("BucketProfiling", " for the bucket"),
            Map.entry("ClusterProfiling", " for the cluster"),
            Map.entry("UserNameProfiling", " for this user"),
            Map.entry("Profiling", ""));

    private static final Path OBSERVED = Path.of("observations.text");
    private static final Part TYPE = Part.of("{~profileType}");
    private static final Part SUBTYPE = Part.of("{~profileSubtype}");

    private Anomalies() {}

    /** Of {@code additionalInfo}. */
    static List<Fact> ofAdditionalInfo(JsonValue info) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Unusual", lines(info.member("unusual")));
        JsonValue unusual = info.member("unusualBehavior");
        add(facts, "Unusual", behaviors(unusual, "unusual"));
        add(facts, "Behavior", others(unusual, List.of("unusual")));
        add(facts, "Anomalies", lines(info.member("anomalies")));
        JsonValue profiled = info.member("profiledBehavior");
        add(facts, "Rare so far", behaviors(profiled, "rareProfiled"));
        add(facts, "Infrequent so far", behaviors(profiled, "infrequentProfiled"));
        add(facts, "Usual so far", behaviors(profiled, "frequentProfiled"));
        add(facts, "Profile", others(profiled, FREQUENCIES));
        return facts;
    }

    /** Of {@code detection.anomaly}. */
    static List<Fact> ofDetection(JsonValue anomaly) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Unusual", features(anomaly.member("unusual").member("behavior")));
        add(facts, "Usual so far", features(anomaly.member("profiles")));
        return facts;
    }

    private static void add(List<Fact> facts, String label, List<String> lines) {
        if (!lines.isEmpty()) {
            facts.add(new Fact(label, new Fact.Foreign(joined(lines))));
        }
    }

    private static String joined(List<String> lines) {
        List<String> distinct = Wording.distinct(lines);
        String shown = String.join("; ", distinct.subList(0, Math.min(MAX_LINES, distinct.size())));
        return distinct.size() > MAX_LINES ? shown + " and " + (distinct.size() - MAX_LINES) + " more" : shown;
    }

    private static List<String> lines(JsonValue value) {
        List<String> lines = new ArrayList<>();
        for (String name : value.names()) {
            List<String> hours = name.equals(HOURS) ? hours(value.member(name)) : List.of();
            lines.addAll(hours.isEmpty() ? Wording.pairs(value.member(name), name) : hours);
        }
        return value.isObject() ? lines : Wording.pairs(value, "");
    }

    /** Hours of the day stand as milliseconds since 1970. */
    private static List<String> hours(JsonValue values) {
        List<String> hours = new ArrayList<>();
        for (JsonValue value : Path.HERE.from(values)) {
            Finding.instantOf(Wording.text(value)).ifPresent(time -> hours.add(time.toString()));
        }
        return hours.isEmpty() ? hours : List.of(Wording.words(HOURS) + ": " + Wording.list(hours));
    }

    private static List<String> behaviors(JsonValue behaviors, String prefix) {
        List<String> lines = new ArrayList<>();
        for (String name : behaviors.names()) {
            if (name.startsWith(prefix)) {
                String values = values(behaviors.member(name));
                if (!values.isEmpty()) {
                    lines.add(subject(name.substring(prefix.length())) + ": " + values);
                }
            }
        }
        return lines;
    }

    /** What has none of the known beginnings. */
    private static List<String> others(JsonValue behaviors, List<String> prefixes) {
        List<String> lines = new ArrayList<>();
        for (String name : behaviors.names()) {
            if (prefixes.stream().noneMatch(name::startsWith)) {
                lines.addAll(Wording.pairs(behaviors.member(name), name));
            }
        }
        return lines;
    }

    /** A list in one text: {@code "ListBuckets , GetObject"}. */
    private static String values(JsonValue value) {
        String text = Wording.text(value);
        if (text.isEmpty()) {
            return String.join(", ", Wording.pairs(value, ""));
        }
        List<String> values = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            if (!one.isBlank()) {
                values.add(one.strip());
            }
        }
        return Wording.list(values);
    }

    private static String subject(String name) {
        for (Map.Entry<String, String> scope : SCOPES) {
            if (name.endsWith(scope.getKey())) {
                return Wording.words(
                                name.substring(0, name.length() - scope.getKey().length()))
                        + scope.getValue();
            }
        }
        return Wording.words(name);
    }

    /** A map of profiles, each a map of features, each with what was observed. */
    private static List<String> features(JsonValue profiles) {
        List<String> lines = new ArrayList<>();
        for (String profile : profiles.names()) {
            JsonValue features = profiles.member(profile);
            for (String feature : features.names()) {
                for (JsonValue object : Path.HERE.from(features.member(feature))) {
                    lines.add(feature(profile, feature, object));
                }
            }
        }
        return lines.stream().filter(line -> !line.isEmpty()).toList();
    }

    private static String feature(String profile, String feature, JsonValue object) {
        List<String> observed = OBSERVED.from(object).stream()
                .map(Wording::text)
                .filter(text -> !text.isEmpty())
                .toList();
        String kind = TYPE.text(object);
        String rarity = SUBTYPE.text(object);
        String about = String.join(
                ", ",
                List.of(Wording.words(profile), kind, rarity).stream()
                        .filter(text -> !text.isEmpty())
                        .toList());
        String values = observed.isEmpty() ? String.join(", ", Wording.pairs(object, "")) : Wording.list(observed);
        return values.isEmpty() ? "" : Wording.words(feature) + " (" + about + "): " + values;
    }
}
