package io.github.guarddutynotify.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the far end said to one attempt: accepted, deferred (not now) or rejected (never).
 *
 * <p>Immutable and safe for use by many threads. Details are for people to read and never hold a secret.
 */
public final class DeliveryResult {
    /** The three answers. */
    public enum Status {
        /** The far end took the message. */
        ACCEPTED,
        /** Not now; the same message may pass later. */
        DEFERRED,
        /** Never, without a human. */
        REJECTED
    }

    private static final DeliveryResult ACCEPTED =
            new DeliveryResult(Status.ACCEPTED, null, "", null, null, Set.of(), Set.of());

    private final Status status;
    private final @Nullable Reason reason;
    private final String detail;
    private final @Nullable Duration retryAfter;
    private final @Nullable String reference;
    private final Set<String> owed;
    private final Set<String> refused;

    private DeliveryResult(
            Status status,
            @Nullable Reason reason,
            String detail,
            @Nullable Duration retryAfter,
            @Nullable String reference,
            Set<String> owed,
            Set<String> refused) {
        this.status = status;
        this.reason = reason;
        this.detail = Objects.requireNonNull(detail, "detail");
        this.retryAfter = retryAfter;
        this.reference = reference;
        this.owed = Set.copyOf(owed);
        this.refused = Set.copyOf(refused);
    }

    /**
     * The far end took the message.
     *
     * @return the result
     */
    public static DeliveryResult accepted() {
        return ACCEPTED;
    }

    /**
     * The far end took the message and named it.
     *
     * @param reference the far end's name for it, such as a message id
     * @return the result
     */
    public static DeliveryResult accepted(String reference) {
        return new DeliveryResult(Status.ACCEPTED, null, "", null, reference, Set.of(), Set.of());
    }

    /**
     * The far end does not take the message now.
     *
     * @param reason why
     * @param detail why, for a person; never a secret
     * @return the result
     */
    public static DeliveryResult deferred(Reason reason, String detail) {
        return new DeliveryResult(
                Status.DEFERRED, Objects.requireNonNull(reason, "reason"), detail, null, null, Set.of(), Set.of());
    }

    /**
     * The far end never takes the message.
     *
     * @param reason why
     * @param detail why, for a person; never a secret
     * @return the result
     */
    public static DeliveryResult rejected(Reason reason, String detail) {
        return new DeliveryResult(
                Status.REJECTED, Objects.requireNonNull(reason, "reason"), detail, null, null, Set.of(), Set.of());
    }

    /**
     * The same with a remedy, for who has to do something about it.
     *
     * @param remedy what to do, behind what the detail says already; never a secret
     * @return the new result
     */
    public DeliveryResult advising(String remedy) {
        String both = detail.isEmpty() ? remedy : detail + "; " + remedy;
        return new DeliveryResult(status, reason, both, retryAfter, reference, owed, refused);
    }

    /**
     * The same with the time for which the far end wants to be left alone.
     *
     * @param wait the time from now
     * @return the new result
     */
    public DeliveryResult retryAfter(Duration wait) {
        return new DeliveryResult(status, reason, detail, wait, reference, owed, refused);
    }

    /**
     * The same with a remark for a person, such as what a {@linkplain Destination#probe probe} could not prove.
     *
     * @param remark what there is to say beside the answer; never a secret
     * @return the new result
     */
    public DeliveryResult noting(String remark) {
        return new DeliveryResult(status, reason, remark, retryAfter, reference, owed, refused);
    }

    /**
     * The same with recipients that were refused for now; the next attempt is for them alone.
     *
     * @param recipients who is still owed
     * @return the new result
     */
    public DeliveryResult owing(Set<String> recipients) {
        return new DeliveryResult(status, reason, detail, retryAfter, reference, recipients, refused);
    }

    /**
     * The same with recipients that were refused for good while others have the message; the report names them.
     *
     * @param recipients who never gets it
     * @return the new result
     */
    public DeliveryResult refusing(Set<String> recipients) {
        return new DeliveryResult(status, reason, detail, retryAfter, reference, owed, recipients);
    }

    /**
     * Which of the three answers it is.
     *
     * @return the status
     */
    public Status status() {
        return status;
    }

    /**
     * Why it was not accepted.
     *
     * @return the reason; empty if it was accepted
     */
    public Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * Why it was not accepted, or a remark if it was, for a person.
     *
     * @return a short text without a secret; may be empty
     */
    public String detail() {
        return detail;
    }

    /**
     * How long the far end wants to be left alone.
     *
     * @return the time from the answer on, if the far end gave one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * The far end's name for the message.
     *
     * @return the reference, if it gave one
     */
    public Optional<String> reference() {
        return Optional.ofNullable(reference);
    }

    /**
     * The recipients that were refused for now, where the medium has recipients.
     *
     * @return who is still owed; empty if nobody in particular
     */
    public Set<String> owed() {
        return owed;
    }

    /**
     * The recipients that were refused for good while others have the message.
     *
     * @return who never gets it; empty if nobody
     */
    public Set<String> refused() {
        return refused;
    }

    @Override
    public String toString() {
        return status + (reason == null ? "" : " " + reason) + (detail.isEmpty() ? "" : ": " + detail);
    }
}
