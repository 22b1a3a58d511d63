package io.github.guarddutynotify.notification;

import java.util.List;

/** The kinds of resource that findings name, the most telling first. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
enum ResourceKind {
    S3_OBJECT("S3 object", "resource.s3BucketDetails.s3ObjectDetails.key", Remedy.S3_OBJECT, "S3Object", "Object"),
    SCANNED_OBJECT("S3 object", "s3ObjectDetails.objectKey", Remedy.S3_OBJECT),
    PROTECTED_BUCKET("S3 bucket", "s3BucketDetails.bucketName", Remedy.MALWARE_PLAN),
    WORKLOAD(
            "Kubernetes workload",
            "resource.kubernetesDetails.kubernetesWorkloadDetails.name",
            Remedy.KUBERNETES,
            "Kubernetes"),
    ECS_TASK("ECS task", "resource.ecsClusterDetails.taskDetails.arn", Remedy.ECS, "ECS"),
    CONTAINER("container", "resource.containerDetails.name", Remedy.CONTAINER, "Container"),
    CONTAINER_IMAGE("container", "resource.containerDetails.image", Remedy.CONTAINER, "Container"),
    EBS_SNAPSHOT("EBS snapshot", "resource.ebsSnapshotDetails.snapshotArn", Remedy.SNAPSHOT),
    AMI("AMI", "resource.ec2ImageDetails.imageArn", Remedy.AMI),
    RECOVERY_POINT("recovery point", "resource.recoveryPointDetails.recoveryPointArn", Remedy.RECOVERY_POINT),
    INSTANCE("EC2 instance", "resource.instanceDetails.instanceId", Remedy.INSTANCE, "EC2"),
    BUCKET("S3 bucket", "resource.s3BucketDetails.name", Remedy.BUCKET, "S3"),
    LAMBDA("Lambda function", "resource.lambdaDetails.functionName", Remedy.LAMBDA, "Lambda"),
    DATABASE("database", "resource.rdsDbInstanceDetails.dbInstanceIdentifier", Remedy.DATABASE, "RDS"),
    LIMITLESS_DATABASE("database", "resource.rdsLimitlessDbDetails.dbShardGroupIdentifier", Remedy.DATABASE, "RDS"),
    EKS_CLUSTER("EKS cluster", "resource.eksClusterDetails.name", Remedy.KUBERNETES, "EKS", "Kubernetes"),
    ECS_CLUSTER("ECS cluster", "resource.ecsClusterDetails.name", Remedy.ECS, "ECS"),
    VOLUME("EBS volume", "resource.ebsVolumeDetails.scannedVolumeDetails.volumeArn", Remedy.INSTANCE),
    GUARDRAIL("Bedrock guardrail", "resource.bedrockGuardrailDetails.guardrails.arn", Remedy.AI),
    IDENTITY("IAM identity", "resource.accessKeyDetails.userName", Remedy.IDENTITY, "IAMUser", "IAM"),
    ACCESS_KEY("access key", "resource.accessKeyDetails.accessKeyId", Remedy.IDENTITY, "IAMUser", "IAM"),
    COVERED_EKS_CLUSTER("EKS cluster", "resourceDetails.eksClusterDetails.clusterName", Remedy.COVERAGE),
    COVERED_ECS_CLUSTER("ECS cluster", "resourceDetails.ecsClusterDetails.clusterName", Remedy.COVERAGE),
    COVERED_INSTANCE("EC2 instance", "resourceDetails.ec2InstanceDetails.instanceId", Remedy.COVERAGE),
    SEQUENCE_RESOURCE("resource", "service.detection.sequence.resources.name", Remedy.ANY),
    SEQUENCE_RESOURCE_UID("resource", "service.detection.sequence.resources.uid", Remedy.ANY),
    OTHER_RESOURCE("resource", "resource.otherResources.id", Remedy.ANY),
    UNKNOWN_RESOURCE("resource", "resource.*.name", Remedy.ANY),
    UNKNOWN_ARN("resource", "resource.*.arn", Remedy.ANY);

    /** All of them; each call of {@code values()} copies them. */
    static final List<ResourceKind> ALL = List.of(values());

    private final String word;
    private final Path path;
    private final Remedy remedy;
    private final List<String> typeResources;

    ResourceKind(String word, String path, Remedy remedy, String... typeResources) {
        this.word = word;
        this.path = Path.of(path);
        this.remedy = remedy;
        this.typeResources = List.of(typeResources);
    }

    String word() {
        return word;
    }

    /** Leads to the names of resources of this kind. */
    Path path() {
        return path;
    }

    Remedy remedy() {
        return remedy;
    }

    /** Whether a finding type that names this resource means this kind. */
    boolean isOfType(String typeResource) {
        return typeResources.contains(typeResource);
    }
}
