package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.FindingType;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pages of GuardDuty's user guide: about a finding's type, and about what to do. Where a type's place on its page is
 * known the link leads there; if AWS moves it, to the top of the page.
 */
final class UserGuide {
    private static final String GUIDE = "https://docs.aws.amazon.com/guardduty/latest/ug/";
    private static final String ALL_TYPES = "guardduty_finding-types-active.html";
    private static final String CUSTOM_RULES = "findings-custom-detection-rules.html";

    private static final Map<String, String> BY_PURPOSE = Map.of(
            "AttackSequence", "guardduty-attack-sequence-finding-types.html",
            "Object", "gdu-malware-protection-s3-finding-types.html",
            "S3Object", "gdu-malware-protection-s3-finding-types.html",
            "MalwareProtection", "monitor-with-eventbridge-s3-malware-protection.html",
            "RuntimeProtection", "runtime-monitoring-assessing-coverage.html",
            "DefenseImpairment", CUSTOM_RULES,
            "LateralMovement", CUSTOM_RULES,
            "ResourceDevelopment", CUSTOM_RULES);

    private static final Map<String, String> BY_RESOURCE = Map.ofEntries(
            Map.entry("EC2", "guardduty_finding-types-ec2.html"),
            Map.entry("IAMUser", "guardduty_finding-types-iam.html"),
            Map.entry("S3", "guardduty_finding-types-s3.html"),
            Map.entry("Kubernetes", "guardduty-finding-types-eks-audit-logs.html"),
            Map.entry("Runtime", "findings-runtime-monitoring.html"),
            Map.entry("RDS", "findings-rds-protection.html"),
            Map.entry("Lambda", "lambda-protection-finding-types.html"),
            Map.entry("IAM", CUSTOM_RULES),
            Map.entry("Organizations", CUSTOM_RULES),
            Map.entry("RolesAnywhere", CUSTOM_RULES),
            Map.entry("Route53Resolver", CUSTOM_RULES),
            Map.entry("SES", CUSTOM_RULES),
            Map.entry("SageMaker", CUSTOM_RULES));

    /** Pages on which each type has a place of its own, named after it. */
    private static final Set<String> WITH_PLACES = Set.of(
            "guardduty_finding-types-ec2.html", "guardduty_finding-types-iam.html", "guardduty_finding-types-s3.html");

    private static final Set<String> AI_FAMILIES =
            Set.of("AnomalousModelInvocation", "CostHarvesting", "PromptInjection");

    private static final Set<String> CUSTOM_RULE_FAMILIES = Set.of(
            "AccountManipulation",
            "BootOrLogonInitializationScripts",
            "DataDestruction",
            "ExploitPublicFacingApplication",
            "ExternalRemoteServices",
            "ModifyAuthenticationProcess",
            "TransferDataToCloudAccount",
            "UnsecuredCredentials");

    private UserGuide() {}

    static Optional<Link> aboutType(FindingType type) {
        if (!type.isWellFormed()) {
            return Optional.empty();
        }
        String page = page(type);
        String place = WITH_PLACES.contains(page) ? "#" + place(type) : "";
        return Optional.of(new Link("About this finding type", URI.create(GUIDE + page + place)));
    }

    static Link aboutRemedy(Remedy remedy) {
        return new Link("How to respond", URI.create(GUIDE + remedy.page()));
    }

    private static String page(FindingType type) {
        if (type.family().equals("MaliciousFile") || type.family().equals("SuspiciousFile")) {
            return malwarePage(type);
        }
        if (isAboutAi(type)) {
            return "findings-ai-protection.html";
        }
        if (CUSTOM_RULE_FAMILIES.contains(type.family())) {
            return CUSTOM_RULES;
        }
        String byPurpose = BY_PURPOSE.get(type.purpose());
        return byPurpose == null ? BY_RESOURCE.getOrDefault(type.resource(), ALL_TYPES) : byPurpose;
    }

    static boolean isAboutAi(FindingType type) {
        return AI_FAMILIES.contains(type.family());
    }

    private static String malwarePage(FindingType type) {
        if (type.resource().equals("S3") && type.artifact().isEmpty()) {
            return "gdu-malware-protection-s3-finding-types.html";
        }
        return type.artifact().isEmpty()
                ? "findings-malware-protection.html"
                : "findings-malware-protection-backup.html";
    }

    /** Such as {@code backdoor-ec2-ccactivitybdns}; the pages say iam where types say IAMUser. */
    private static String place(FindingType type) {
        String resource = type.resource().equals("IAMUser") ? "iam" : type.resource();
        String rest = type.family().replace("&", "") + type.mechanism() + type.artifact();
        return (type.purpose() + "-" + resource + "-" + rest).toLowerCase(Locale.ROOT);
    }
}
