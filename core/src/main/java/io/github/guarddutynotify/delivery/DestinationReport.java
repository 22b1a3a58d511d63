package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a report: what became of a finding at one destination.
 *
 * @param destination the destination's name
 * @param outcome what became of it
 * @param cause why it was not accepted; {@code null} if it was
 * @param detail more of why, for a person; never a secret; may be empty
 * @param attempts how often the far end was asked
 * @param elapsed how long it took in all, waiting included
 * @param retryWait how long to wait before the next attempt; {@code null} if nobody said
 * @param age how long before the far end accepted it GuardDuty had updated the finding; {@code null} if it was not
 *     accepted, or the finding does not say
 */
public record DestinationReport(
        String destination,
        Outcome outcome,
        @Nullable Reason cause,
        String detail,
        int attempts,
        Duration elapsed,
        @Nullable Duration retryWait,
        @Nullable Duration age) {

    static DestinationReport skipped(String destination, Reason reason, String detail) {
        return new DestinationReport(destination, Outcome.SKIPPED, reason, detail, 0, Duration.ZERO, null, null);
    }

    /**
     * Why it was not accepted.
     *
     * @return the reason; empty if it was accepted
     */
    public Optional<Reason> reason() {
        return Optional.ofNullable(cause);
    }

    /**
     * How long to wait before the next attempt: as long as the far end asked for, until another's lease ends, or until
     * the destination's own rate has room.
     *
     * @return the time from the report on, if someone said one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryWait);
    }

    /**
     * The response time: how long it took from GuardDuty's last update of the finding until the far end had accepted it,
     * EventBridge, queues and former attempts included.
     *
     * @return the time, if it was accepted and the finding says when it was updated
     */
    public Optional<Duration> sinceUpdate() {
        return Optional.ofNullable(age);
    }

    /**
     * The line as plain values, as {@link DeliveryReport#toJson()} writes it.
     *
     * @return a map of texts and numbers
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("destination", destination);
        map.put("outcome", outcome.label());
        reason().ifPresent(reason -> map.put("reason", reason.label()));
        if (!detail.isEmpty()) {
            map.put("detail", detail);
        }
        map.put("attempts", attempts);
        map.put("milliseconds", elapsed.toMillis());
        sinceUpdate().ifPresent(time -> map.put("secondsSinceUpdate", time.toSeconds()));
        retryAfter().ifPresent(after -> map.put("retryAfterSeconds", after.toSeconds()));
        return map;
    }

    @Override
    public String toString() {
        return destination + " " + outcome.label()
                + reason().map(why -> " (" + why.label() + ")").orElse("");
    }
}
