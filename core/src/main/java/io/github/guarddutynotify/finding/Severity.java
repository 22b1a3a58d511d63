package io.github.guarddutynotify.finding;

/**
 * How bad a finding is, by GuardDuty's own words and numbers.
 *
 * <p>The bands are those of the <a
 * href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html">user guide</a>, taken as
 * thresholds on the number so that no value falls between two: below 4.0 low, from 4.0 medium, from 7.0 high, from 9.0
 * critical. Ordered from the least to the worst, {@link #UNKNOWN} apart.
 */
public enum Severity {
    /** The finding does not say; it passes every minimum, because silence is the worse mistake. */
    UNKNOWN("Unknown"),
    /** Below 4.0. */
    LOW("Low"),
    /** From 4.0 to below 7.0. */
    MEDIUM("Medium"),
    /** From 7.0 to below 9.0. */
    HIGH("High"),
    /** From 9.0. */
    CRITICAL("Critical");

    private static final double MEDIUM_FROM = 4.0;
    private static final double HIGH_FROM = 7.0;
    private static final double CRITICAL_FROM = 9.0;

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /**
     * The band of a number.
     *
     * @param score GuardDuty's severity; values outside its range belong to the nearest band
     * @return the band; {@link #UNKNOWN} for what is no number
     */
    public static Severity of(double score) {
        if (Double.isNaN(score)) {
            return UNKNOWN;
        }
        if (score >= CRITICAL_FROM) {
            return CRITICAL;
        }
        if (score >= HIGH_FROM) {
            return HIGH;
        }
        return score >= MEDIUM_FROM ? MEDIUM : LOW;
    }

    /**
     * Whether this is as bad as a minimum asks for, or worse.
     *
     * @param minimum the least that counts
     * @return true for {@link #UNKNOWN}, whatever the minimum
     */
    public boolean isAtLeast(Severity minimum) {
        return this == UNKNOWN || compareTo(minimum) >= 0;
    }

    /**
     * The band as GuardDuty's console spells it.
     *
     * @return the word, such as {@code High}
     */
    public String word() {
        return word;
    }
}
