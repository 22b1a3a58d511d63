package io.github.guarddutynotify.ledger.dynamodb;

import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.HeldFinding;
import io.github.guarddutynotify.delivery.HeldStore;
import io.github.guarddutynotify.finding.Severity;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is held, in the ledger's table: all of a destination's under one partition key, so that one query lists it. These
 * items don't expire, for they are owed.
 */
final class HeldItems implements HeldStore {
    private static final String ID = "id";
    private static final String TYPE = "type";
    private static final String ACCOUNT = "account";
    private static final String REGION = "region";
    private static final String TITLE = "title";
    private static final String HELD_AT = "heldAt";

    private final LedgerTable table;

    HeldItems(LedgerTable table) {
        this.table = table;
    }

    @Override
    public void put(HeldFinding held) throws IOException {
        table.ask(dynamo -> dynamo.putItem(put -> put.tableName(table.name()).item(item(held))));
    }

    @Override
    public List<HeldFinding> list(String destination) throws IOException {
        return table.ask(dynamo -> dynamo
                .queryPaginator(query -> query.tableName(table.name())
                        .consistentRead(true)
                        .keyConditionExpression("#partition = :partition")
                        .expressionAttributeNames(Map.of("#partition", LedgerItem.FINDING))
                        .expressionAttributeValues(Map.of(":partition", partition(destination))))
                .items()
                .stream()
                .map(item -> held(item, destination))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(HeldFinding::heldAt))
                .toList());
    }

    @Override
    public void remove(HeldFinding held) throws IOException {
        table.unlessChanged(dynamo -> dynamo.deleteItem(delete -> delete.tableName(table.name())
                .key(key(held.entry()))
                .conditionExpression("#heldAt = :heldAt AND #count = :count")
                .expressionAttributeNames(Map.of("#heldAt", HELD_AT, "#count", LedgerItem.COUNT))
                .expressionAttributeValues(
                        Map.of(":heldAt", LedgerItem.text(held.heldAt().toString()), ":count", count(held)))));
    }

    /** No finding's key: those begin with an account. */
    private static AttributeValue partition(String destination) {
        return LedgerItem.text("held for " + destination);
    }

    private static Map<String, AttributeValue> key(Entry entry) {
        return Map.of(
                LedgerItem.FINDING,
                partition(entry.destination()),
                LedgerItem.DESTINATION,
                LedgerItem.text(entry.finding()));
    }

    private static Map<String, AttributeValue> item(HeldFinding held) {
        Map<String, AttributeValue> item = new HashMap<>(key(held.entry()));
        item.put(ID, LedgerItem.text(held.id()));
        item.put(TYPE, LedgerItem.text(held.type()));
        item.put(ACCOUNT, LedgerItem.text(held.account()));
        item.put(REGION, LedgerItem.text(held.region()));
        item.put(LedgerItem.SEVERITY, LedgerItem.text(held.severity().name()));
        item.put(LedgerItem.COUNT, count(held));
        item.put(TITLE, LedgerItem.text(held.title()));
        held.updatedAt().ifPresent(updated -> item.put(LedgerItem.UPDATED_AT, LedgerItem.text(updated.toString())));
        item.put(HELD_AT, LedgerItem.text(held.heldAt().toString()));
        return item;
    }

    private static AttributeValue count(HeldFinding held) {
        return AttributeValue.fromN(Long.toString(held.count()));
    }

    /** An item that was edited by hand and can't be read is left where it is, for a human to see. */
    private static Optional<HeldFinding> held(Map<String, AttributeValue> item, String destination) {
        try {
            return Optional.of(new HeldFinding(
                    new Entry(LedgerItem.textOf(item, LedgerItem.DESTINATION), destination),
                    LedgerItem.textOf(item, ID),
                    LedgerItem.textOf(item, TYPE),
                    LedgerItem.textOf(item, ACCOUNT),
                    LedgerItem.textOf(item, REGION),
                    Severity.valueOf(LedgerItem.textOf(item, LedgerItem.SEVERITY)),
                    Long.parseLong(LedgerItem.numberOf(item, LedgerItem.COUNT)),
                    LedgerItem.textOf(item, TITLE),
                    item.containsKey(LedgerItem.UPDATED_AT)
                            ? Instant.parse(LedgerItem.textOf(item, LedgerItem.UPDATED_AT))
                            : null,
                    Instant.parse(LedgerItem.textOf(item, HELD_AT))));
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
