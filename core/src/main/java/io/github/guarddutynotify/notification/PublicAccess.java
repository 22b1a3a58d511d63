package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Who may reach a bucket, and what says so. */
final class PublicAccess {
    private static final String BUCKET = "permissionConfiguration.bucketLevelPermissions.";
    private static final String ACCOUNT = "permissionConfiguration.accountLevelPermissions.";

    private static final List<Part> GRANTS = List.of(
            Part.of(BUCKET + "accessControlList.allowsPublicReadAccess ? its access list lets anyone read"),
            Part.of(BUCKET + "accessControlList.allowsPublicWriteAccess ? its access list lets anyone write"),
            Part.of(BUCKET + "bucketPolicy.allowsPublicReadAccess ? its policy lets anyone read"),
            Part.of(BUCKET + "bucketPolicy.allowsPublicWriteAccess ? its policy lets anyone write"));

    private static final Path BUCKET_LEVEL = Path.of(BUCKET + "blockPublicAccess.*");
    private static final Path ACCOUNT_LEVEL = Path.of(ACCOUNT + "blockPublicAccess.*");
    private static final List<Part> BUCKET_BLOCKS = blocks(BUCKET);
    private static final List<Part> ACCOUNT_BLOCKS = blocks(ACCOUNT);

    private PublicAccess() {}

    private static List<Part> blocks(String level) {
        String block = level + "blockPublicAccess.";
        return List.of(
                Part.of(block + "blockPublicAcls ? new public access lists"),
                Part.of(block + "ignorePublicAcls ? existing public access lists"),
                Part.of(block + "blockPublicPolicy ? new public policies"),
                Part.of(block + "restrictPublicBuckets ? public policies"));
    }

    /** Of a bucket's block. */
    static List<Fact> facts(JsonValue bucket) {
        JsonValue access = bucket.member("publicAccess");
        List<Fact> facts = new ArrayList<>();
        String effective = Wording.enumWords(Wording.text(access.member("effectivePermission")));
        List<String> grants = texts(GRANTS, access);
        String says =
                effective + (effective.isEmpty() || grants.isEmpty() ? "" : " (" + String.join(", ", grants) + ")");
        String words = says.isEmpty() ? String.join(", ", grants) : says;
        if (!words.isEmpty()) {
            facts.add(new Fact("Public access", new Fact.Foreign(words)));
        }
        blocked("Blocked by the bucket", BUCKET_LEVEL, BUCKET_BLOCKS, access, facts);
        blocked("Blocked by the account", ACCOUNT_LEVEL, ACCOUNT_BLOCKS, access, facts);
        return facts;
    }

    /** That nothing is blocked is worth telling where the finding knows the settings. */
    private static void blocked(String label, Path level, List<Part> parts, JsonValue access, List<Fact> facts) {
        if (!level.textFrom(access).isEmpty()) {
            List<String> blocks = texts(parts, access);
            facts.add(new Fact(label, new Fact.Own(blocks.isEmpty() ? "nothing" : String.join(", ", blocks))));
        }
    }

    private static List<String> texts(List<Part> parts, JsonValue access) {
        return parts.stream()
                .map(part -> part.text(access))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
