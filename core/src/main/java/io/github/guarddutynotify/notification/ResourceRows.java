package io.github.guarddutynotify.notification;

import static io.github.guarddutynotify.notification.FactRow.code;
import static io.github.guarddutynotify.notification.FactRow.list;
import static io.github.guarddutynotify.notification.FactRow.text;
import static io.github.guarddutynotify.notification.FactRow.time;
import static io.github.guarddutynotify.notification.FactRow.told;
import static io.github.guarddutynotify.notification.Topic.ACTOR;
import static io.github.guarddutynotify.notification.Topic.AFFECTED;
import static io.github.guarddutynotify.notification.Topic.EVIDENCE;

import io.github.guarddutynotify.notification.FactTable.Block;
import java.util.List;
import java.util.stream.Stream;

/** What is told of a resource: {@code resource}. */
final class ResourceRows {
    private static final String RESOURCE = "resource.";
    private static final String KUBERNETES = RESOURCE + "kubernetesDetails.";
    private static final String ECS = RESOURCE + "ecsClusterDetails";

    private static final FactRow TAGS = told(AFFECTED, Tags::facts, "tags");

    static final List<Block> BLOCKS = List.of(
            Block.of(
                    RESOURCE + "instanceDetails",
                    text(AFFECTED, "EC2 instance", "instanceId", "instanceType", "instanceState", "availabilityZone"),
                    TAGS,
                    text(
                                    AFFECTED,
                                    "Addresses",
                                    "publicIp",
                                    "publicDnsName",
                                    "privateIpAddress",
                                    "privateDnsName",
                                    "privateIpAddresses.privateIpAddress",
                                    "privateIpAddresses.privateDnsName",
                                    "ipv6Addresses")
                            .in("networkInterfaces"),
                    text(AFFECTED, "VPC", "vpcId", "subnetId", "networkInterfaceId")
                            .in("networkInterfaces"),
                    text(AFFECTED, "Security groups", "groupName", "groupId").in("networkInterfaces.securityGroups"),
                    text(AFFECTED, "Image", "imageId", "imageDescription", "platform"),
                    text(AFFECTED, "Product codes", "productCodeId", "productCodeType")
                            .in("productCodes"),
                    text(AFFECTED, "Instance profile", "arn", "id").in("iamInstanceProfile"),
                    text(AFFECTED, "Outpost", "outpostArn"),
                    time(AFFECTED, "Launched", "launchTime")),
            Block.of(
                    RESOURCE + "s3BucketDetails",
                    text(AFFECTED, "S3 bucket", "name", "type", "arn"),
                    code(AFFECTED, "S3 object", "key", "version {versionId}", "objectArn")
                            .in("s3ObjectDetails"),
                    code(EVIDENCE, "Object hash", "hash", "ETag {eTag}").in("s3ObjectDetails"),
                    told(AFFECTED, PublicAccess::facts, "publicAccess"),
                    text(AFFECTED, "Bucket encryption", "encryptionType", "kmsMasterKeyArn")
                            .in("defaultServerSideEncryption"),
                    TAGS,
                    text(AFFECTED, "Bucket owner", "owner.id"),
                    time(AFFECTED, "Bucket created", "createdAt")),
            Block.of(
                    RESOURCE + "accessKeyDetails",
                    text(ACTOR, "IAM identity", "userName", "userType"),
                    code(ACTOR, "Access key", "accessKeyId"),
                    code(ACTOR, "Principal", "principalId"),
                    text(
                            ACTOR,
                            "Session issued by",
                            "userIdentity.sessionContext.sessionIssuer.userName",
                            "userIdentity.sessionContext.sessionIssuer.type",
                            "userIdentity.sessionContext.sessionIssuer.arn"),
                    text(
                            ACTOR,
                            "Session",
                            "since {userIdentity.sessionContext.attributes.creationDate}",
                            "userIdentity.sessionContext.attributes.mfaAuthenticated ? with MFA : without MFA"),
                    text(
                            ACTOR,
                            "Federated by",
                            "userIdentity.sessionContext.webIdFederationData.federatedProvider",
                            "userIdentity.sessionContext.webIdFederationData.attributes.*")),
            Block.of(
                    RESOURCE + "eksClusterDetails",
                    text(AFFECTED, "EKS cluster", "name", "{~status}", "arn"),
                    text(AFFECTED, "Cluster's VPC", "vpcId"),
                    TAGS,
                    time(AFFECTED, "Cluster created", "createdAt")),
            Block.of(
                            KUBERNETES + "kubernetesWorkloadDetails",
                            text(AFFECTED, "Kubernetes workload", "name", "type", "namespace {namespace}", "uid {uid}"),
                            text(AFFECTED, "Service account", "serviceAccountName"),
                            list(
                                    AFFECTED,
                                    "Shares with its host",
                                    "hostNetwork ? network",
                                    "hostPID ? processes",
                                    "hostIPC ? inter-process communication"),
                            volumes())
                    .with(containers("containers")),
            Block.of(
                    KUBERNETES + "kubernetesUserDetails",
                    text(ACTOR, "Kubernetes user", "username", "uid {uid}", "groups {groups}"),
                    text(ACTOR, "IAM session", "sessionName"),
                    text(ACTOR, "Impersonates", "username", "groups {groups}").in("impersonatedUser")),
            Block.of(
                            ECS,
                            text(AFFECTED, "ECS cluster", "name", "{~status}", "arn"),
                            list(
                                    AFFECTED,
                                    "Cluster runs",
                                    "{runningTasksCount} tasks",
                                    "{activeServicesCount} services",
                                    "{registeredContainerInstancesCount} container instances"),
                            TAGS)
                    .with(Stream.concat(
                                    Stream.of(
                                            text(
                                                            AFFECTED,
                                                            "ECS task",
                                                            "arn",
                                                            "{~launchType}",
                                                            "group {group}",
                                                            "version {version}")
                                                    .in("taskDetails"),
                                            text(AFFECTED, "Task definition", "definitionArn")
                                                    .in("taskDetails"),
                                            text(AFFECTED, "Task started by", "startedBy")
                                                    .in("taskDetails"),
                                            time(AFFECTED, "Task created", "createdAt")
                                                    .in("taskDetails"),
                                            time(AFFECTED, "Task started", "startedAt")
                                                    .in("taskDetails"),
                                            TAGS.in("taskDetails"),
                                            volumes().in("taskDetails")),
                                    containers("taskDetails.containers").stream())
                            .toList()),
            Block.of(RESOURCE + "containerDetails").with(containers("")),
            Block.of(
                    RESOURCE + "lambdaDetails",
                    text(AFFECTED, "Lambda function", "functionName", "version {functionVersion}", "functionArn"),
                    text(AFFECTED, "Function's purpose", "description"),
                    text(AFFECTED, "Execution role", "role"),
                    text(AFFECTED, "VPC", "vpcConfig.vpcId", "vpcConfig.subnetIds"),
                    text(AFFECTED, "Security groups", "groupName", "groupId").in("vpcConfig.securityGroups"),
                    TAGS,
                    text(AFFECTED, "Revision", "revisionId"),
                    time(AFFECTED, "Last modified", "lastModifiedAt")),
            Block.of(
                    RESOURCE + "rdsDbInstanceDetails",
                    text(AFFECTED, "Database", "dbInstanceIdentifier", "engine", "{engineVersion}"),
                    text(AFFECTED, "Database cluster", "dbClusterIdentifier"),
                    text(AFFECTED, "Database ARN", "dbInstanceArn", "dbiResourceId"),
                    TAGS),
            Block.of(
                    RESOURCE + "rdsLimitlessDbDetails",
                    text(AFFECTED, "Limitless database", "dbShardGroupIdentifier", "engine", "{engineVersion}"),
                    text(AFFECTED, "Database cluster", "dbClusterIdentifier"),
                    text(AFFECTED, "Database ARN", "dbShardGroupArn", "dbShardGroupResourceId"),
                    TAGS),
            Block.of(
                    RESOURCE + "rdsDbUserDetails",
                    text(ACTOR, "Database user", "user", "with {application}", "authentication {authMethod}"),
                    text(ACTOR, "Logged in to", "database", "TLS {ssl}")),
            Block.of(
                    RESOURCE + "ebsVolumeDetails",
                    volumes("Volumes scanned").in("scannedVolumeDetails"),
                    volumes("Volumes not scanned").in("skippedVolumeDetails"),
                    text(AFFECTED, "Snapshots", "snapshotArn").in("scannedVolumeDetails"),
                    text(AFFECTED, "Snapshots of those not scanned", "snapshotArn")
                            .in("skippedVolumeDetails"),
                    text(AFFECTED, "Encryption keys", "kmsKeyArn").in("scannedVolumeDetails"),
                    text(AFFECTED, "Encryption keys of those not scanned", "kmsKeyArn")
                            .in("skippedVolumeDetails")),
            Block.of(RESOURCE + "ebsSnapshotDetails", text(AFFECTED, "EBS snapshot", "snapshotArn")),
            Block.of(RESOURCE + "ec2ImageDetails", text(AFFECTED, "AMI", "imageArn")),
            Block.of(
                    RESOURCE + "recoveryPointDetails",
                    text(AFFECTED, "Recovery point", "recoveryPointArn", "vault {backupVaultName}"),
                    time(AFFECTED, "Backup scanned from", "continuousScanDetails.startTime"),
                    time(AFFECTED, "Backup scanned to", "continuousScanDetails.endTime")),
            Block.of(
                    RESOURCE + "bedrockGuardrailDetails",
                    text(AFFECTED, "Bedrock guardrail", "arn", "version {version}")
                            .in("guardrails"),
                    text(AFFECTED, "Bedrock guardrail", "guardrailArn", "version {guardrailVersion}"),
                    text(EVIDENCE, "Guardrail", "{~guardrailAction}", "on {~guardrailSource}"),
                    text(EVIDENCE, "Filters that matched", "{~type}", "{~action}", "confidence {~confidence}")
                            .in("contentPolicyFilters")),
            Block.of(
                    "resource",
                    text(AFFECTED, "AI model", "modelId").in("modelDetails"),
                    text(AFFECTED, "Other resource", "id", "type").in("otherResources"),
                    text(AFFECTED, "Resource type", "resourceType")));

    private ResourceRows() {}

    private static FactRow volumes(String label) {
        return text(
                AFFECTED,
                label,
                "volumeArn",
                "deviceName",
                "{volumeSizeInGB} GB",
                "volumeType",
                "encryption {~encryptionType}");
    }

    private static FactRow volumes() {
        return text(AFFECTED, "Volumes", "name", "{hostPath.path} of the host").in("volumes");
    }

    /** A container is told alike wherever it stands. */
    private static List<FactRow> containers(String base) {
        return Stream.of(
                        text(AFFECTED, "Container", "name", "{containerRuntime}", "id {id}"),
                        text(AFFECTED, "Container image", "image", "imagePrefix", "imageUid"),
                        list(
                                        AFFECTED,
                                        "Container rights",
                                        "privileged ? privileged : not privileged",
                                        "allowPrivilegeEscalation ? may gain rights : may not gain rights")
                                .in("securityContext"),
                        text(AFFECTED, "Container mounts", "mountPath", "name").in("volumeMounts"))
                .map(row -> base.isEmpty() ? row : row.in(base))
                .toList();
    }
}
