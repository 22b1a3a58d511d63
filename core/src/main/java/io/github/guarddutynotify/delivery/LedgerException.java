package io.github.guarddutynotify.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A ledger can't be asked, and why: the message goes to the log, so it names the place and the remedy and holds no secret. */
public final class LedgerException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message the place and the remedy, in words that may stand in a log
     * @param cause what happened, which is not logged; {@code null} if there is nothing more
     */
    public LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
