package io.github.guarddutynotify.ledger.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.delivery.DeliveryLedger.InFlight;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.testkit.DeliveryLedgerContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbLedgerTest extends DeliveryLedgerContract {
    private static final Duration LEASE = Duration.ofSeconds(40);
    /** A write unit is what DynamoDB charges for each begun kilobyte. */
    private static final int WRITE_UNIT = 1024;

    private static LocalDynamoDb dynamo;

    private final Instant now = Instant.now();
    private final Telling telling =
            new Telling(Severity.HIGH, 41, now.minusSeconds(60), now, "0c7a2f9e-0d9a-5a4c-9a53-7c1b6a2f0e11");
    private final Entry entry =
            new Entry("111122223333/eu-west-1/" + UUID.randomUUID().toString().replace("-", ""), "soc-slack");

    @BeforeAll
    static void start() throws Exception {
        dynamo = new LocalDynamoDb();
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.stop();
    }

    @Override
    protected DeliveryLedger open(InstantSource clock) {
        return dynamo.ledger().clock(clock).build();
    }

    @Test
    void isDurable() {
        try (DynamoDbLedger ledger = dynamo.ledger().build()) {
            assertThat(ledger.isDurable()).isTrue();
        }
    }

    @Test
    void keepsAnItemThatReadsWellInTheConsole() throws IOException {
        try (DynamoDbLedger ledger = ledgerAt(now)) {
            ledger.told(entry, granted(ledger).token(), telling);
        }

        assertThat(item())
                .containsEntry("finding", AttributeValue.fromS(entry.finding()))
                .containsEntry("destination", AttributeValue.fromS("soc-slack"))
                .containsEntry("severity", AttributeValue.fromS("HIGH"))
                .containsEntry("count", AttributeValue.fromN("41"))
                .containsEntry(
                        "updatedAt", AttributeValue.fromS(now.minusSeconds(60).toString()))
                .containsEntry("toldAt", AttributeValue.fromS(now.toString()))
                .containsEntry("reference", AttributeValue.fromS("0c7a2f9e-0d9a-5a4c-9a53-7c1b6a2f0e11"))
                .hasSize(8);
    }

    @Test
    void showsWhoTellsAndUntilWhen() throws IOException {
        Instant time = Instant.ofEpochSecond(now.getEpochSecond(), 1);
        String token;
        try (DynamoDbLedger ledger = ledgerAt(time)) {
            token = granted(ledger).token();
        }

        String roundedUp = Instant.ofEpochSecond(now.getEpochSecond() + LEASE.toSeconds(), 1_000_000)
                .toString();
        assertThat(item())
                .containsEntry("claim", AttributeValue.fromS(token))
                .containsEntry("leaseEnd", AttributeValue.fromS(roundedUp));
    }

    @Test
    void comparesTimesWithAndWithoutAFractionOfASecond() throws IOException {
        Instant fullSecond = Instant.ofEpochSecond(now.getEpochSecond());
        try (DynamoDbLedger first = ledgerAt(fullSecond)) {
            granted(first);
        }
        try (DynamoDbLedger early = ledgerAt(fullSecond.plus(LEASE).minusMillis(1))) {
            assertThat(early.claim(entry, LEASE)).isEqualTo(new InFlight(fullSecond.plus(LEASE)));
        }
        try (DynamoDbLedger late = ledgerAt(fullSecond.plus(LEASE).plusMillis(1))) {
            assertThat(late.claim(entry, LEASE)).isInstanceOf(Granted.class);
        }
    }

    @Test
    void letsAnItemExpireNinetyDaysAfterItsLastUse() throws IOException {
        assertThat(dynamo.expiryAttribute()).isEqualTo("expiresAt");

        try (DynamoDbLedger ledger = ledgerAt(now)) {
            String token = granted(ledger).token();
            assertThat(expiry()).isEqualTo(now.plus(Duration.ofDays(90)).getEpochSecond());
            ledger.release(entry, token);
            assertThat(expiry()).isEqualTo(now.plus(Duration.ofDays(90)).getEpochSecond());
        }
        Instant later = now.plus(Duration.ofDays(3));
        try (DynamoDbLedger ledger = dynamo.ledger()
                .clock(() -> later)
                .retention(Duration.ofDays(400))
                .build()) {
            ledger.told(entry, granted(ledger).token(), telling);
        }

        assertThat(expiry()).isEqualTo(later.plus(Duration.ofDays(400)).getEpochSecond());
    }

    @Test
    void countsAnExpiredItemUntilDynamoDbClearsItAway() throws IOException {
        try (DynamoDbLedger ledger = ledgerAt(now)) {
            ledger.told(entry, granted(ledger).token(), telling);
        }
        try (DynamoDbLedger ledger = ledgerAt(now.plus(Duration.ofDays(91)))) {
            assertThat(granted(ledger).lastTelling()).contains(telling);
        }
    }

    @Test
    void takesOneWriteUnit() throws IOException {
        try (DynamoDbLedger ledger = ledgerAt(now)) {
            ledger.told(entry, granted(ledger).token(), telling);
            granted(ledger);
        }

        int size = item().entrySet().stream()
                .mapToInt(attribute -> bytes(attribute.getKey())
                        + bytes(
                                attribute.getValue().s() == null
                                        ? attribute.getValue().n()
                                        : attribute.getValue().s()))
                .sum();
        assertThat(size).isLessThan(WRITE_UNIT);
    }

    @Test
    void tellsAnewAfterAnItemWasEditedIntoNonsense() throws IOException {
        Map<String, AttributeValue> nonsense = new HashMap<>(LedgerItem.of(entry, telling, now));
        for (Map.Entry<String, AttributeValue> broken : Map.of(
                        "severity", AttributeValue.fromS("Dreadful"),
                        "count", AttributeValue.fromS("many"),
                        "toldAt", AttributeValue.fromN("5"),
                        "updatedAt", AttributeValue.fromS("yesterday"))
                .entrySet()) {
            Map<String, AttributeValue> item = new HashMap<>(nonsense);
            item.put(broken.getKey(), broken.getValue());
            dynamo.put(item);

            try (DynamoDbLedger ledger = ledgerAt(now)) {
                String token = granted(ledger).token();
                ledger.told(entry, token, telling);
                assertThat(granted(ledger).lastTelling()).contains(telling);
            }
        }
    }

    @Test
    void waitsAWholeLeaseWhenTheLeaseWasEditedIntoNonsense() throws IOException {
        Map<String, AttributeValue> item = new HashMap<>(LedgerItem.key(entry));
        item.put("claim", AttributeValue.fromS("someone"));
        item.put("leaseEnd", AttributeValue.fromS("tomorrow"));
        dynamo.put(item);

        try (DynamoDbLedger ledger = ledgerAt(now)) {
            assertThat(ledger.claim(entry, LEASE)).isEqualTo(new InFlight(now.plus(LEASE)));
        }
    }

    private DynamoDbLedger ledgerAt(Instant time) {
        return dynamo.ledger().clock(() -> time).build();
    }

    private Granted granted(DeliveryLedger ledger) throws IOException {
        return (Granted) ledger.claim(entry, LEASE);
    }

    private Map<String, AttributeValue> item() {
        return dynamo.item(LedgerItem.key(entry));
    }

    private long expiry() {
        return Long.parseLong(item().get("expiresAt").n());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
