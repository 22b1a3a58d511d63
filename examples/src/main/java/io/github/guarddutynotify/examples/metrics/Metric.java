package io.github.guarddutynotify.examples.metrics;

import java.util.List;

/** What is counted and measured, each in all and by each of its dimensions. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
public enum Metric {
    /** Findings that were read. */
    FINDINGS("Findings", "Count", "Severity", "Type", "Account"),
    /** Findings that a destination accepted. */
    DELIVERED("Delivered", "Count", "Destination"),
    /** Findings that a destination is still owed and will be told of again. */
    DEFERRED("Deferred", "Count", "Destination"),
    /** Findings that a destination refused for good. */
    REJECTED("Rejected", "Count", "Destination"),
    /** From GuardDuty's last update of a finding until a destination had accepted it. */
    DETECTION_TO_NOTIFICATION("DetectionToNotification", "Milliseconds"),
    /** Findings that a suppression kept back. */
    SUPPRESSED("Suppressed", "Count"),
    /** Findings of which a destination had been told before. */
    REPEATED("Repeated", "Count");

    private final String label;
    private final String unit;
    private final List<String> dimensions;

    Metric(String label, String unit, String... dimensions) {
        this.label = label;
        this.unit = unit;
        this.dimensions = List.of(dimensions);
    }

    /**
     * Its name in CloudWatch.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    /**
     * What it is told by, each on its own, besides in all.
     *
     * @return the names of its dimensions
     */
    public List<String> dimensions() {
        return dimensions;
    }

    String unit() {
        return unit;
    }
}
