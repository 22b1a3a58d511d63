package io.github.guarddutynotify.finding;

/**
 * Says why a text is no finding: which place, what was expected there. It never quotes the document beyond the names of
 * event kinds.
 */
public final class UnreadableFindingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A path, or empty. */
    private final String place;

    UnreadableFindingException(String place, String reason) {
        super(place.isEmpty() ? reason : place + ": " + reason);
        this.place = place;
    }

    /**
     * The place that is at fault.
     *
     * @return a path such as {@code detail.type}; empty for the whole document
     */
    public String place() {
        return place;
    }
}
