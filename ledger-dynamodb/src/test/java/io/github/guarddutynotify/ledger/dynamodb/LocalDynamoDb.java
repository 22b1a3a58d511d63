package io.github.guarddutynotify.ledger.dynamodb;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * Amazon's DynamoDB Local, in this JVM and in memory, behind a socket of its own: its ready-made server would listen on
 * every interface.
 */
final class LocalDynamoDb {
    static final String TABLE = "guardduty-notify";
    private static final String REGION = "eu-west-1";
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "an example's secret key"));

    /** Enough for a busy machine; what is to time out has a timeout of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalDynamoDBRequestHandler store;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final DynamoDbClient client;

    /** Starts with the table as the ledger's documentation says. */
    LocalDynamoDb() throws Exception {
        store = new LocalDynamoDBRequestHandler(0, true, null, true, false);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new LocalDynamoDBServerHandler(store, null));
        server.start();
        client = new Connection(Region.of(REGION), endpoint(), CREDENTIALS, PATIENCE).open();
        createTable(TABLE, LedgerItem.FINDING, LedgerItem.DESTINATION);
        client.updateTimeToLive(ttl -> ttl.tableName(TABLE)
                .timeToLiveSpecification(spec -> spec.enabled(true).attributeName(LedgerItem.EXPIRES_AT)));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    void createTable(String name, String partitionKey, String sortKey) {
        client.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(string(partitionKey), string(sortKey)))
                .keySchema(List.of(key(partitionKey, KeyType.HASH), key(sortKey, KeyType.RANGE))));
    }

    private static AttributeDefinition string(String attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    DynamoDbLedger.Builder ledger() {
        return ledger(TABLE, endpoint());
    }

    static DynamoDbLedger.Builder ledger(String table, URI endpoint) {
        return DynamoDbLedger.builder(table)
                .region(REGION)
                .endpoint(endpoint)
                .credentials(CREDENTIALS)
                .timeout(PATIENCE);
    }

    Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return client.getItem(get -> get.tableName(TABLE).key(key).consistentRead(true))
                .item();
    }

    void put(Map<String, AttributeValue> item) {
        client.putItem(put -> put.tableName(TABLE).item(item));
    }

    String expiryAttribute() {
        return client.describeTimeToLive(ttl -> ttl.tableName(TABLE))
                .timeToLiveDescription()
                .attributeName();
    }

    void stop() throws Exception {
        client.close();
        server.stop();
        store.shutdown();
    }
}
