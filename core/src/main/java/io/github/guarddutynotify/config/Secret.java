package io.github.guarddutynotify.config;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that nobody may read by accident: it is resolved on use, and neither {@code toString} nor a log shows it.
 *
 * <p>A webhook URL is a secret too: who has it can post. Safe for use by many threads if its source is.
 */
public final class Secret {
    /** A secret that could not be fetched; says what failed and never what was asked for or answered. */
    public static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

    private final boolean known;
    private final Supplier<String> source;
    private final Runnable forget;

    private Secret(boolean known, Supplier<String> source, Runnable forget) {
        this.known = known;
        this.source = source;
        this.forget = forget;
    }

    /**
     * A secret whose value is here already.
     *
     * @param value the value
     * @return the secret
     */
    public static Secret of(String value) {
        Objects.requireNonNull(value, "value");
        return new Secret(true, () -> value, () -> {});
    }

    /**
     * A secret that is fetched each time it is used, from a vault for example.
     *
     * @param source gives the value; it may fail, and caches it if fetching is dear
     * @return the secret
     */
    public static Secret from(Supplier<String> source) {
        return from(source, () -> {});
    }

    /**
     * A secret that is fetched when it is used, by something that keeps it for a while.
     *
     * @param source gives the value; it may fail
     * @param forget lets the source ask anew; called when a far end refused the value, before the one further attempt
     * @return the secret
     */
    public static Secret from(Supplier<String> source, Runnable forget) {
        return new Secret(false, Objects.requireNonNull(source, "source"), Objects.requireNonNull(forget, "forget"));
    }

    /** Lets the source ask anew. */
    void forget() {
        forget.run();
    }

    /**
     * The value, for the one place that sends it.
     *
     * @return the value
     * @throws UnavailableException if it can't be fetched at this moment; a channel lets it out, and the delivery is
     *     deferred
     */
    public String reveal() {
        try {
            return Objects.requireNonNull(source.get());
        } catch (UnavailableException known) {
            throw known;
        } catch (RuntimeException failed) {
            throw new UnavailableException(
                    "the secret's source threw " + failed.getClass().getName());
        }
    }

    /**
     * The value if it is here already, to check its form while a configuration is read; nothing is fetched.
     *
     * @return the value; empty for a secret {@linkplain #from fetched on use}
     */
    public Optional<String> known() {
        return known ? Optional.of(reveal()) : Optional.empty();
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
