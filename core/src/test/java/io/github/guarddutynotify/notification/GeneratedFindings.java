package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.SharedFindings;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingType;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings made of the list of types and of the model's list of fields. */
final class GeneratedFindings {
    private GeneratedFindings() {}

    /** Every field of the model once, each with a value of its own. */
    static JsonValue everyField() {
        Map<String, Object> document = new LinkedHashMap<>();
        int number = 1000;
        for (String line : SharedFindings.lines("model-fields.txt")) {
            String[] columns = line.split("\t", -1);
            put(document, columns[0], value(columns[1], columns[0], number++));
        }
        return JsonValue.ofJava(document);
    }

    private static Object value(String type, String path, int number) {
        if (path.equals("type")) {
            return "Invented:EC2/EveryField";
        }
        if (path.endsWith("anomaly.profiles") || path.endsWith("unusual.behavior")) {
            Map<String, Object> observed = Map.of(
                    "profileType",
                    "FREQUENCY",
                    "profileSubtype",
                    "RARE",
                    "observations",
                    Map.of("text", List.of("o" + number)));
            return Map.of("account", Map.of("asn", List.of(observed)));
        }
        if (type.startsWith("(map")) {
            return Map.of("key" + number, "value" + number);
        }
        return switch (type) {
            case "boolean" -> true;
            case "double", "integer", "long" -> number;
            case "timestamp" -> 1_700_000_000.5 + number;
            case "enum" -> "NAME_" + (char) ('A' + number % 26) + (char) ('A' + number / 26 % 26);
            default -> "v" + number;
        };
    }

    @SuppressWarnings("unchecked") // every container here is made here
    private static void put(Map<String, Object> document, String path, Object value) {
        String[] names = path.split("\\.", -1);
        Map<String, Object> at = document;
        for (int i = 0; i < names.length; i++) {
            boolean isList = names[i].endsWith("[]");
            String name = isList ? names[i].substring(0, names[i].length() - 2) : names[i];
            if (i == names.length - 1) {
                at.put(name, isList ? List.of(value) : value);
            } else if (isList) {
                List<Object> list = (List<Object>) at.computeIfAbsent(name, absent -> new ArrayList<>());
                if (list.isEmpty()) {
                    list.add(new LinkedHashMap<String, Object>());
                }
                at = (Map<String, Object>) list.get(0);
            } else {
                at = (Map<String, Object>) at.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>());
            }
        }
    }

    /** A finding of a type as GuardDuty would tell of it: with the blocks that its resource and family have. */
    static Finding ofType(String text) {
        FindingType type = FindingType.of(text);
        Map<String, Object> resource = new LinkedHashMap<>();
        Map<String, Object> service = new LinkedHashMap<>();
        resource(type, resource);
        service(type, service);
        return FindingReader.read(JsonWriter.write(JsonWriter.object(
                "schemaVersion", "2.0",
                "id", "f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0",
                "accountId", "111122223333",
                "region", "eu-west-1",
                "partition", "aws",
                "type", text,
                "severity", 5,
                "title", "Something that looks like " + type.family() + " was seen.",
                "description", "GuardDuty saw something that looks like " + type.family() + ".",
                "createdAt", "2026-01-01T00:00:00.000Z",
                "updatedAt", "2026-01-01T01:00:00.000Z",
                "resource", resource,
                "service", service)));
    }

    private static void resource(FindingType type, Map<String, Object> resource) {
        Map<String, Object> instance = JsonWriter.object(
                "instanceId",
                "i-0123456789abcdef0",
                "tags",
                List.of(Map.of("key", "Name", "value", "web-1"), Map.of("key", "team", "value", "shop")));
        switch (type.resource()) {
            case "S3" -> {
                resource.put("s3BucketDetails", List.of(Map.of("name", "invoices")));
                resource.put("accessKeyDetails", Map.of("userName", "bob", "userType", "IAMUser"));
            }
            case "Kubernetes", "EKS" -> {
                resource.put("eksClusterDetails", Map.of("name", "prod"));
                resource.put(
                        "kubernetesDetails",
                        Map.of(
                                "kubernetesUserDetails", Map.of("username", "system:anonymous"),
                                "kubernetesWorkloadDetails",
                                        Map.of("name", "nginx", "namespace", "shop", "type", "pods")));
            }
            case "ECS" -> resource.put("ecsClusterDetails", Map.of("name", "prod", "status", "ACTIVE"));
            case "Container" -> resource.put("containerDetails", Map.of("name", "app", "image", "nginx:latest"));
            case "Lambda" -> resource.put("lambdaDetails", Map.of("functionName", "resize"));
            case "RDS" ->
                resource.put("rdsDbInstanceDetails", Map.of("dbInstanceIdentifier", "orders", "engine", "pg"));
            case "EC2", "Runtime" -> resource.put("instanceDetails", instance);
            default -> resource.put("accessKeyDetails", Map.of("userName", "bob", "userType", "IAMUser"));
        }
    }

    private static void service(FindingType type, Map<String, Object> service) {
        service.put("count", 2);
        service.put("eventLastSeen", "2026-01-01T00:30:00.000Z");
        Map<String, Object> remote =
                Map.of("ipAddressV4", "203.0.113.9", "organization", Map.of("asn", "64512", "asnOrg", "Example"));
        if (type.purpose().equals("AttackSequence")) {
            service.put(
                    "detection",
                    Map.of(
                            "sequence",
                            Map.of(
                                    "uid",
                                    "s",
                                    "signals",
                                    List.of(Map.of("name", "DeleteTrail", "firstSeenAt", 1_767_225_600)))));
        } else if (type.resource().equals("Runtime")) {
            service.put("runtimeDetails", Map.of("process", Map.of("name", "xmrig", "executablePath", "/tmp/xmrig")));
        } else if (type.artifact().equals("DNS")) {
            service.put(
                    "action",
                    Map.of(
                            "actionType",
                            "DNS_REQUEST",
                            "dnsRequestAction",
                            Map.of("domain", "evil.example", "blocked", false)));
        } else if (type.resource().equals("EC2") || type.resource().equals("Lambda")) {
            service.put(
                    "action",
                    Map.of(
                            "actionType",
                            "NETWORK_CONNECTION",
                            "networkConnectionAction",
                            Map.of("connectionDirection", "OUTBOUND", "remoteIpDetails", remote)));
        } else {
            service.put(
                    "action",
                    Map.of(
                            "actionType",
                            "AWS_API_CALL",
                            "awsApiCallAction",
                            Map.of("api", "ListBuckets", "remoteIpDetails", remote)));
        }
    }
}
