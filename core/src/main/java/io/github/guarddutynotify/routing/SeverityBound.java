package io.github.guarddutynotify.routing;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How bad a finding must be, or may be: a band, or a number exactly. What has no severity passes every bound.
 *
 * @param band the band; {@link Severity#UNKNOWN} where the number counts
 * @param score GuardDuty's number; {@code NaN} where the band counts
 */
public record SeverityBound(Severity band, double score) {
    /** The forms, for messages. */
    public static final String FORM = "LOW, MEDIUM, HIGH, CRITICAL or a number from 0 to 10";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}(?:\\.\\d{1,9})?");
    private static final double TOP = 10;

    /**
     * A bound at a band.
     *
     * @param band the band
     * @return the bound
     * @throws IllegalArgumentException for {@link Severity#UNKNOWN}
     */
    public static SeverityBound of(Severity band) {
        if (band == Severity.UNKNOWN) {
            throw new IllegalArgumentException("an unknown severity bounds nothing; expected " + FORM);
        }
        return new SeverityBound(band, Double.NaN);
    }

    /**
     * A bound at a number.
     *
     * @param score from 0 to 10
     * @return the bound
     * @throws IllegalArgumentException for a number that is off this scale
     */
    public static SeverityBound of(double score) {
        if (!(score >= 0 && score <= TOP)) {
            throw new IllegalArgumentException(score + " is off GuardDuty's scale; expected " + FORM);
        }
        return new SeverityBound(Severity.UNKNOWN, score);
    }

    /**
     * Reads a bound.
     *
     * @param text a band's name in any case, or a number
     * @return the bound
     * @throws IllegalArgumentException for anything else
     */
    public static SeverityBound parse(String text) {
        return NUMBER.matcher(text).matches()
                ? of(Double.parseDouble(text))
                : of(Severity.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    /**
     * The band that the bound is in.
     *
     * @return the band, of the number if that counts
     */
    public Severity inBand() {
        return isNumber() ? Severity.of(score) : band;
    }

    /**
     * Whether no finding can be at least this bad and at most as bad as another bound.
     *
     * @param upper the other bound
     * @return true if this is above the other one
     */
    public boolean isAbove(SeverityBound upper) {
        return (isNumber() && upper.isNumber()) ? score > upper.score : inBand().compareTo(upper.inBand()) > 0;
    }

    boolean isReachedBy(Finding finding) {
        OptionalDouble found = finding.severityScore();
        return found.isEmpty()
                || (isNumber()
                        ? found.getAsDouble() >= score
                        : Severity.of(found.getAsDouble()).compareTo(band) >= 0);
    }

    boolean isNotPassedBy(Finding finding) {
        OptionalDouble found = finding.severityScore();
        return found.isEmpty()
                || (isNumber()
                        ? found.getAsDouble() <= score
                        : Severity.of(found.getAsDouble()).compareTo(band) <= 0);
    }

    static List<String> found(Finding finding) {
        OptionalDouble score = finding.severityScore();
        return score.isEmpty() ? List.of() : List.of(score.getAsDouble() + " (" + finding.severity() + ")");
    }

    private boolean isNumber() {
        return band == Severity.UNKNOWN;
    }

    @Override
    public String toString() {
        return isNumber() ? BigDecimal.valueOf(score).stripTrailingZeros().toPlainString() : band.name();
    }
}
