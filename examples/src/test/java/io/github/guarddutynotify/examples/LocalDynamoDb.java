package io.github.guarddutynotify.examples;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB for the desk, in this JVM and in memory, with a ledger's table; for processes that outlive one another. */
public final class LocalDynamoDb implements AutoCloseable {
    private static final String TABLE = "guardduty-ledger";
    private static final String REGION = "eu-west-1";
    private static final String ACCESS_KEY = "AKIDEXAMPLE";
    private static final String SECRET_KEY = "an example's secret key";

    private final LocalDynamoDBRequestHandler store;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    /** Starts it, with the table as the ledger's documentation says. */
    public LocalDynamoDb() throws Exception {
        store = new LocalDynamoDBRequestHandler(0, true, null, true, false);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new LocalDynamoDBServerHandler(store, null));
        server.start();
        createTable();
    }

    /** What a process must have in its environment to find region, credentials and the table here. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", endpoint().toString(),
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY,
                "LEDGER_TABLE", TABLE);
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    private void createTable() {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            client.createTable(table -> table.tableName(TABLE)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(List.of(string("finding"), string("destination")))
                    .keySchema(List.of(key("finding", KeyType.HASH), key("destination", KeyType.RANGE))));
        }
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

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception stuck) {
            throw new IllegalStateException("DynamoDB Local does not stop", stuck);
        } finally {
            store.shutdown();
        }
    }
}
