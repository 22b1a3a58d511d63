package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gives an event that is no finding the members that findings have.
 *
 * <table>
 * <caption>Types and severities of our own</caption>
 * <tr><th>event</th><th>type</th><th>severity</th></tr>
 * <tr><td>threats found</td><td>MalwareProtection:S3/ObjectScanResult.ThreatsFound</td><td>High</td></tr>
 * <tr><td>scan failed, access denied</td><td>….Failed, ….AccessDenied</td><td>Medium</td></tr>
 * <tr><td>not supported, no threats found</td><td>….Unsupported, ….NoThreatsFound</td><td>Low</td></tr>
 * <tr><td>another outcome, or none</td><td>… and its name</td><td>Medium</td></tr>
 * <tr><td>resource status error</td><td>MalwareProtection:S3/ResourceStatus.Error</td><td>Medium</td></tr>
 * <tr><td>resource status warning, active</td><td>….Warning, ….Active</td><td>Low</td></tr>
 * <tr><td>post-scan action failed</td><td>MalwareProtection:S3/PostScanActionFailed</td><td>Medium</td></tr>
 * <tr><td>runtime protection unhealthy</td><td>RuntimeProtection:EKS/Unhealthy</td><td>Medium</td></tr>
 * <tr><td>runtime protection healthy</td><td>RuntimeProtection:EKS/Healthy</td><td>Low</td></tr>
 * </table>
 */
final class ProtectionEvent {
    private static final double HIGH = 8;
    private static final double MEDIUM = 5;
    private static final double LOW = 2;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,40}");

    /** Where a resource's name may stand, and what it is the name of. */
    private static final List<Map.Entry<String, String>> RESOURCES = List.of(
            Map.entry("/resourceDetails/eksClusterDetails/clusterName", "EKS cluster"),
            Map.entry("/resourceDetails/ecsClusterDetails/clusterName", "ECS cluster"),
            Map.entry("/resourceDetails/ec2InstanceDetails/instanceId", "EC2 instance"),
            Map.entry("/s3BucketDetails/bucketName", "S3 bucket"));

    private ProtectionEvent() {}

    static JsonValue document(EventKind kind, JsonValue envelope) {
        JsonValue detail = envelope.member("detail");
        Map<String, Object> added = new LinkedHashMap<>();
        put(
                added,
                "accountId",
                detail.member("resourceAccountId")
                        .text()
                        .or(() -> envelope.member("account").text()));
        put(added, "region", envelope.member("region").text());
        put(
                added,
                "updatedAt",
                firstOf(detail, "eventTime", "lastUpdatedAt")
                        .or(() -> envelope.member("time").text()));
        switch (kind) {
            case OBJECT_SCAN_RESULT -> scanResult(detail, added);
            case RESOURCE_STATUS_ACTIVE -> resourceStatus("Active", "works", LOW, detail, added);
            case RESOURCE_STATUS_WARNING -> resourceStatus("Warning", "has a warning", LOW, detail, added);
            case RESOURCE_STATUS_ERROR -> resourceStatus("Error", "does not work", MEDIUM, detail, added);
            case POST_SCAN_ACTION_FAILED -> postScan(detail, added);
            case RUNTIME_PROTECTION_HEALTHY -> runtime("Healthy", "is healthy", LOW, detail, added);
            case RUNTIME_PROTECTION_UNHEALTHY -> runtime("Unhealthy", "is unhealthy", MEDIUM, detail, added);
            case FINDING -> throw new IllegalArgumentException("a finding speaks for itself");
        }
        return detail.withDefaults(JsonValue.ofJava(added));
    }

    private static void scanResult(JsonValue detail, Map<String, Object> added) {
        String result = detail.at("/scanResultDetails/scanResultStatus").text().orElse("");
        String words = words(result);
        String object = object(detail);
        boolean isNamed = NAME.matcher(result).matches();
        put(
                added,
                "type",
                Optional.of("MalwareProtection:S3/ObjectScanResult" + (isNamed ? "." + pascal(result) : "")));
        switch (result) {
            case "THREATS_FOUND" ->
                say(
                        added,
                        HIGH,
                        "Malware found in " + object,
                        "A scan found threats in " + object + threats(detail) + ".");
            case "NO_THREATS_FOUND" ->
                say(added, LOW, "No threats found in " + object, "A scan of " + object + " found no threats.");
            case "UNSUPPORTED" ->
                say(
                        added,
                        LOW,
                        "Not scanned for malware: " + object,
                        "GuardDuty can't scan " + object + ": its size, its type or its encryption is not supported.");
            case "ACCESS_DENIED" ->
                say(
                        added,
                        MEDIUM,
                        "Not scanned for malware, access denied: " + object,
                        "The role of Malware Protection may not read " + object + ", so it was not scanned.");
            default ->
                say(
                        added,
                        MEDIUM,
                        "Scan for malware" + (words.isEmpty() ? " without a result" : ": " + words) + ": " + object,
                        "The scan of " + object + " ended without a verdict, so it may hold malware.");
        }
    }

    private static String threats(JsonValue detail) {
        List<String> names = detail.all("/scanResultDetails/threats/*/name").stream()
                .map(JsonValue::text)
                .flatMap(Optional::stream)
                .filter(name -> !name.isBlank())
                .toList();
        String more = names.size() > 3 ? " and " + (names.size() - 3) + " more" : "";
        return names.isEmpty() ? "" : names.stream().limit(3).collect(Collectors.joining(", ", ": ", more));
    }

    private static void resourceStatus(
            String status, String does, double severity, JsonValue detail, Map<String, Object> added) {
        String bucket = resource(detail).orElse("an S3 bucket");
        put(added, "type", Optional.of("MalwareProtection:S3/ResourceStatus." + status));
        say(
                added,
                severity,
                "Malware protection of " + bucket + " " + does,
                severity == LOW && status.equals("Active")
                        ? "New objects in " + bucket + " are scanned for malware."
                        : "New objects in " + bucket + " may not be scanned for malware, or not be tagged.");
    }

    private static void postScan(JsonValue detail, Map<String, Object> added) {
        String object = object(detail);
        put(added, "type", Optional.of("MalwareProtection:S3/PostScanActionFailed"));
        say(
                added,
                MEDIUM,
                "Not tagged after its scan for malware: " + object,
                "The result of the scan could not be written to " + object
                        + ": whoever waits for the tag waits in vain.");
    }

    private static void runtime(
            String status, String does, double severity, JsonValue detail, Map<String, Object> added) {
        String kind = detail.at("/resourceDetails/resourceType")
                .text()
                .filter(text -> NAME.matcher(text).matches())
                .map(text -> text.replace("_", ""))
                .filter(text -> !text.isEmpty())
                .orElse("Runtime");
        String resource = resource(detail).orElse(kind.equals("Runtime") ? "a resource" : kind);
        put(added, "type", Optional.of("RuntimeProtection:" + kind + "/" + status));
        say(
                added,
                severity,
                "Runtime monitoring of " + resource + " " + does,
                severity == LOW
                        ? "GuardDuty watches what runs in " + resource + "."
                        : "GuardDuty does not see what runs in " + resource + " while this lasts.");
    }

    private static void say(Map<String, Object> added, double severity, String title, String description) {
        added.put("severity", (long) severity);
        added.put("title", title);
        added.put("description", description);
    }

    private static String object(JsonValue detail) {
        String bucket = detail.at("/s3ObjectDetails/bucketName").text().orElse("");
        String key = detail.at("/s3ObjectDetails/objectKey").text().orElse("");
        if (bucket.isEmpty() && key.isEmpty()) {
            return "an S3 object";
        }
        return "S3 object " + bucket + (bucket.isEmpty() || key.isEmpty() ? "" : "/") + key;
    }

    private static Optional<String> resource(JsonValue detail) {
        return RESOURCES.stream()
                .flatMap(entry -> detail.at(entry.getKey()).text().filter(name -> !name.isBlank()).stream()
                        .map(name -> entry.getValue() + " " + name))
                .findFirst();
    }

    /** THREATS_FOUND, as a name of the type grammar. */
    private static String pascal(String status) {
        StringBuilder name = new StringBuilder();
        for (String word : status.split("_", -1)) {
            if (!word.isEmpty()) {
                name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        return name.isEmpty() ? "Unknown" : name.toString();
    }

    private static String words(String status) {
        return NAME.matcher(status).matches()
                ? status.toLowerCase(Locale.ROOT).replace('_', ' ').strip()
                : "";
    }

    private static Optional<String> firstOf(JsonValue object, String... names) {
        for (String name : names) {
            Optional<String> text = object.member(name).text().filter(found -> !found.isBlank());
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    private static void put(Map<String, Object> added, String name, Optional<String> value) {
        value.ifPresent(text -> added.put(name, text));
    }
}
