package io.github.guarddutynotify.routing;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers between two bounds; a value that is no number is in no range.
 *
 * @param from the lower bound; {@code null} for none
 * @param fromIncluded whether the lower bound belongs to the range
 * @param to the upper bound; {@code null} for none
 * @param toIncluded whether the upper bound belongs to the range
 */
public record NumberRange(
        @Nullable BigDecimal from,
        boolean fromIncluded,
        @Nullable BigDecimal to,
        boolean toIncluded) implements ValuePattern {
    /** Without leading zeros: what has some is a name, such as an account's id. */
    private static final String NUMBER = "-?(?:0|[1-9]\\d{0,17})(?:\\.\\d{1,18})?";

    private static final Pattern VALUE = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,18})?(?:[eE][+-]?\\d{1,2})?");
    private static final Pattern SINGLE = Pattern.compile(NUMBER);
    private static final Pattern COMPARISON = Pattern.compile("([<>]=?) ?(" + NUMBER + ")");
    private static final Pattern SPAN = Pattern.compile("(" + NUMBER + ") ?\\.\\. ?(" + NUMBER + ")");

    /** Empty for what is no range. */
    static Optional<NumberRange> parse(String text) {
        if (SINGLE.matcher(text).matches()) {
            BigDecimal only = new BigDecimal(text);
            return Optional.of(new NumberRange(only, true, only, true));
        }
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            return Optional.of(between(new BigDecimal(span.group(1)), new BigDecimal(span.group(2))));
        }
        return text.startsWith("<") || text.startsWith(">") ? Optional.of(compared(text)) : Optional.empty();
    }

    private static NumberRange between(BigDecimal from, BigDecimal to) {
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException("a range that ends before it begins");
        }
        return new NumberRange(from, true, to, true);
    }

    private static NumberRange compared(String text) {
        Matcher comparison = COMPARISON.matcher(text);
        if (!comparison.matches()) {
            throw new IllegalArgumentException("a comparison without a number");
        }
        BigDecimal bound = new BigDecimal(comparison.group(2));
        boolean included = comparison.group(1).endsWith("=");
        return text.startsWith("<")
                ? new NumberRange(null, false, bound, included)
                : new NumberRange(bound, included, null, false);
    }

    @Override
    public boolean matches(String text) {
        if (!VALUE.matcher(text).matches()) {
            return false;
        }
        BigDecimal value = new BigDecimal(text);
        int above = from == null ? 1 : value.compareTo(from);
        int below = to == null ? 1 : to.compareTo(value);
        return (above > 0 || (fromIncluded && above == 0)) && (below > 0 || (toIncluded && below == 0));
    }

    @Override
    public String toString() {
        if (from != null && to != null) {
            return from.compareTo(to) == 0 ? from.toPlainString() : from.toPlainString() + ".." + to.toPlainString();
        }
        if (from != null) {
            return (fromIncluded ? ">=" : ">") + from.toPlainString();
        }
        return to == null ? "any number" : (toIncluded ? "<=" : "<") + to.toPlainString();
    }
}
