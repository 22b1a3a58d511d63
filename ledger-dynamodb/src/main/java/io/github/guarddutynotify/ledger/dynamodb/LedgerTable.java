package io.github.guarddutynotify.ledger.dynamodb;

import io.github.guarddutynotify.delivery.LedgerException;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The table, and the client that asks it: opened by the first question, closed for good. Safe for use by many threads. */
final class LedgerTable {
    private final String name;
    private final Connection connection;
    private @Nullable DynamoDbClient client;
    private boolean closed;

    LedgerTable(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    String name() {
        return name;
    }

    /** Writes on the condition that what the caller knows still holds. */
    void unlessChanged(Function<DynamoDbClient, ?> write) throws IOException {
        try {
            ask(write);
        } catch (ConditionalCheckFailedException lost) {
            return; // the claim ended, or went to another: then this changes nothing, as promised
        }
    }

    <T> T ask(Function<DynamoDbClient, T> call) throws IOException {
        try {
            return call.apply(client());
        } catch (ConditionalCheckFailedException answer) {
            throw answer;
        } catch (SdkException fault) {
            throw LedgerFault.of(name, fault);
        }
    }

    private synchronized DynamoDbClient client() throws LedgerException {
        if (closed) {
            throw new LedgerException("the ledger in DynamoDB table \"" + name + "\" is closed", null);
        }
        if (client == null) {
            client = connection.open();
        }
        return client;
    }

    synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
