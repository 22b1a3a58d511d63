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
 * @param timeout for a call with all its attempts
 */
record Connection(
        @Nullable Region region,
        @Nullable URI endpoint,
        @Nullable AwsCredentialsProvider credentials,
        Duration timeout) {
    private static final int ATTEMPTS = 2;

    /** To connect, and to get the next bytes. */
    private static final int WAITS_IN_AN_ATTEMPT = 2;

    /**
     * The sockets give up first. The SDK's timer is for the rest, such as its wait before the second attempt: while an answer
     * is being read it can't be relied on, because it closes the connection under a lock that the reading thread needs, and
     * the JDK first drains what is left of the answer.
     */
    DynamoDbClient open() {
        Duration wait = timeout.dividedBy(ATTEMPTS * WAITS_IN_AN_ATTEMPT);
        DynamoDbClientBuilder client = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(wait)
                        .socketTimeout(wait))
                .overrideConfiguration(override -> override.apiCallTimeout(timeout)
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
