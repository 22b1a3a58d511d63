package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a finding and what it affects stand in the AWS console. Built of checked parts only, so that a forged event can't
 * steer it; left out rather than guessed where the partition's console is not known.
 */
final class ConsoleLinks {
    /** Hosts in public use: AWS's own mail template, terraform-aws-notify-slack, siem-on-amazon-opensearch-service. */
    private static final Map<String, String> BASES = Map.of(
            "aws", "https://console.aws.amazon.com",
            "aws-us-gov", "https://console.amazonaws-us-gov.com",
            "aws-cn", "https://console.amazonaws.cn");

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");

    /** GuardDuty's ids are 32 hexadecimal digits; test events have words. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private final @Nullable URI base;
    private final @Nullable URI portal;
    private final String portalRole;

    /**
     * Makes them.
     *
     * @param base the console's address instead of the partition's; {@code null} for the partition's
     * @param portal the access portal's; {@code null} for none
     * @param portalRole the role to enter with; empty to let the reader choose
     */
    ConsoleLinks(@Nullable URI base, @Nullable URI portal, String portalRole) {
        this.base = base;
        this.portal = portal;
        this.portalRole = portalRole;
    }

    Optional<Link> toFinding(Finding finding) {
        return findingUrl(finding, finding.id()).map(url -> new Link("Open in GuardDuty", url));
    }

    /** The finding that sums up the attack which this one is part of. */
    Optional<Link> toAttackSequence(Finding finding) {
        return finding.attackSequenceArn()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .flatMap(id -> findingUrl(finding, id))
                .map(url -> new Link("Open the attack sequence", url));
    }

    Optional<Link> toResource(Finding finding, Affected affected) {
        return console(finding)
                .flatMap(console -> region(finding)
                        .flatMap(region -> page(affected, finding, region))
                        .map(page -> new Link("Open the " + affected.kind().word(), URI.create(console + page))));
    }

    /** The form that IAM Identity Center documents for shortcuts. */
    Optional<Link> throughPortal(Finding finding) {
        URI portalUrl = portal;
        if (portalUrl == null) {
            return Optional.empty();
        }
        return finding.accountId()
                .filter(account -> ACCOUNT.matcher(account).matches())
                .flatMap(account -> findingUrl(finding, finding.id())
                        .map(destination -> new Link(
                                "Sign in and open",
                                URI.create(withoutSlash(portalUrl)
                                        + "/#/console?account_id=" + account
                                        + (portalRole.isEmpty() ? "" : "&role_name=" + encoded(portalRole))
                                        + "&destination=" + encoded(destination.toString())))));
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private Optional<String> console(Finding finding) {
        return base == null ? finding.partition().map(BASES::get) : Optional.of(withoutSlash(base));
    }

    private static Optional<String> region(Finding finding) {
        return finding.region().filter(region -> REGION.matcher(region).matches());
    }

    /** The form of AWS's own notification template; it finds archived findings too. */
    private Optional<URI> findingUrl(Finding finding, String id) {
        return console(finding)
                .filter(console -> ID.matcher(id).matches() && !id.startsWith(Finding.DERIVED_ID))
                .flatMap(console -> region(finding)
                        .map(region -> URI.create(console + "/guardduty/home?region=" + region + "#/findings?search="
                                + encoded("id=" + id))));
    }

    private static Optional<String> page(Affected affected, Finding finding, String region) {
        String name = affected.name();
        return switch (affected.kind()) {
            case INSTANCE ->
                checked(INSTANCE, name, "/ec2/home?region=" + region + "#InstanceDetails:instanceId=" + name);
            case BUCKET, PROTECTED_BUCKET -> checked(BUCKET, name, "/s3/buckets/" + name + "?region=" + region);
            case EKS_CLUSTER -> checked(NAME, name, "/eks/home?region=" + region + "#/clusters/" + name);
            case ECS_CLUSTER -> checked(NAME, name, "/ecs/v2/clusters/" + name + "/services?region=" + region);
            case LAMBDA -> checked(NAME, name, "/lambda/home?region=" + region + "#/functions/" + name);
            case DATABASE ->
                checked(NAME, name, "/rds/home?region=" + region + "#database:id=" + name + ";is-cluster=false");
            case IDENTITY ->
                identity(
                        name,
                        finding.text("/resource/accessKeyDetails/userType").orElse(""));
            default -> Optional.empty();
        };
    }

    private static Optional<String> identity(String name, String userType) {
        return switch (userType) {
            case "IAMUser" -> checked(NAME, name, "/iam/home#/users/" + name);
            case "AssumedRole", "Role" -> checked(NAME, name, "/iam/home#/roles/" + name);
            default -> Optional.empty();
        };
    }

    private static Optional<String> checked(Pattern pattern, String name, String page) {
        return pattern.matcher(name).matches() ? Optional.of(page) : Optional.empty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
