package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.AffectedNames;
import io.github.guarddutynotify.finding.Finding;
import java.util.List;

/** What globs of a filter are held against. */
public enum Attribute {
    /** The finding's type, such as {@code Recon:EC2/PortProbeUnprotectedPort}. */
    TYPE("types"),
    /** The type's threat purpose, such as {@code Backdoor}. */
    PURPOSE("purposes"),
    /** The purpose in plain words, such as {@code Command and control}. */
    CATEGORY("categories"),
    /** What the event was, by its detail-type, such as {@code GuardDuty Malware Protection Object Scan Result}. */
    EVENT("events"),
    /** The account that has the finding. */
    ACCOUNT("accounts"),
    /** The region that the finding speaks of. */
    REGION("regions"),
    /** The kind of resource affected, such as {@code Instance}. */
    RESOURCE_TYPE("resourceTypes"),
    /** The id, ARN or name of something affected, such as {@code i-0123456789abcdef0}; a finding may have several. */
    RESOURCE("resources");

    private final String key;

    Attribute(String key) {
        this.key = key;
    }

    /**
     * The key that a configuration has for it.
     *
     * @return the key, a plural
     */
    public String key() {
        return key;
    }

    List<String> of(Finding finding) {
        return switch (this) {
            case TYPE -> List.of(finding.type().text());
            case PURPOSE -> List.of(finding.type().purpose());
            case CATEGORY -> List.of(finding.type().category());
            case EVENT -> List.of(finding.eventKind().detailType());
            case ACCOUNT -> finding.accountId().map(List::of).orElse(List.of());
            case REGION -> finding.region().map(List::of).orElse(List.of());
            case RESOURCE_TYPE -> finding.resourceType().map(List::of).orElse(List.of());
            case RESOURCE -> AffectedNames.of(finding);
        };
    }
}
