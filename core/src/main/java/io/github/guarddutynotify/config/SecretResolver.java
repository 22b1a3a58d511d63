package io.github.guarddutynotify.config;

import java.util.function.UnaryOperator;

/**
 * A resolver of <code>${scheme:ref}</code> that keeps what it has fetched.
 *
 * <p>It is told to forget when a far end refuses what it gave, so that a secret that was rotated is fetched anew before the
 * one further attempt. Safe for use by many threads.
 */
public interface SecretResolver extends UnaryOperator<String> {
    /** Lets the next {@link #apply} of every reference ask anew. */
    void forget();
}
