package io.github.guarddutynotify.routing;

/**
 * What a value in a finding must look like: a {@link NumberRange}, an {@link AddressBlock} or, for everything else, a
 * {@link Glob}.
 */
public sealed interface ValuePattern permits Glob, NumberRange, AddressBlock {
    /** The forms, for messages. */
    String FORM =
            "a text with * for anything, a number or range such as >=10 or 10..20, or a block of IP addresses such as"
                    + " 198.51.100.0/24";

    /**
     * Reads a pattern.
     *
     * @param text {@code 10}, {@code <10}, {@code <=10}, {@code >10}, {@code >=10} or {@code 10..20} (both included) is a
     *     number or a range; {@code 198.51.100.0/24}, {@code 2001:db8::/32} or a single address is a block of addresses;
     *     anything else is a glob
     * @return the pattern
     * @throws IllegalArgumentException if it begins as a range or a block and does not go on as one
     */
    static ValuePattern parse(String text) {
        return NumberRange.parse(text)
                .map(ValuePattern.class::cast)
                .or(() -> AddressBlock.parse(text))
                .orElseGet(() -> new Glob(text));
    }

    /**
     * Whether a value fits.
     *
     * @param text the value as text
     * @return true if it fits
     */
    boolean matches(String text);
}
