package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a finding stands in the AWS console. Built of checked parts only, so that a forged event can't steer it; left out
 * rather than guessed where the partition's console is not known.
 */
final class ConsoleLinks {
    /** Hosts in public use: AWS's own mail template, terraform-aws-notify-slack, siem-on-amazon-opensearch-service. */
    private static final Map<String, String> HOSTS = Map.of(
            "aws", "console.aws.amazon.com",
            "aws-us-gov", "console.amazonaws-us-gov.com",
            "aws-cn", "console.amazonaws.cn");

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");

    /** GuardDuty's ids are 32 hexadecimal digits; test events have words. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private ConsoleLinks() {}

    static Optional<Link> toFinding(Finding finding) {
        return finding.partition()
                .map(HOSTS::get)
                .flatMap(host -> finding.region()
                        .filter(region -> REGION.matcher(region).matches())
                        .filter(region -> ID.matcher(finding.id()).matches())
                        .map(region -> link(host, region, finding.id())));
    }

    /** The form of AWS's own notification template; it finds archived findings too. */
    private static Link link(String host, String region, String id) {
        String search = URLEncoder.encode("id=" + id, StandardCharsets.UTF_8);
        return new Link(
                "Open in GuardDuty",
                URI.create("https://" + host + "/guardduty/home?region=" + region + "#/findings?search=" + search));
    }
}
