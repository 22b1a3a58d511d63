package io.github.guarddutynotify.examples.demo;

/**
 * What a far end does instead of taking a message.
 *
 * @param kind what it does
 * @param code what it answers: an HTTP status, or an SMTP reply code; zero where it does not answer
 * @param times how many attempts at each finding it befalls; those after them are taken
 */
record Fault(Kind kind, int code, int times) {
    /** The kinds of faults. */
    enum Kind {
        /** Answers with a code. */
        CODE,
        /** Keeps silent. */
        TIMEOUT,
        /** Ends the connection without an answer. */
        RESET,
        /** Is not there. */
        REFUSED
    }

    /** What a person reads while it happens. */
    String told() {
        return switch (kind) {
            case CODE -> "answers " + code;
            case TIMEOUT -> "keeps silent";
            case RESET -> "breaks the connection off";
            case REFUSED -> "is not there";
        };
    }
}
