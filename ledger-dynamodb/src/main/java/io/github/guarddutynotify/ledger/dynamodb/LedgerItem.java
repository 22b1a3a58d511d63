package io.github.guarddutynotify.ledger.dynamodb;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.finding.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The item of a finding at a destination: its attributes, by the names that the console shows. */
final class LedgerItem {
    static final String FINDING = "finding";
    static final String DESTINATION = "destination";
    static final String CLAIM = "claim";
    static final String LEASE_END = "leaseEnd";
    static final String EXPIRES_AT = "expiresAt";
    static final String SEVERITY = "severity";
    static final String COUNT = "count";
    static final String UPDATED_AT = "updatedAt";
    private static final String TOLD_AT = "toldAt";
    private static final String REFERENCE = "reference";
    private static final String OWED = "owed";

    /** Always three digits of a second, so that the order of the texts is that of the times. */
    private static final DateTimeFormatter SORTABLE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private LedgerItem() {}

    static Map<String, AttributeValue> key(Entry entry) {
        return Map.of(FINDING, text(entry.finding()), DESTINATION, text(entry.destination()));
    }

    /** The whole item of a telling, without a claim. */
    static Map<String, AttributeValue> of(Entry entry, Telling telling, Instant expiry) {
        Map<String, AttributeValue> item = new HashMap<>(key(entry));
        item.put(SEVERITY, text(telling.severity().name()));
        item.put(COUNT, AttributeValue.fromN(Long.toString(telling.count())));
        item.put(TOLD_AT, text(telling.told().toString()));
        telling.updatedAt().ifPresent(updated -> item.put(UPDATED_AT, text(updated.toString())));
        telling.reference().ifPresent(reference -> item.put(REFERENCE, text(reference)));
        if (!telling.owed().isEmpty()) { // DynamoDB has no empty sets
            item.put(OWED, AttributeValue.fromSs(List.copyOf(telling.owed())));
        }
        item.put(EXPIRES_AT, expiry(expiry));
        return item;
    }

    /**
     * What an item says was told; nothing if it was only claimed so far. One that was edited by hand and can't be read
     * says nothing either: the finding is told once more, and that writes the item anew.
     */
    static Optional<Telling> telling(Map<String, AttributeValue> item) {
        if (!item.containsKey(TOLD_AT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Telling(
                    Severity.valueOf(textOf(item, SEVERITY)),
                    Long.parseLong(numberOf(item, COUNT)),
                    item.containsKey(UPDATED_AT) ? Instant.parse(textOf(item, UPDATED_AT)) : null,
                    Instant.parse(textOf(item, TOLD_AT)),
                    item.containsKey(REFERENCE) ? textOf(item, REFERENCE) : null,
                    item.containsKey(OWED) ? Set.copyOf(item.get(OWED).ss()) : Set.of()));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    static Optional<Instant> leaseEnd(Map<String, AttributeValue> item) {
        try {
            return item.containsKey(LEASE_END) ? Optional.of(Instant.parse(textOf(item, LEASE_END))) : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** A time to compare with a lease's end. */
    static AttributeValue time(Instant time) {
        return text(SORTABLE.format(time));
    }

    /** The end of a lease, up to the next millisecond: a lease is never shorter than it was asked for. */
    static AttributeValue leaseEnd(Instant end) {
        Instant floor = end.truncatedTo(ChronoUnit.MILLIS);
        return time(floor.equals(end) ? end : floor.plusMillis(1));
    }

    /** TTL counts in seconds since 1970. */
    static AttributeValue expiry(Instant expiry) {
        return AttributeValue.fromN(Long.toString(expiry.getEpochSecond()));
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static String textOf(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        return orEmpty(value == null ? null : value.s());
    }

    static String numberOf(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        return orEmpty(value == null ? null : value.n());
    }

    /** An attribute that is missing or of another type is an empty text, which no reader of a value takes. */
    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
