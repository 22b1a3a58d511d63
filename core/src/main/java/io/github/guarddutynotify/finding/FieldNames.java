package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import java.util.Map;
import java.util.Set;

/**
 * Turns the PascalCase of SDK and CLI output into the camelCase that EventBridge sends. Letting the first letter down is
 * right but for a few members, whose {@code locationName} in the API model differs.
 */
final class FieldNames {
    /** Holder and SDK name, to the name on the wire. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry("kubernetesApiCallAction.SourceIps", "sourceIPs"),
            Map.entry("productCodes.Code", "productCodeId"),
            Map.entry("productCodes.ProductType", "productCodeType"),
            Map.entry("taskDetails.TaskCreatedAt", "createdAt"),
            Map.entry("rdsLoginAttemptAction.LoginAttributes", "LoginAttributes"),
            Map.entry("ec2Instance.IamInstanceProfile", "IamInstanceProfile"),
            Map.entry("location.Latitude", "lat"),
            Map.entry("location.Longitude", "lon"),
            Map.entry("account.Name", "account"),
            Map.entry("kubernetesWorkload.KubernetesResourcesTypes", "type"));

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
        String exception = EXCEPTIONS.get(holder + "." + name);
        if (exception != null) {
            return exception;
        }
        boolean isName = !name.isEmpty() && !FREE_MAPS.contains(holder);
        return isName ? Character.toLowerCase(name.charAt(0)) + name.substring(1) : name;
    }
}
