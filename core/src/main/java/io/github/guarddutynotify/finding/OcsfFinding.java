package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A finding in <a href="https://schema.ocsf.io/1.1.0/classes/detection_finding">OCSF</a>, as Security Hub's second edition
 * and Security Lake have it, turned back into GuardDuty's as far as that is told. What was received stays whole in {@code
 * ocsf}.
 */
final class OcsfFinding {
    private static final int DETECTION_FINDING = 2004;

    /** The number of a {@code severity_id}, as GuardDuty uses it: informational, low, medium, high, critical, fatal. */
    private static final List<Double> SEVERITIES = List.of(1.0, 2.0, 5.0, 8.0, 9.0, 9.0);

    private OcsfFinding() {}

    static boolean isOne(JsonValue value) {
        return value.member("finding_info").isObject()
                || value.member("class_uid").number().orElse(0) == DETECTION_FINDING;
    }

    static boolean isOfGuardDuty(JsonValue value) {
        JsonValue product = value.member("metadata").member("product");
        String name = product.member("name").text().orElse("").toLowerCase(Locale.ROOT);
        String uid = product.member("uid").text().orElse("").toLowerCase(Locale.ROOT);
        return isOne(value)
                && (name.contains("guardduty")
                        || uid.endsWith("/guardduty")
                        || arn(value).isPresent());
    }

    private static Optional<String> arn(JsonValue value) {
        return value.at("/finding_info/uid")
                .text()
                .filter(uid -> uid.startsWith("arn:") && uid.contains(":guardduty:"));
    }

    static JsonValue document(JsonValue received) {
        JsonValue info = received.member("finding_info");
        Map<String, Object> document = new LinkedHashMap<>();
        Optional<String> arn = arn(received);
        put(document, "arn", arn);
        if (arn.isEmpty()) {
            put(document, "id", info.member("uid").text());
        }
        put(document, "accountId", received.at("/cloud/account/uid").text());
        put(document, "region", received.at("/cloud/region").text());
        put(
                document,
                "type",
                SecurityHubTypes.back(info.member("types").elements().stream()
                        .map(JsonValue::text)
                        .flatMap(Optional::stream)
                        .toList()));
        severity(received).ifPresent(number -> document.put("severity", number));
        put(document, "title", info.member("title").text());
        put(
                document,
                "description",
                info.member("desc").text().or(() -> received.member("message").text()));
        put(document, "createdAt", time(info, "created_time"));
        put(document, "updatedAt", time(info, "modified_time").or(() -> time(received, "time")));
        document.put(
                "resource", SecurityHubResources.of(received.member("resources").elements()));
        document.put("service", service(received, info));
        document.put("ocsf", received);
        return JsonValue.ofJava(document);
    }

    private static Optional<Double> severity(JsonValue received) {
        int id = (int) received.at("/vendor_attributes/severity_id")
                .number()
                .orElse(received.member("severity_id").number().orElse(0));
        return id >= 1 && id <= SEVERITIES.size() ? Optional.of(SEVERITIES.get(id - 1)) : Optional.empty();
    }

    private static Map<String, Object> service(JsonValue received, JsonValue info) {
        Map<String, Object> service = new LinkedHashMap<>();
        put(service, "eventFirstSeen", time(info, "first_seen_time"));
        put(service, "eventLastSeen", time(info, "last_seen_time"));
        received.member("count").number().ifPresent(count -> service.put("count", received.member("count")));
        put(
                service,
                "featureName",
                received.at("/metadata/product/feature/name").text());
        Map<String, Object> action = action(received.at("/evidences/*"));
        if (!action.isEmpty()) {
            service.put("action", action);
        }
        return service;
    }

    /** The first piece of evidence: an API call, a DNS request or a connection. */
    private static Map<String, Object> action(JsonValue evidence) {
        Map<String, Object> action = new LinkedHashMap<>();
        Map<String, Object> remote = remote(evidence.member("src_endpoint"));
        if (evidence.at("/api/operation").text().isPresent()) {
            Map<String, Object> call = new LinkedHashMap<>();
            put(call, "api", evidence.at("/api/operation").text());
            put(call, "serviceName", evidence.at("/api/service/name").text());
            put(call, "errorCode", evidence.at("/api/response/error").text());
            put(call, "userAgent", evidence.at("/http_request/user_agent").text());
            told(action, "AWS_API_CALL", "awsApiCallAction", call, remote);
        } else if (evidence.at("/query/hostname").text().isPresent()) {
            Map<String, Object> request = new LinkedHashMap<>();
            put(request, "domain", evidence.at("/query/hostname").text());
            put(
                    request,
                    "protocol",
                    evidence.at("/connection_info/protocol_name").text());
            told(action, "DNS_REQUEST", "dnsRequestAction", request, Map.of());
        } else if (!remote.isEmpty()) {
            Map<String, Object> connection = new LinkedHashMap<>();
            put(
                    connection,
                    "connectionDirection",
                    evidence.at("/connection_info/direction").text());
            put(
                    connection,
                    "protocol",
                    evidence.at("/connection_info/protocol_name").text());
            told(action, "NETWORK_CONNECTION", "networkConnectionAction", connection, remote);
        }
        return action;
    }

    private static void told(
            Map<String, Object> action,
            String type,
            String block,
            Map<String, Object> members,
            Map<String, Object> remote) {
        if (!remote.isEmpty()) {
            members.put("remoteIpDetails", remote);
        }
        action.put("actionType", type);
        action.put(block, members);
    }

    private static Map<String, Object> remote(JsonValue endpoint) {
        Map<String, Object> remote = new LinkedHashMap<>();
        put(remote, "ipAddressV4", endpoint.member("ip").text());
        endpoint.at("/location/country").text().ifPresent(name -> remote.put("country", Map.of("countryName", name)));
        endpoint.at("/location/city").text().ifPresent(name -> remote.put("city", Map.of("cityName", name)));
        Map<String, Object> organization = new LinkedHashMap<>();
        put(organization, "asn", endpoint.at("/autonomous_system/number").text());
        put(organization, "asnOrg", endpoint.at("/autonomous_system/name").text());
        if (!organization.isEmpty()) {
            remote.put("organization", organization);
        }
        return remote;
    }

    private static Optional<String> time(JsonValue object, String name) {
        return object.member(name + "_dt").text().or(() -> object.member(name).text());
    }

    private static void put(Map<String, Object> members, String name, Optional<String> value) {
        value.filter(text -> !text.isBlank()).ifPresent(text -> members.put(name, text));
    }
}
