package io.github.guarddutynotify.notification;

import static io.github.guarddutynotify.notification.FactRow.Topic.ACTOR;
import static io.github.guarddutynotify.notification.FactRow.Topic.AFFECTED;
import static io.github.guarddutynotify.notification.FactRow.Topic.EVIDENCE;
import static io.github.guarddutynotify.notification.FactRow.Topic.HAPPENED;
import static io.github.guarddutynotify.notification.FactRow.Topic.WHEN_AND_WHERE;
import static io.github.guarddutynotify.notification.FactRow.code;
import static io.github.guarddutynotify.notification.FactRow.text;
import static io.github.guarddutynotify.notification.FactRow.time;

import java.util.List;

/**
 * What is told of each resource and action: data, to be extended when AWS adds a field. Rows whose block a finding lacks
 * say nothing, so what is shown depends on the blocks that are there and not on the resource type.
 */
final class FactTable {
    private static final String ACTION = "/service/action";
    private static final String API_CALL = ACTION + "/awsApiCallAction";
    private static final String K8S_CALL = ACTION + "/kubernetesApiCallAction";
    private static final String CONNECTION = ACTION + "/networkConnectionAction";
    private static final String PROBE = ACTION + "/portProbeAction";
    private static final String DNS = ACTION + "/dnsRequestAction";
    private static final String LOGIN = ACTION + "/rdsLoginAttemptAction";
    private static final String INSTANCE = "/resource/instanceDetails";
    private static final String WORKLOAD = "/resource/kubernetesDetails/kubernetesWorkloadDetails";
    private static final String K8S_USER = "/resource/kubernetesDetails/kubernetesUserDetails";
    private static final String PROCESS = "/service/runtimeDetails/process";
    private static final String CONTEXT = "/service/runtimeDetails/context";
    private static final String SCAN = "/service/ebsVolumeScanDetails/scanDetections";
    private static final String SEQUENCE = "/service/detection/sequence";

    static final List<FactRow> ROWS = List.of(
            text(HAPPENED, "AWS API call", API_CALL, "/api", "/serviceName", "/callerType"),
            text(HAPPENED, "Error code", API_CALL, "/errorCode"),
            text(HAPPENED, "Affected resources", API_CALL, "/affectedResources/*"),
            text(HAPPENED, "Connection", CONNECTION, "/connectionDirection", "/protocol"),
            text(HAPPENED, "Connection blocked", CONNECTION, "/blocked"),
            text(HAPPENED, "Local port", CONNECTION + "/localPortDetails", "/port", "/portName"),
            text(HAPPENED, "Remote port", CONNECTION + "/remotePortDetails", "/port", "/portName"),
            text(HAPPENED, "Probed port", PROBE + "/portProbeDetails/*/localPortDetails", "/port", "/portName"),
            text(HAPPENED, "Probe blocked", PROBE, "/blocked"),
            text(HAPPENED, "Domain requested", DNS, "/domain", "/protocol"),
            text(HAPPENED, "Request blocked", DNS, "/blocked"),
            text(HAPPENED, "Kubernetes API call", K8S_CALL, "/verb", "/resource", "/namespace", "/resourceName"),
            code(HAPPENED, "Request URI", K8S_CALL, "/requestUri"),
            text(HAPPENED, "Status code", K8S_CALL, "/statusCode"),
            code(HAPPENED, "Parameters", K8S_CALL, "/parameters"),
            text(HAPPENED, "Attack sequence", SEQUENCE, "/description"),
            text(HAPPENED, "Signals", SEQUENCE + "/signals/*", "/name", "/count"),
            text(
                    HAPPENED,
                    "Permission checked",
                    ACTION + "/kubernetesPermissionCheckedDetails",
                    "/verb",
                    "/resource",
                    "/namespace"),
            text(
                    HAPPENED,
                    "Role binding",
                    ACTION + "/kubernetesRoleBindingDetails",
                    "/name",
                    "/roleRefKind",
                    "/roleRefName"),
            text(HAPPENED, "Role", ACTION + "/kubernetesRoleDetails", "/name", "/kind"),
            //
            text(
                    ACTOR,
                    "Remote address",
                    ACTION + "/*/remoteIpDetails",
                    "/ipAddressV4",
                    "/ipAddressV6",
                    "/city/cityName",
                    "/country/countryName"),
            text(
                    ACTOR,
                    "Remote address",
                    PROBE + "/portProbeDetails/*/remoteIpDetails",
                    "/ipAddressV4",
                    "/ipAddressV6",
                    "/city/cityName",
                    "/country/countryName"),
            text(ACTOR, "Network", ACTION + "/*/remoteIpDetails/organization", "/asnOrg", "/asn", "/isp"),
            text(
                    ACTOR,
                    "Network",
                    PROBE + "/portProbeDetails/*/remoteIpDetails/organization",
                    "/asnOrg",
                    "/asn",
                    "/isp"),
            text(ACTOR, "Source addresses", K8S_CALL, "/sourceIPs/*"),
            text(ACTOR, "Caller's domain", API_CALL + "/domainDetails", "/domain"),
            text(ACTOR, "Caller's account", API_CALL + "/remoteAccountDetails", "/accountId"),
            text(ACTOR, "IAM identity", "/resource/accessKeyDetails", "/userName", "/userType"),
            code(ACTOR, "Access key", "/resource/accessKeyDetails", "/accessKeyId"),
            code(ACTOR, "Principal", "/resource/accessKeyDetails", "/principalId"),
            text(ACTOR, "Kubernetes user", K8S_USER, "/username", "/groups/*"),
            text(ACTOR, "User agent", ACTION + "/*", "/userAgent"),
            text(ACTOR, "Database user", "/resource/rdsDbUserDetails", "/user", "/application", "/authMethod"),
            text(
                    ACTOR,
                    "Login attempts",
                    LOGIN + "/LoginAttributes/*",
                    "/user",
                    "/application",
                    "/failedLoginAttempts",
                    "/successfulLoginAttempts"),
            text(ACTOR, "Actors", SEQUENCE + "/actors/*", "/user/name", "/user/type"),
            text(ACTOR, "Endpoints", SEQUENCE + "/endpoints/*", "/ip", "/domain", "/port", "/location/country"),
            //
            text(AFFECTED, "EC2 instance", INSTANCE, "/instanceId", "/instanceType", "/instanceState"),
            text(AFFECTED, "Instance name", INSTANCE + "/tags/*", "/value", "/key"),
            text(AFFECTED, "Addresses", INSTANCE + "/networkInterfaces/*", "/publicIp", "/privateIpAddress"),
            text(AFFECTED, "VPC", INSTANCE + "/networkInterfaces/*", "/vpcId", "/subnetId"),
            text(
                    AFFECTED,
                    "Security groups",
                    INSTANCE + "/networkInterfaces/*/securityGroups/*",
                    "/groupName",
                    "/groupId"),
            text(AFFECTED, "Image", INSTANCE, "/imageId", "/imageDescription", "/platform"),
            text(AFFECTED, "Instance profile", INSTANCE + "/iamInstanceProfile", "/arn"),
            time(AFFECTED, "Launched", INSTANCE, "/launchTime"),
            text(AFFECTED, "S3 bucket", "/resource/s3BucketDetails/*", "/name", "/type"),
            text(AFFECTED, "Bucket access", "/resource/s3BucketDetails/*/publicAccess", "/effectivePermission"),
            text(
                    AFFECTED,
                    "Bucket encryption",
                    "/resource/s3BucketDetails/*/defaultServerSideEncryption",
                    "/encryptionType"),
            code(AFFECTED, "S3 object", "/resource/s3BucketDetails/*/s3ObjectDetails/*", "/key", "/hash"),
            text(AFFECTED, "EKS cluster", "/resource/eksClusterDetails", "/name", "/status"),
            text(AFFECTED, "Kubernetes workload", WORKLOAD, "/name", "/type", "/namespace"),
            text(AFFECTED, "Containers", WORKLOAD + "/containers/*", "/name", "/image"),
            text(AFFECTED, "Privileged", WORKLOAD + "/containers/*/securityContext", "/privileged"),
            text(AFFECTED, "ECS cluster", "/resource/ecsClusterDetails", "/name", "/status"),
            text(AFFECTED, "ECS task", "/resource/ecsClusterDetails/taskDetails", "/arn", "/launchType"),
            text(AFFECTED, "Container", "/resource/containerDetails", "/name", "/id"),
            text(AFFECTED, "Container image", "/resource/containerDetails", "/image"),
            text(AFFECTED, "Lambda function", "/resource/lambdaDetails", "/functionName", "/functionVersion"),
            text(
                    AFFECTED,
                    "Database",
                    "/resource/rdsDbInstanceDetails",
                    "/dbInstanceIdentifier",
                    "/engine",
                    "/engineVersion"),
            text(AFFECTED, "Database", "/resource/rdsLimitlessDbDetails", "/dbShardGroupIdentifier", "/engine"),
            text(
                    AFFECTED,
                    "EBS volume",
                    "/resource/ebsVolumeDetails/scannedVolumeDetails/*",
                    "/volumeArn",
                    "/deviceName"),
            text(AFFECTED, "EBS snapshot", "/resource/ebsSnapshotDetails", "/snapshotArn"),
            text(AFFECTED, "AMI", "/resource/ec2ImageDetails", "/imageArn"),
            text(AFFECTED, "Recovery point", "/resource/recoveryPointDetails", "/recoveryPointArn", "/backupVaultName"),
            text(AFFECTED, "Bedrock guardrail", "/resource/bedrockGuardrailDetails/guardrails/*", "/arn", "/version"),
            text(AFFECTED, "AI model", "/resource/modelDetails/*", "/modelId"),
            text(AFFECTED, "Resources", SEQUENCE + "/resources/*", "/name", "/resourceType"),
            //
            text(
                    EVIDENCE,
                    "Threat list",
                    "/service/evidence/threatIntelligenceDetails/*",
                    "/threatListName",
                    "/threatNames/*"),
            text(EVIDENCE, "Threat list", "/service/additionalInfo", "/threatListName", "/threatName"),
            code(EVIDENCE, "Process", PROCESS, "/executablePath", "/name", "/pid"),
            text(EVIDENCE, "Process user", PROCESS, "/user", "/userId"),
            code(EVIDENCE, "Process hash", PROCESS, "/executableSha256"),
            code(EVIDENCE, "Command line", CONTEXT, "/commandLineExample"),
            code(EVIDENCE, "Script", CONTEXT, "/scriptPath"),
            code(EVIDENCE, "Library", CONTEXT, "/libraryPath"),
            code(EVIDENCE, "Tool", CONTEXT, "/toolName", "/toolCategory"),
            code(EVIDENCE, "Release agent", CONTEXT, "/releaseAgentPath"),
            code(EVIDENCE, "File", CONTEXT, "/filePath", "/fileOperation"),
            text(EVIDENCE, "Malware", SCAN + "/threatDetectedByName/threatNames/*", "/name", "/severity"),
            code(
                    EVIDENCE,
                    "Infected files",
                    SCAN + "/threatDetectedByName/threatNames/*/filePaths/*",
                    "/filePath",
                    "/hash"),
            text(EVIDENCE, "Malware", "/service/malwareScanDetails/threats/*", "/name", "/source"),
            code(
                    EVIDENCE,
                    "Infected items",
                    "/service/malwareScanDetails/threats/*/itemPaths/*",
                    "/nestedItemPath",
                    "/hash"),
            text(EVIDENCE, "Unusual", "/service/additionalInfo/unusualBehavior/*", "", "/*"),
            text(EVIDENCE, "Indicators", SEQUENCE + "/sequenceIndicators/*", "/title", "/key", "/values/*"),
            text(EVIDENCE, "Confidence", "", "/confidence"),
            //
            time(WHEN_AND_WHERE, "First seen", "/service", "/eventFirstSeen"),
            time(WHEN_AND_WHERE, "Last seen", "/service", "/eventLastSeen"),
            time(WHEN_AND_WHERE, "Updated", "", "/updatedAt"));

    private FactTable() {}
}
