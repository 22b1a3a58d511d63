package io.github.guarddutynotify.finding;

import java.util.Optional;

/**
 * What GuardDuty tells by EventBridge: findings, and how its own protection fares. These are the kinds that the <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-guardduty.html">EventBridge reference</a> lists.
 */
public enum EventKind {
    /** A finding. */
    FINDING("GuardDuty Finding"),
    /** Runtime Monitoring covers a cluster or instance again. */
    RUNTIME_PROTECTION_HEALTHY("GuardDuty Runtime Protection Healthy"),
    /** Runtime Monitoring does not cover a cluster or instance any more. */
    RUNTIME_PROTECTION_UNHEALTHY("GuardDuty Runtime Protection Unhealthy"),
    /** The outcome of the scan of one S3 object. */
    OBJECT_SCAN_RESULT("GuardDuty Malware Protection Object Scan Result"),
    /** The malware protection of a bucket works. */
    RESOURCE_STATUS_ACTIVE("GuardDuty Malware Protection Resource Status Active"),
    /** The malware protection of a bucket works in part. */
    RESOURCE_STATUS_WARNING("GuardDuty Malware Protection Resource Status Warning"),
    /** The malware protection of a bucket does not work. */
    RESOURCE_STATUS_ERROR("GuardDuty Malware Protection Resource Status Error"),
    /** A scanned object could not be tagged. */
    POST_SCAN_ACTION_FAILED("GuardDuty Malware Protection Post Scan Action Failed");

    private final String detailType;

    EventKind(String detailType) {
        this.detailType = detailType;
    }

    /**
     * The kind as an event spells it.
     *
     * @return the event's {@code detail-type}
     */
    public String detailType() {
        return detailType;
    }

    /** By its detail-type, whatever its case: AWS itself has written "Resource Status warning". */
    static Optional<EventKind> of(String detailType) {
        for (EventKind kind : values()) {
            if (kind.detailType.equalsIgnoreCase(detailType)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
