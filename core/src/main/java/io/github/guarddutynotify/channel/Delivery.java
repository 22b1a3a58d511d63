package io.github.guarddutynotify.channel;

import io.github.guarddutynotify.notification.Notification;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of one attempt. The simplest channel uses {@link #notification()} and nothing else.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Delivery {
    private final Notification notification;
    private final Deadline deadline;
    private final @Nullable Telling previous;
    private final Set<String> recipients;

    private Delivery(Notification notification, Deadline deadline, @Nullable Telling previous, Set<String> recipients) {
        this.notification = notification;
        this.deadline = deadline;
        this.previous = previous;
        this.recipients = Set.copyOf(recipients);
    }

    /**
     * A first attempt to tell something new.
     *
     * @param notification what is to be told
     * @param deadline by when
     * @return the delivery
     */
    public static Delivery of(Notification notification, Deadline deadline) {
        return new Delivery(notification, deadline, null, Set.of());
    }

    /**
     * The same of something that was told before.
     *
     * @param telling what the destination was last told of the finding; {@code null} if nothing
     * @return the new delivery
     */
    public Delivery after(@Nullable Telling telling) {
        return new Delivery(notification, deadline, telling, recipients);
    }

    /**
     * The same for some recipients only.
     *
     * @param owed those that a former attempt left out; empty for all
     * @return the new delivery
     */
    public Delivery to(Set<String> owed) {
        return new Delivery(notification, deadline, previous, owed);
    }

    /**
     * What is to be told.
     *
     * @return the notification
     */
    public Notification notification() {
        return notification;
    }

    /**
     * How long the attempt may still take.
     *
     * @return the time left at this moment; zero if there is none
     */
    public Duration timeLeft() {
        return deadline.left();
    }

    /**
     * By when the attempt is to be over.
     *
     * @return the deadline
     */
    public Deadline deadline() {
        return deadline;
    }

    /**
     * What this destination was last told of the finding.
     *
     * @return the telling; empty for the first time
     */
    public Optional<Telling> previous() {
        return Optional.ofNullable(previous);
    }

    /**
     * What changed about the finding since this destination was last told of it. It is what a reader of an update wants
     * first, so a channel shows it before everything else.
     *
     * @return one line in our own words, such as {@code Severity Medium → High · 3 → 41 occurrences since 09:12 UTC}, the
     *     time of another day in ISO 8601; empty for the first time, and where the notification is not about one finding
     */
    public Optional<String> change() {
        boolean isOfOne = notification.findings().size() == 1;
        return previous == null || !isOfOne
                ? Optional.empty()
                : Optional.of(Change.of(previous, notification.findings().get(0), deadline.now()));
    }

    /**
     * Those who are still owed, where the medium has recipients.
     *
     * @return the recipients that a former attempt {@linkplain DeliveryResult#owed() left out}; empty for all
     */
    public Set<String> recipients() {
        return recipients;
    }

    @Override
    public String toString() {
        return "Delivery[" + notification + "]";
    }
}
