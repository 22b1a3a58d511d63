package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.notification.Notification;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A destination in use: its name, how long one attempt may take, and how to open it again when it had to be given up.
 *
 * <p>Safe for use by many threads. No lock is held while a destination is opened or closed, for that is a channel's code.
 */
public final class OpenDestination implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final String name;
    private final DestinationRules rules;
    private final Pace pace;
    private final Gate gate;
    private final @Nullable Supplier<Destination> opener;
    private @Nullable Opening current;

    /** The destination as it was opened once. */
    static final class Opening {
        private final Destination destination;
        private int users;
        private boolean replaced;

        Opening(Destination destination) {
            this.destination = destination;
        }

        Destination destination() {
            return destination;
        }
    }

    /**
     * Takes over an open destination.
     *
     * @param name its name
     * @param rules how it is told
     * @param current the destination, open
     * @param opener opens it again, its settings and secrets read anew; touches no network
     */
    public OpenDestination(String name, DestinationRules rules, Destination current, Supplier<Destination> opener) {
        this(name, rules, new Opening(current), opener);
    }

    /**
     * Takes over an open destination that can't be opened again.
     *
     * @param name its name
     * @param rules how it is told
     * @param current the destination, open
     */
    public OpenDestination(String name, DestinationRules rules, Destination current) {
        this(name, rules, new Opening(current), null);
    }

    /**
     * Takes over an open destination that can't be opened again and is told everything at once.
     *
     * @param name its name
     * @param timeout how long one attempt may take
     * @param current the destination, open
     */
    public OpenDestination(String name, Duration timeout, Destination current) {
        this(name, DestinationRules.within(timeout), current);
    }

    private OpenDestination(
            String name, DestinationRules rules, Opening current, @Nullable Supplier<Destination> opener) {
        this.name = name;
        this.rules = rules;
        this.pace = new Pace(rules.limits().rate());
        this.gate = new Gate(rules.limits().concurrency());
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
        return rules.timeout();
    }

    /**
     * Whether some of what it is told waits for a digest or the end of quiet hours.
     *
     * @return true if what is held for it must be told now and then
     */
    public boolean isHolding() {
        return rules.holding().isNeeded();
    }

    Holding holding() {
        return rules.holding();
    }

    /** What the destination is told instead. Words of the caller's that fail must not cost it the message. */
    Notification adapted(Notification notification) {
        try {
            return Objects.requireNonNull(rules.words().apply(notification), "the adaptation gave null");
        } catch (RuntimeException failed) {
            LOG.error(
                    "what adapts the messages of destination {} failed, they go out as they are",
                    name,
                    Fault.withoutMessages(failed));
            return notification;
        }
    }

    /**
     * What the destination would be sent, without sending it.
     *
     * @param notification what is to be told
     * @param deadline how long a delivery would have
     * @return the message; empty where its channel has no preview
     */
    public Optional<Preview> preview(Notification notification, Deadline deadline) {
        Opening entered = enter();
        try {
            return entered.destination().preview(Delivery.of(adapted(notification), deadline));
        } finally {
            leave(entered);
        }
    }

    Pace pace() {
        return pace;
    }

    Gate gate() {
        return gate;
    }

    /** Begins a use, which {@link #leave} ends; opens the destination again if it was replaced. */
    Opening enter() {
        Opening entered = entered(null);
        while (entered == null && opener != null) {
            Opening fresh = new Opening(opener.get());
            entered = entered(fresh);
            if (entered != fresh) {
                close(fresh.destination()); // someone else was faster
            }
        }
        if (entered == null) {
            throw new IllegalStateException("the destination " + name + " was replaced without an opener");
        }
        return entered;
    }

    private synchronized @Nullable Opening entered(@Nullable Opening fresh) {
        if (current == null) {
            current = fresh;
        }
        if (current != null) {
            current.users++;
        }
        return current;
    }

    /** Ends a use; the last one of what was replaced closes it. */
    void leave(Opening opening) {
        if (left(opening)) {
            close(opening.destination());
        }
    }

    private synchronized boolean left(Opening opening) {
        opening.users--;
        return opening.users == 0 && opening.replaced;
    }

    /** Whether {@link #replace} may do anything. */
    boolean canReopen() {
        return opener != null;
    }

    /**
     * Makes whoever comes next open the destination again; what those use who are in it is closed by the last of them.
     *
     * @return false if it was replaced before, or can't be opened again
     */
    synchronized boolean replace(Opening old) {
        if (opener == null || old.replaced) {
            return false;
        }
        old.replaced = true;
        if (current == old) {
            current = null;
        }
        return true;
    }

    /** Closes what was replaced, and keeps to itself what that throws: nobody waits for it any more. */
    void close(Destination old) {
        try {
            old.close();
        } catch (RuntimeException failed) {
            LOG.warn("destination {} was replaced and could not be closed", name, Fault.withoutMessages(failed));
        }
    }

    @Override
    public void close() {
        Opening last = last();
        if (last != null) {
            last.destination().close();
        }
    }

    private synchronized @Nullable Opening last() {
        return current;
    }
}
