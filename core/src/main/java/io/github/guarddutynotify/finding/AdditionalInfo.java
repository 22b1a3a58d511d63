package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.util.Set;

/**
 * The API packs {@code service.additionalInfo} into one string of JSON where events spell its members out; unpacked, one
 * pointer reaches both.
 */
final class AdditionalInfo {
    private static final Set<String> PACKED_MEMBERS = Set.of("value", "type");

    private AdditionalInfo() {}

    static JsonValue unpacked(JsonValue finding) {
        JsonValue service = finding.member("service");
        JsonValue info = service.member("additionalInfo");
        String packed = info.member("value").text().orElse("");
        boolean isSpelledOut = !PACKED_MEMBERS.containsAll(info.names());
        if (isSpelledOut || packed.isEmpty() || packed.charAt(0) != '{') {
            return finding;
        }
        try {
            JsonValue spelledOut = info.withDefaults(JsonValue.parse(packed));
            return finding.with("service", service.with("additionalInfo", spelledOut));
        } catch (JsonSyntaxException notPacked) {
            return finding;
        }
    }
}
