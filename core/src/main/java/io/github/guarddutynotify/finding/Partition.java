package io.github.guarddutynotify.finding;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The AWS partition, where a finding does not name it. */
final class Partition {
    private static final Pattern ISO_REGION = Pattern.compile("(?:us|eu)-iso([bef]?)-.*");

    private Partition() {}

    static Optional<String> ofArn(String arn) {
        String[] parts = arn.split(":", 3);
        boolean isNamed = parts.length == 3 && parts[0].equals("arn") && !parts[1].isBlank();
        return isNamed ? Optional.of(parts[1]) : Optional.empty();
    }

    /** By the region patterns of botocore's partitions.json. */
    static String ofRegion(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        if (region.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        if (region.startsWith("eusc-")) {
            return "aws-eusc";
        }
        Matcher iso = ISO_REGION.matcher(region);
        if (!iso.matches()) {
            return "aws";
        }
        return iso.group(1).isEmpty() ? "aws-iso" : "aws-iso-" + iso.group(1);
    }
}
