package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import java.util.Map;
import java.util.Set;

/**
 * Turns the PascalCase of SDK and CLI output into the camelCase that EventBridge sends. Letting the first letter down is
 * right but for a few members, whose {@code locationName} in the API model differs.
 */
final class FieldNames {
    /** By holder, the SDK's name to that on the wire. */
    private static final Map<String, Map<String, String>> EXCEPTIONS = Map.of(
            "kubernetesApiCallAction", Map.of("SourceIps", "sourceIPs"),
            "productCodes", Map.of("Code", "productCodeId", "ProductType", "productCodeType"),
            "taskDetails", Map.of("TaskCreatedAt", "createdAt"),
            "rdsLoginAttemptAction", Map.of("LoginAttributes", "LoginAttributes"),
            "ec2Instance", Map.of("IamInstanceProfile", "IamInstanceProfile"),
            "location", Map.of("Latitude", "lat", "Longitude", "lon"),
            "account", Map.of("Name", "account"),
            "kubernetesWorkload", Map.of("KubernetesResourcesTypes", "type"));

    /** Maps whose keys are data, not names. */
    private static final Set<String> FREE_MAPS = Set.of("affectedResources", "profiles", "behavior");

    private FieldNames() {}

    static boolean isPascalCase(JsonValue finding) {
        return !finding.member("type").isPresent() && finding.member("Type").isPresent();
    }

    static JsonValue camelCased(JsonValue finding) {
        return finding.renamed(FieldNames::camelCased);
    }

    private static String camelCased(String holder, String name) {
        String exception = EXCEPTIONS.getOrDefault(holder, Map.of()).get(name);
        if (exception != null) {
            return exception;
        }
        boolean isName = !name.isEmpty() && !FREE_MAPS.contains(holder);
        return isName ? Character.toLowerCase(name.charAt(0)) + name.substring(1) : name;
    }
}
