package io.github.guarddutynotify.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At most so many messages in any second, minute or hour; written {@code 1/s}, {@code 30/min} or {@code 500/h}.
 *
 * @param count how many; 1 to 9999
 * @param per a second, a minute or an hour; zero where there is no bound
 */
public record Rate(int count, Duration per) {
    /** No bound; written {@code unlimited}. */
    public static final Rate UNLIMITED = new Rate(1, Duration.ZERO);

    /** What a configuration may say. */
    public static final String FORM = "a rate such as 1/s, 30/min or 500/h, or \"unlimited\"";

    private static final int MAX_COUNT = 9_999;
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})/(s|min|h)");
    private static final Map<String, Duration> UNITS =
            Map.of("s", Duration.ofSeconds(1), "min", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    /**
     * Checks the bounds.
     *
     * @param count how many; 1 to 9999
     * @param per a second, a minute or an hour; zero where there is no bound
     * @throws IllegalArgumentException for any other count or length
     */
    public Rate {
        if (count < 1 || count > MAX_COUNT || !(per.isZero() || UNITS.containsValue(per))) {
            throw new IllegalArgumentException(
                    "1 to " + MAX_COUNT + " in a second, a minute or an hour, but this is " + count + " in " + per);
        }
    }

    /**
     * Reads a rate.
     *
     * @param text such as {@code 1/s}, or {@code unlimited}
     * @return the rate
     * @throws IllegalArgumentException if it is written otherwise
     */
    public static Rate parse(String text) {
        if (text.equals("unlimited")) {
            return UNLIMITED;
        }
        Matcher parts = TEXT.matcher(text);
        Duration per = parts.matches() ? UNITS.get(parts.group(2)) : null;
        if (per == null) {
            throw new IllegalArgumentException("expected " + FORM);
        }
        return new Rate(Integer.parseInt(parts.group(1)), per);
    }

    /**
     * Whether there is no bound.
     *
     * @return true for {@link #UNLIMITED}
     */
    public boolean isUnlimited() {
        return per.isZero();
    }

    /** The rate as a configuration spells it. */
    @Override
    public String toString() {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getValue().equals(per))
                .map(unit -> count + "/" + unit.getKey())
                .findFirst()
                .orElse("unlimited");
    }
}
