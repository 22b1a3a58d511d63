package io.github.guarddutynotify.ledger.dynamodb;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * How DynamoDB is reached. What is {@code null} is found by the SDK.
 *
 * @param timeout for a call with all its attempts, each of which may take an equal share
 */
record Connection(
        @Nullable Region region,
        @Nullable URI endpoint,
        @Nullable AwsCredentialsProvider credentials,
        Duration timeout) {
    private static final int ATTEMPTS = 2;

    DynamoDbClient open() {
        Duration attempt = timeout.dividedBy(ATTEMPTS);
        DynamoDbClientBuilder client = DynamoDbClient.builder()
                // on the socket too: a blocked read heeds neither an interrupt nor the SDK's own timer
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(attempt)
                        .socketTimeout(attempt))
                .overrideConfiguration(override -> override.apiCallTimeout(timeout)
                        .apiCallAttemptTimeout(attempt)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        if (region != null) {
            client.region(region);
        }
        if (endpoint != null) {
            client.endpointOverride(endpoint);
        }
        if (credentials != null) {
            client.credentialsProvider(credentials);
        }
        return client.build();
    }
}
