package io.github.guarddutynotify.json;

/**
 * Says where a text stops being JSON, and never quotes it: the text may hold a secret or an attacker's words.
 */
public final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the place. */
    private final String message;

    /** From 1. */
    private final long line;

    /** From 1. */
    private final long column;

    JsonSyntaxException(String reason, long line, long column) {
        super(reason);
        this.message = reason + " (line " + line + ", column " + column + ")";
        this.line = line;
        this.column = column;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /**
     * The line at which reading stopped.
     *
     * @return the line, from 1
     */
    public long line() {
        return line;
    }

    /**
     * The column at which reading stopped.
     *
     * @return the column, from 1
     */
    public long column() {
        return column;
    }
}
