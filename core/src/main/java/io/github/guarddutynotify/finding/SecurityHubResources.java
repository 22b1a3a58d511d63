package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code resource} block of what Security Hub says of resources, in either of its formats: the name of each and the
 * handful of details that GuardDuty's own block has too.
 */
final class SecurityHubResources {
    /**
     * A block of GuardDuty's.
     *
     * @param type Security Hub's type
     * @param resourceType GuardDuty's
     * @param block GuardDuty's block
     * @param name the block's member that names the resource
     * @param isList whether the block is a list
     * @param details Security Hub's details, to GuardDuty's members
     */
    private record Block(
            String type, String resourceType, String block, String name, boolean isList, Map<String, String> details) {}

    private static final List<Block> BLOCKS = List.of(
            new Block(
                    "AwsEc2Instance",
                    "Instance",
                    "instanceDetails",
                    "instanceId",
                    false,
                    Map.of(
                            "Type", "instanceType",
                            "ImageId", "imageId",
                            "LaunchedAt", "launchTime")),
            new Block(
                    "AwsIamAccessKey",
                    "AccessKey",
                    "accessKeyDetails",
                    "accessKeyId",
                    false,
                    Map.of(
                            "PrincipalName", "userName",
                            "UserName", "userName",
                            "PrincipalId", "principalId",
                            "PrincipalType", "userType")),
            new Block("AwsS3Bucket", "S3Bucket", "s3BucketDetails", "name", true, Map.of("CreatedAt", "createdAt")),
            new Block(
                    "AwsEksCluster",
                    "EKSCluster",
                    "eksClusterDetails",
                    "name",
                    false,
                    Map.of(
                            "Arn", "arn",
                            "ClusterStatus", "status")),
            new Block("AwsEcsCluster", "ECSCluster", "ecsClusterDetails", "name", false, Map.of("Status", "status")),
            new Block(
                    "Container",
                    "Container",
                    "containerDetails",
                    "name",
                    false,
                    Map.of(
                            "Name", "name",
                            "ImageName", "image",
                            "ImageId", "id",
                            "ContainerRuntime", "containerRuntime")),
            new Block(
                    "AwsLambdaFunction",
                    "Lambda",
                    "lambdaDetails",
                    "functionName",
                    false,
                    Map.of(
                            "Version", "functionVersion",
                            "Role", "role",
                            "LastModified", "lastModifiedAt")),
            new Block(
                    "AwsRdsDbInstance",
                    "RDSDBInstance",
                    "rdsDbInstanceDetails",
                    "dbInstanceIdentifier",
                    false,
                    Map.of(
                            "Engine", "engine",
                            "EngineVersion", "engineVersion",
                            "DBClusterIdentifier", "dbClusterIdentifier")));

    private SecurityHubResources() {}

    /** @param resources in ASFF ({@code Type}, {@code Id}) or OCSF ({@code type}, {@code uid}) */
    static Map<String, Object> of(List<JsonValue> resources) {
        Map<String, Object> resource = new LinkedHashMap<>();
        List<Object> others = new ArrayList<>();
        for (JsonValue one : resources) {
            String type = text(one, "Type", "type").orElse("");
            Optional<Block> block = BLOCKS.stream()
                    .filter(candidate -> candidate.type().equals(type.replace("::", "")))
                    .findFirst();
            if (block.isPresent()) {
                resource.putIfAbsent("resourceType", block.get().resourceType());
                add(resource, block.get(), members(block.get(), one));
            } else {
                others.add(Map.of("type", type, "id", text(one, "Id", "uid").orElse("")));
            }
        }
        if (!others.isEmpty()) {
            resource.put("otherResources", others);
        }
        return resource;
    }

    @SuppressWarnings("unchecked") // the only lists here are ours
    private static void add(Map<String, Object> resource, Block block, Map<String, Object> members) {
        if (block.isList()) {
            ((List<Object>) resource.computeIfAbsent(block.block(), absent -> new ArrayList<>())).add(members);
        } else {
            resource.putIfAbsent(block.block(), members);
        }
    }

    private static Map<String, Object> members(Block block, JsonValue one) {
        Map<String, Object> members = new LinkedHashMap<>();
        JsonValue details = one.member("Details").isPresent()
                ? one.member("Details").member(block.type())
                : one.member("data").member(block.type()).isPresent()
                        ? one.member("data").member(block.type())
                        : one.member("data");
        block.details()
                .forEach((theirs, ours) -> details.member(theirs)
                        .text()
                        .filter(text -> !text.isBlank())
                        .ifPresent(text -> members.putIfAbsent(ours, text)));
        String id = text(one, "Id", "uid").orElse("");
        members.putIfAbsent(block.name(), text(one, "name", "Name").orElseGet(() -> lastPart(id)));
        addresses(details, members);
        List<Object> tags = tags(one);
        if (!tags.isEmpty()) {
            members.put("tags", tags);
        }
        return members;
    }

    private static void addresses(JsonValue details, Map<String, Object> members) {
        Map<String, Object> network = new LinkedHashMap<>();
        details.member("VpcId").text().ifPresent(vpc -> network.put("vpcId", vpc));
        details.member("SubnetId").text().ifPresent(subnet -> network.put("subnetId", subnet));
        List<Object> addresses = new ArrayList<>();
        for (JsonValue address : details.member("IpV4Addresses").elements()) {
            address.text().ifPresent(text -> addresses.add(Map.of("privateIpAddress", text)));
        }
        if (!addresses.isEmpty()) {
            network.put("privateIpAddresses", addresses);
        }
        if (!network.isEmpty()) {
            members.put("networkInterfaces", List.of(network));
        }
    }

    private static List<Object> tags(JsonValue one) {
        List<Object> tags = new ArrayList<>();
        JsonValue asff = one.member("Tags");
        asff.names().forEach(key -> asff.member(key).text().ifPresent(value -> tags.add(tag(key, value))));
        for (JsonValue ocsf : one.member("tags").elements()) {
            ocsf.member("name")
                    .text()
                    .ifPresent(
                            key -> tags.add(tag(key, ocsf.member("value").text().orElse(""))));
        }
        return tags;
    }

    private static Map<String, Object> tag(String key, String value) {
        return Map.of("key", key, "value", value);
    }

    /** The name at the end of an ARN or of AWS::IAM::AccessKey:id. */
    private static String lastPart(String id) {
        int cut = Math.max(id.lastIndexOf('/'), id.lastIndexOf(':'));
        return id.substring(cut + 1);
    }

    private static Optional<String> text(JsonValue one, String asff, String ocsf) {
        return one.member(asff).text().or(() -> one.member(ocsf).text()).filter(text -> !text.isBlank());
    }
}
