package io.github.guarddutynotify.delivery;

import java.util.Locale;

/** What became of a finding at one destination. */
public enum Outcome {
    /** The far end took it. */
    ACCEPTED(true),
    /** Kept in a durable store for a digest or the end of quiet hours. */
    HELD(true),
    /** Nothing was to be told: suppressed, told already, or older than what was told. */
    SKIPPED(true),
    /** Not now; still owed. */
    DEFERRED(false),
    /** Never, without a human; still owed. */
    REJECTED(false);

    private final boolean complete;

    Outcome(boolean complete) {
        this.complete = complete;
    }

    /**
     * Whether nothing is owed any more.
     *
     * @return true where a handler may go on, false where it must fail
     */
    public boolean isComplete() {
        return complete;
    }

    /**
     * The outcome as metrics and JSON spell it.
     *
     * @return lower case, such as {@code accepted}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
