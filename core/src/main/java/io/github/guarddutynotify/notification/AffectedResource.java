package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import java.util.List;
import java.util.Optional;

/** The one name by which a reader knows what is affected: the first of these that a finding has. */
final class AffectedResource {
    private record Name(String kind, String pointer) {}

    private static final List<Name> NAMES = List.of(
            new Name("EKS workload", "/resource/kubernetesDetails/kubernetesWorkloadDetails/name"),
            new Name("ECS task", "/resource/ecsClusterDetails/taskDetails/arn"),
            new Name("container", "/resource/containerDetails/name"),
            new Name("container", "/resource/containerDetails/image"),
            new Name("EC2 instance", "/resource/instanceDetails/instanceId"),
            new Name("S3 bucket", "/resource/s3BucketDetails/*/name"),
            new Name("EKS cluster", "/resource/eksClusterDetails/name"),
            new Name("ECS cluster", "/resource/ecsClusterDetails/name"),
            new Name("Lambda function", "/resource/lambdaDetails/functionName"),
            new Name("database", "/resource/rdsDbInstanceDetails/dbInstanceIdentifier"),
            new Name("database", "/resource/rdsLimitlessDbDetails/dbShardGroupIdentifier"),
            new Name("recovery point", "/resource/recoveryPointDetails/recoveryPointArn"),
            new Name("EBS snapshot", "/resource/ebsSnapshotDetails/snapshotArn"),
            new Name("AMI", "/resource/ec2ImageDetails/imageArn"),
            new Name("EBS volume", "/resource/ebsVolumeDetails/scannedVolumeDetails/*/volumeArn"),
            new Name("IAM identity", "/resource/accessKeyDetails/userName"),
            new Name("access key", "/resource/accessKeyDetails/accessKeyId"),
            new Name("resource", "/service/detection/sequence/resources/*/name"));

    private AffectedResource() {}

    static Optional<String> of(Finding finding) {
        return NAMES.stream()
                .map(name -> named(finding, name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> named(Finding finding, Name name) {
        List<String> found = finding.texts(name.pointer()).stream()
                .filter(text -> !text.isBlank())
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String first = name.kind() + " " + PlainText.cut(PlainText.oneLine(found.get(0)), 100);
        return Optional.of(found.size() == 1 ? first : first + " and " + (found.size() - 1) + " more");
    }
}
