package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A finding in Security Hub's own format (ASFF) turned back into GuardDuty's as far as that is told: GuardDuty puts its
 * {@code service} block into {@code ProductFields}, flattened; the resource stands in {@code Resources}. What was received
 * stays whole in {@code securityHub}.
 */
final class SecurityHubFinding {
    private static final String PRODUCT = "product/aws/guardduty";
    private static final String SERVICE = "aws/guardduty/service/";

    /** The label's number, as GuardDuty uses it. */
    private static final Map<String, Double> LABELS =
            Map.of("INFORMATIONAL", 1.0, "LOW", 2.0, "MEDIUM", 5.0, "HIGH", 8.0, "CRITICAL", 9.0);

    private SecurityHubFinding() {}

    static boolean isOne(JsonValue value) {
        return value.member("ProductArn").text().isPresent()
                && (value.member("Types").isPresent()
                        || value.member("AwsAccountId").isPresent());
    }

    static boolean isOfGuardDuty(JsonValue value) {
        return value.member("ProductArn").text().orElse("").endsWith(PRODUCT);
    }

    static JsonValue document(JsonValue received) {
        Map<String, Object> document = new LinkedHashMap<>();
        Optional<String> arn = received.member("Id").text();
        put(document, "arn", arn);
        put(document, "accountId", received.member("AwsAccountId").text());
        put(document, "region", received.member("Region").text().or(() -> arn.flatMap(text -> field(text, 3))));
        put(document, "partition", arn.flatMap(text -> field(text, 1)));
        put(
                document,
                "type",
                SecurityHubTypes.back(received.member("Types").elements().stream()
                        .map(JsonValue::text)
                        .flatMap(Optional::stream)
                        .toList()));
        severity(received.member("Severity")).ifPresent(number -> document.put("severity", number));
        put(document, "title", received.member("Title").text());
        put(document, "description", received.member("Description").text());
        put(document, "createdAt", received.member("CreatedAt").text());
        put(document, "updatedAt", received.member("UpdatedAt").text());
        document.put(
                "resource", SecurityHubResources.of(received.member("Resources").elements()));
        document.put("service", service(received));
        document.put("securityHub", received);
        return JsonValue.ofJava(document);
    }

    /** Documents disagree about Normalized. GuardDuty's own number, unless someone gave the finding another label. */
    private static Optional<Object> severity(JsonValue severity) {
        Double byLabel = LABELS.get(severity.member("Label").text().orElse("").toUpperCase(Locale.ROOT));
        Optional<Double> product = severity.member("Product").number().stream()
                .filter(number -> number > 0)
                .boxed()
                .findFirst();
        boolean agree = byLabel == null || product.map(Severity::of).equals(Optional.of(Severity.of(byLabel)));
        return product.isPresent() && agree
                ? Optional.of(severity.member("Product"))
                : Optional.ofNullable(byLabel).map(Object.class::cast);
    }

    private static Map<String, Object> service(JsonValue received) {
        FlatFields fields = new FlatFields();
        JsonValue flat = received.member("ProductFields");
        for (String name : flat.names()) {
            String value = flat.member(name).text().orElse("");
            if (name.startsWith(SERVICE) && !value.isEmpty()) {
                fields.put(name.substring(SERVICE.length()), value);
            }
        }
        Map<String, Object> service = fields.toMap();
        putIfAbsent(
                service, "eventFirstSeen", received.member("FirstObservedAt").text());
        putIfAbsent(service, "eventLastSeen", received.member("LastObservedAt").text());
        if (received.member("RecordState").text().orElse("").equals("ARCHIVED")) {
            service.put("archived", true);
        }
        if (received.member("Sample").isTrue() && service.get("additionalInfo") == null) {
            service.put("additionalInfo", Map.of("sample", true));
        }
        return service;
    }

    private static Optional<String> field(String arn, int index) {
        String[] fields = arn.split(":", 6);
        boolean isArn = fields.length == 6 && fields[0].equals("arn") && !fields[index].isBlank();
        return isArn ? Optional.of(fields[index]) : Optional.empty();
    }

    private static void put(Map<String, Object> members, String name, Optional<String> value) {
        value.filter(text -> !text.isBlank()).ifPresent(text -> members.put(name, text));
    }

    private static void putIfAbsent(Map<String, Object> members, String name, Optional<String> value) {
        if (!members.containsKey(name)) {
            put(members, name, value);
        }
    }
}
