package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a finding says is affected: the ids, ARNs and names of its resources, and their tags.
 *
 * <p>All of it may be an attacker's words. Stateless and safe for use by many threads.
 */
public final class AffectedNames {
    /**
     * Of what is affected itself, not of the networks, roles and images around it. On the way a list stands for each of its
     * elements, and {@code *} for every member.
     */
    private static final List<List<String>> NAMES = paths(
            "resource.*.name",
            "resource.*.arn",
            "resource.instanceDetails.instanceId",
            "resource.accessKeyDetails.userName",
            "resource.accessKeyDetails.accessKeyId",
            "resource.accessKeyDetails.principalId",
            "resource.s3BucketDetails.s3ObjectDetails.key",
            "resource.s3BucketDetails.s3ObjectDetails.objectArn",
            "resource.kubernetesDetails.kubernetesWorkloadDetails.name",
            "resource.ecsClusterDetails.taskDetails.arn",
            "resource.containerDetails.id",
            "resource.lambdaDetails.functionName",
            "resource.lambdaDetails.functionArn",
            "resource.rdsDbInstanceDetails.dbInstanceIdentifier",
            "resource.rdsDbInstanceDetails.dbInstanceArn",
            "resource.rdsDbInstanceDetails.dbClusterIdentifier",
            "resource.rdsLimitlessDbDetails.dbShardGroupIdentifier",
            "resource.rdsLimitlessDbDetails.dbShardGroupArn",
            "resource.rdsLimitlessDbDetails.dbClusterIdentifier",
            "resource.ebsVolumeDetails.scannedVolumeDetails.volumeArn",
            "resource.ebsSnapshotDetails.snapshotArn",
            "resource.ec2ImageDetails.imageArn",
            "resource.recoveryPointDetails.recoveryPointArn",
            "resource.bedrockGuardrailDetails.guardrails.arn",
            "resource.modelDetails.modelId",
            "resource.otherResources.id",
            "service.detection.sequence.resources.name",
            "service.detection.sequence.resources.uid",
            "s3ObjectDetails.bucketName",
            "s3ObjectDetails.objectKey",
            "s3BucketDetails.bucketName",
            "resourceDetails.*.clusterName",
            "resourceDetails.*.instanceId");

    private static final List<List<String>> TAGS = paths(
            "resource.*.tags",
            "resource.ecsClusterDetails.taskDetails.tags",
            "service.detection.sequence.resources.tags",
            "service.detection.sequence.resources.data.*.tags");

    private AffectedNames() {}

    private static List<List<String>> paths(String... dotted) {
        return Stream.of(dotted).map(path -> List.of(path.split("\\."))).toList();
    }

    /**
     * The ids, ARNs and names of what is affected.
     *
     * @param finding the finding
     * @return each once
     */
    public static List<String> of(Finding finding) {
        List<String> names = new ArrayList<>();
        for (List<String> path : NAMES) {
            walk(
                    finding.document(),
                    path,
                    value -> value.text()
                            .filter(text -> !Finding.saysNothing(text) && !names.contains(text))
                            .ifPresent(names::add));
        }
        return names;
    }

    /**
     * The values of a tag of what is affected.
     *
     * @param finding the finding
     * @param key the tag's key, in any case
     * @return the values; none where nothing affected has the tag
     */
    public static List<String> tagged(Finding finding, String key) {
        List<String> values = new ArrayList<>();
        for (List<String> path : TAGS) {
            walk(finding.document(), path, tag -> {
                if (tag.member("key").text().filter(key::equalsIgnoreCase).isPresent()) {
                    values.add(tag.member("value").text().orElse(""));
                }
            });
        }
        return values;
    }

    private static void walk(JsonValue from, List<String> path, Consumer<JsonValue> found) {
        if (from.isArray()) {
            from.elements().forEach(element -> walk(element, path, found));
        } else if (path.isEmpty()) {
            found.accept(from);
        } else if (path.get(0).equals("*")) {
            from.elements().forEach(member -> walk(member, path.subList(1, path.size()), found));
        } else if (from.isObject()) {
            walk(from.member(path.get(0)), path.subList(1, path.size()), found);
        }
    }
}
