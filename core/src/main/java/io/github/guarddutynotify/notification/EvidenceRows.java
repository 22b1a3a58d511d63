package io.github.guarddutynotify.notification;

import static io.github.guarddutynotify.notification.FactRow.bytes;
import static io.github.guarddutynotify.notification.FactRow.code;
import static io.github.guarddutynotify.notification.FactRow.text;
import static io.github.guarddutynotify.notification.FactRow.time;
import static io.github.guarddutynotify.notification.FactRow.told;
import static io.github.guarddutynotify.notification.Topic.ACTOR;
import static io.github.guarddutynotify.notification.Topic.AFFECTED;
import static io.github.guarddutynotify.notification.Topic.EVIDENCE;
import static io.github.guarddutynotify.notification.Topic.HAPPENED;
import static io.github.guarddutynotify.notification.Topic.WHEN_AND_WHERE;

import io.github.guarddutynotify.notification.FactTable.Block;
import java.util.List;

/** What is told of the rest: evidence, anomalies, times, and events that are no findings. */
final class EvidenceRows {
    static final List<Block> BLOCKS = List.of(
            Block.of(
                    "service.evidence",
                    text(EVIDENCE, "Threat list", "threatListName", "threatNames")
                            .in("threatIntelligenceDetails"),
                    code(EVIDENCE, "Hash on the list", "threatFileSha256").in("threatIntelligenceDetails")),
            Block.of(
                    "service.additionalInfo",
                    text(EVIDENCE, "Threat list", "threatListName", "threatName"),
                    text(HAPPENED, "Domain", "domain"),
                    text(HAPPENED, "Local port", "localPort"),
                    text(HAPPENED, "Scanned port", "scannedPort", "{additionalScannedPorts}", "{portsScannedSample}"),
                    text(EVIDENCE, "Unusual protocol", "unusualProtocol"),
                    bytes(EVIDENCE, "Received", "inBytes"),
                    bytes(EVIDENCE, "Sent", "outBytes"),
                    text(EVIDENCE, "API calls", "name", "{count} times").in("apiCalls"),
                    text(EVIDENCE, "Recent API calls", "api", "{count} times").in("recentApiCalls"),
                    text(EVIDENCE, "Recent credentials", "accessKeyId", "{principalId}", "from {ipAddressV4}")
                            .in("recentCredentials"),
                    text(ACTOR, "User agent", "fullUserAgent", "userAgentCategory")
                            .in("userAgent"),
                    told(EVIDENCE, PolicyChange::facts, "newPolicy", "oldPolicy"),
                    told(
                            EVIDENCE,
                            Anomalies::ofAdditionalInfo,
                            "unusual",
                            "anomalies",
                            "unusualBehavior",
                            "profiledBehavior")),
            Block.of("service.detection.anomaly", told(EVIDENCE, Anomalies::ofDetection, "unusual", "profiles")),
            Block.of(
                    "service",
                    text(HAPPENED, "The resource was", "{~resourceRole} of the activity"),
                    text(EVIDENCE, "Detected by", "featureName"),
                    text(EVIDENCE, "Feedback given", "userFeedback"),
                    time(WHEN_AND_WHERE, "First seen", "eventFirstSeen"),
                    time(WHEN_AND_WHERE, "Last seen", "eventLastSeen")),
            Block.of(
                    "",
                    text(EVIDENCE, "Confidence", "confidence"),
                    text(HAPPENED, "Part of attack sequence", "associatedAttackSequenceArn"),
                    text(HAPPENED, "Status", "{~currentStatus}", "before: {~previousStatus}"),
                    text(HAPPENED, "Issue", "{~issue}"),
                    text(HAPPENED, "Scan", "{~scanStatus}"),
                    text(AFFECTED, "Resource type", "{~resourceType}"),
                    text(HAPPENED, "Protection", "{~resourceStatus}"),
                    text(EVIDENCE, "Reasons", "statusReasons", "{~statusReasons.code}", "{~statusReasons.*}"),
                    text(HAPPENED, "Action failed", "{~actionType}", "{~failureReason}")
                            .in("postScanActions"),
                    time(WHEN_AND_WHERE, "Created", "createdAt"),
                    time(WHEN_AND_WHERE, "Updated", "updatedAt")),
            Block.of(
                    "scanResultDetails",
                    text(HAPPENED, "Result", "{~scanResultStatus}"),
                    text(EVIDENCE, "Malware", "name").in("threats"),
                    text(EVIDENCE, "Reasons", "statusReasons", "{~statusReasons.code}", "{~statusReasons.*}")),
            Block.of(
                    "s3ObjectDetails",
                    text(AFFECTED, "S3 bucket", "bucketName"),
                    code(AFFECTED, "S3 object", "objectKey", "version {versionId}", "ETag {eTag}"),
                    text(EVIDENCE, "Throttled by S3", "s3Throttled ? yes, the scan was delayed : no")),
            Block.of("s3BucketDetails", text(AFFECTED, "S3 bucket", "bucketName")),
            Block.of(
                    "resourceDetails",
                    text(AFFECTED, "Resource type", "resourceType"),
                    text(
                                    AFFECTED,
                                    "EKS cluster",
                                    "clusterName",
                                    "{availableNodes} of its nodes covered",
                                    "{desiredNodes} nodes wanted",
                                    "add-on {addonVersion}")
                            .in("eksClusterDetails"),
                    text(AFFECTED, "ECS cluster", "clusterName", "fargateDetails.managementType")
                            .in("ecsClusterDetails"),
                    text(HAPPENED, "Issues", "fargateDetails.issues").in("ecsClusterDetails"),
                    text(
                                    AFFECTED,
                                    "EC2 instance",
                                    "instanceId",
                                    "instanceType",
                                    "agent {agentDetails.version}",
                                    "managementType",
                                    "cluster {clusterArn}")
                            .in("ec2InstanceDetails")),
            Block.of(
                    "securityHub",
                    text(WHEN_AND_WHERE, "In Security Hub", "{~Workflow.Status}", "record {~RecordState}"),
                    text(WHEN_AND_WHERE, "Note", "Note.Text", "by {Note.UpdatedBy}")),
            Block.of("ocsf", text(WHEN_AND_WHERE, "In Security Hub", "status", "comment {comment}")));

    private EvidenceRows() {}
}
