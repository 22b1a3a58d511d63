package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who and what takes part in an attack sequence. */
final class SequenceParties {
    /** Of a party. */
    private static final int MAX_LINES = 8;

    /** Of a resource: more than any kind of resource has. */
    private static final int MAX_DATA = 100;

    /** An indicator's values, which may be 400. */
    private static final int MAX_VALUES = 6;

    private static final Map<String, String> INDICATORS = Map.ofEntries(
            Map.entry("ATTACK_TACTIC", "MITRE tactics"),
            Map.entry("ATTACK_TECHNIQUE", "MITRE techniques"),
            Map.entry("HIGH_RISK_API", "High-risk API calls"),
            Map.entry("UNUSUAL_API_FOR_ACCOUNT", "API calls unusual in the account"),
            Map.entry("UNUSUAL_ASN_FOR_ACCOUNT", "Networks unusual in the account"),
            Map.entry("UNUSUAL_ASN_FOR_USER", "Networks unusual for the user"),
            Map.entry("TOR_IP", "Tor exits"),
            Map.entry("MALICIOUS_IP", "Malicious addresses"),
            Map.entry("CRYPTOMINING_IP", "Addresses of cryptocurrency mining"),
            Map.entry("REACHABILITY", "Reachable from outside"));

    private static final FactRow ACTOR = FactRow.text(
            Topic.ACTOR,
            "Actor",
            "user.name",
            "user.type",
            "uid {user.uid}",
            "credential {user.credentialUid}",
            "account {user.account.uid}",
            "{user.account.account}",
            "MFA {~session.mfaStatus}",
            "session {session.uid}",
            "since {@session.createdTime}",
            "issued by {session.issuer}",
            "process {process.name}",
            "{process.path}",
            "{process.sha256}",
            "actor {id}");

    private static final FactRow ENDPOINT = FactRow.text(
            Topic.ACTOR,
            "Endpoint",
            "ip",
            "domain",
            "port {port}",
            "{~connection.direction}",
            "location.city",
            "location.country",
            "AS{autonomousSystem.number}",
            "{autonomousSystem.name}",
            "endpoint {id}");

    private static final List<Part> RESOURCE = List.of(
            Part.of("uid"),
            Part.of("service"),
            Part.of("region"),
            Part.of("account {accountId}"),
            Part.of("partition {cloudPartition}"));

    private static final Path VALUES = Path.of("values");
    private static final Path ACTORS = Path.of("actors");
    private static final Path ENDPOINTS = Path.of("endpoints");
    private static final Path RESOURCES = Path.of("resources");
    private static final Path SEQUENCE_INDICATORS = Path.of("sequenceIndicators");

    private SequenceParties() {}

    static List<Fact> actors(JsonValue sequence) {
        return each(ACTORS.from(sequence), ACTOR, "actor");
    }

    static List<Fact> endpoints(JsonValue sequence) {
        return each(ENDPOINTS.from(sequence), ENDPOINT, "endpoint");
    }

    private static List<Fact> each(List<JsonValue> parties, FactRow row, String noun) {
        List<Fact> facts = new ArrayList<>();
        for (JsonValue party : parties.subList(0, Math.min(MAX_LINES, parties.size()))) {
            facts.addAll(row.of(party));
        }
        left(facts, parties.size(), noun);
        return facts;
    }

    private static void left(List<Fact> facts, int all, String noun) {
        if (all > MAX_LINES) {
            facts.add(new Fact("Besides", new Fact.Own(Wording.count(all - MAX_LINES, noun) + " more")));
        }
    }

    /** A line for each kind of resource, the few where there are many. */
    static List<Fact> resources(JsonValue sequence) {
        List<JsonValue> resources = RESOURCES.from(sequence);
        List<Fact> facts = new ArrayList<>();
        for (JsonValue resource : resources.subList(0, Math.min(MAX_LINES, resources.size()))) {
            String kind = Wording.labelOfEnum(Wording.text(resource.member("resourceType")), "Resource");
            List<String> details = new ArrayList<>();
            RESOURCE.forEach(part -> add(details, part.text(resource)));
            Tags.facts(resource)
                    .forEach(tag -> details.add(tag.label() + ": " + tag.value().text()));
            details.addAll(dataOf(resource.member("data")));
            String name = Wording.text(resource.member("name"));
            details.remove(name);
            String text = name.isEmpty() ? String.join(", ", details) : name + brackets(details);
            if (!text.isEmpty()) {
                facts.add(new Fact(kind, new Fact.Foreign(text)));
            }
        }
        left(facts, resources.size(), "resource");
        return facts;
    }

    private static List<String> dataOf(JsonValue data) {
        List<String> pairs = new ArrayList<>();
        data.elements().forEach(block -> pairs.addAll(Wording.pairs(block, "")));
        return pairs.size() > MAX_DATA ? pairs.subList(0, MAX_DATA) : pairs;
    }

    private static String brackets(List<String> details) {
        return details.isEmpty() ? "" : " (" + String.join(", ", details) + ")";
    }

    private static void add(List<String> details, String text) {
        if (!text.isEmpty()) {
            details.add(text);
        }
    }

    /** A line for each kind of indicator. */
    static List<Fact> indicators(JsonValue sequence) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (JsonValue indicator : SEQUENCE_INDICATORS.from(sequence)) {
            List<String> told = values.computeIfAbsent(label(indicator), label -> new ArrayList<>());
            add(told, Wording.text(indicator.member("title")));
            VALUES.from(indicator).forEach(value -> add(told, Wording.text(value)));
        }
        List<Fact> facts = new ArrayList<>();
        values.forEach((label, told) -> {
            String text = told.isEmpty() ? "observed" : Wording.list(told, MAX_VALUES);
            facts.add(new Fact(label, new Fact.Foreign(text)));
        });
        return facts;
    }

    /** In half a line, for the timeline. */
    static String indicator(JsonValue indicator) {
        List<String> values = new ArrayList<>();
        add(values, Wording.text(indicator.member("title")));
        VALUES.from(indicator).forEach(value -> add(values, Wording.text(value)));
        String label = label(indicator);
        return values.isEmpty() ? label : label + " " + Wording.list(values, 3);
    }

    /** Our own words, or AWS's name of the indicator if it is one. */
    private static String label(JsonValue indicator) {
        String key = Wording.text(indicator.member("key"));
        String known = INDICATORS.get(key);
        return known == null ? Wording.labelOfEnum(key, "Indicator") : known;
    }
}
