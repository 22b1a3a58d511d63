package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The id of a finding that does not say its own: from its ARN, else a hash of fields that stay the same from one update
 * of a finding to the next, so that a repeat has the same id.
 */
final class DerivedId {
    private static final String ARN_MARK = "/finding/";

    private static final List<String> STABLE_FIELDS = List.of(
            "/partition",
            "/accountId",
            "/region",
            "/type",
            "/createdAt",
            "/service/eventFirstSeen",
            "/service/detectorId",
            "/resource/resourceType",
            "/resource/instanceDetails/instanceId",
            "/resource/accessKeyDetails/accessKeyId",
            "/resource/accessKeyDetails/userName",
            "/resource/s3BucketDetails/*/name",
            "/resource/eksClusterDetails/arn",
            "/resource/kubernetesDetails/kubernetesWorkloadDetails/uid",
            "/resource/ecsClusterDetails/arn",
            "/resource/containerDetails/id",
            "/resource/lambdaDetails/functionArn",
            "/resource/rdsDbInstanceDetails/dbInstanceArn",
            "/service/ebsVolumeScanDetails/scanId",
            "/service/malwareScanDetails/scanId",
            "/service/detection/sequence/uid");

    /**
     * Of events that are no findings. An object's version is scanned again with the same outcome, so a scan is known by
     * these alone; a status comes and goes, so when it changed counts too.
     */
    private static final List<String> STABLE_FIELDS_OF_EVENTS = List.of(
            "/type",
            "/accountId",
            "/region",
            "/s3ObjectDetails/bucketName",
            "/s3ObjectDetails/objectKey",
            "/s3ObjectDetails/eTag",
            "/s3ObjectDetails/versionId",
            "/s3BucketDetails/bucketName",
            "/resourceDetails/eksClusterDetails/clusterName",
            "/resourceDetails/ecsClusterDetails/clusterName",
            "/resourceDetails/ec2InstanceDetails/instanceId",
            "/currentStatus",
            "/resourceStatus",
            "/eventTime",
            "/lastUpdatedAt");

    private DerivedId() {}

    static String of(JsonValue finding) {
        return fromArn(finding).orElseGet(() -> Finding.DERIVED_ID + hash(finding, STABLE_FIELDS));
    }

    static String ofEvent(JsonValue event) {
        return Finding.DERIVED_ID + hash(event, STABLE_FIELDS_OF_EVENTS);
    }

    private static Optional<String> fromArn(JsonValue finding) {
        return finding.member("arn")
                .text()
                .filter(arn -> arn.contains(ARN_MARK))
                .map(arn -> arn.substring(arn.lastIndexOf(ARN_MARK) + ARN_MARK.length()))
                .filter(id -> !id.isBlank());
    }

    private static String hash(JsonValue finding, List<String> pointers) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String pointer : pointers) {
                for (JsonValue value : finding.all(pointer)) {
                    String field = pointer + '=' + value.text().orElse("") + '\n';
                    digest.update(field.getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
