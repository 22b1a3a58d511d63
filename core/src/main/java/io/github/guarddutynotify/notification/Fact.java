package io.github.guarddutynotify.notification;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * One labelled value of a notification.
 *
 * @param label what the value is, in our own words
 * @param value the value, which says where it comes from
 */
public record Fact(String label, Value value) {
    /**
     * Makes the label one clean line.
     *
     * @param label what the value is, in our own words
     * @param value the value, which says where it comes from
     */
    public Fact {
        label = PlainText.oneLine(label);
    }

    /**
     * Whether this is an item of a numbered list, such as a step, whose label is its number.
     *
     * @return true for a label of one to three digits
     */
    public boolean isNumbered() {
        return !label.isEmpty() && label.length() <= 3 && label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A value that says what it is, so that a channel knows how to show it. */
    public sealed interface Value {
        /**
         * The value as clean text, as it was written.
         *
         * @return the text; it may hold line ends, and foreign text may hold what a client makes a link of
         */
        String text();

        /**
         * Whether someone outside may have chosen the text.
         *
         * @return false for our own words
         */
        boolean isForeign();

        /**
         * The same kind of value with another text, a shorter one for example.
         *
         * @param other the text
         * @return the new value; a time stays as it is
         */
        Value withText(String other);

        /**
         * The value as clean text in which nothing becomes a link: what a channel cuts and escapes.
         *
         * @return the text, {@linkplain PlainText#defang defanged} if it is foreign
         */
        default String safeText() {
            return isForeign() ? PlainText.defang(text()) : text();
        }
    }

    /**
     * Text from the finding.
     *
     * @param text the text
     */
    public record Foreign(String text) implements Value {
        /**
         * Makes the text clean.
         *
         * @param text the text
         */
        public Foreign {
            text = PlainText.clean(text);
        }

        @Override
        public Value withText(String other) {
            return new Foreign(other);
        }

        @Override
        public boolean isForeign() {
            return true;
        }
    }

    /**
     * Text from the finding that is read character by character, such as a hash, a path or a command line.
     *
     * @param text the text
     */
    public record Code(String text) implements Value {
        /**
         * Makes the text clean.
         *
         * @param text the text
         */
        public Code {
            text = PlainText.clean(text);
        }

        @Override
        public Value withText(String other) {
            return new Code(other);
        }

        @Override
        public boolean isForeign() {
            return true;
        }
    }

    /**
     * The library's or the host's own words.
     *
     * @param text the text
     */
    public record Own(String text) implements Value {
        /**
         * Makes the text clean.
         *
         * @param text the text
         */
        public Own {
            text = PlainText.clean(text);
        }

        @Override
        public Value withText(String other) {
            return new Own(other);
        }

        @Override
        public boolean isForeign() {
            return false;
        }
    }

    /**
     * A point in time, for the medium to show in the reader's zone where it can.
     *
     * @param instant the time
     */
    public record Time(Instant instant) implements Value {
        /** The time in ISO 8601, UTC, to the second. */
        @Override
        public String text() {
            return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
        }

        @Override
        public Value withText(String other) {
            return this;
        }

        @Override
        public boolean isForeign() {
            return false;
        }
    }
}
