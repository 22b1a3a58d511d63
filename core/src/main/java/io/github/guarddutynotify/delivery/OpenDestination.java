package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Destination;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A destination in use: its name, how long one attempt may take, and how to open it again when it had to be given up.
 *
 * <p>Safe for use by many threads.
 */
public final class OpenDestination implements AutoCloseable {
    private final String name;
    private final Duration timeout;
    private final Supplier<Destination> opener;
    private Destination current;

    /**
     * Takes over an open destination.
     *
     * @param name its name
     * @param timeout how long one attempt may take
     * @param current the destination, open
     * @param opener opens it again; touches no network
     */
    public OpenDestination(String name, Duration timeout, Destination current, Supplier<Destination> opener) {
        this.name = name;
        this.timeout = timeout;
        this.current = current;
        this.opener = opener;
    }

    /**
     * The destination's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    Duration timeout() {
        return timeout;
    }

    synchronized Destination current() {
        return current;
    }

    /** Puts a fresh destination in the place of one that hangs, unless someone did already; gives the one to close. */
    synchronized Destination replace(Destination hanging) {
        if (current == hanging) {
            current = opener.get();
        }
        return hanging;
    }

    @Override
    public void close() {
        current().close();
    }
}
