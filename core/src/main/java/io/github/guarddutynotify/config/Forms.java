package io.github.guarddutynotify.config;

import java.time.Duration;

/** The forms of text that many settings have; what has another form is an {@code IllegalArgumentException}. */
final class Forms {
    static final String BOOLEAN = "true or false";
    static final String DURATION = "a duration of more than zero in ISO 8601, such as PT10S or PT1H";

    private Forms() {}

    static int wholeNumber(String text) {
        return Integer.parseInt(text.trim());
    }

    static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    static Duration positiveDuration(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("not more than zero");
        }
        return duration;
    }
}
