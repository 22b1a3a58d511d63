package io.github.guarddutynotify.examples.worker;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** SQS for the desk, ElasticMQ in this JVM, and a client of it. */
final class Queues implements AutoCloseable {
    static final String REGION = "eu-west-1";
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "an example's secret key";

    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    private final URI endpoint;
    private final SqsClient client;

    Queues() {
        InetSocketAddress address = server.waitUntilStarted().localAddress();
        endpoint = URI.create("http://127.0.0.1:" + address.getPort());
        client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    URI endpoint() {
        return endpoint;
    }

    SqsClient client() {
        return client;
    }

    String standard(String name) {
        return client.createQueue(queue -> queue.queueName(name)).queueUrl();
    }

    String fifo(String name) {
        return client.createQueue(queue -> queue.queueName(name + ".fifo")
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE, "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")))
                .queueUrl();
    }

    void send(String url, String body) {
        client.sendMessage(send -> send.queueUrl(url).messageBody(body));
    }

    void send(String url, String group, String body) {
        client.sendMessage(send -> send.queueUrl(url).messageGroupId(group).messageBody(body));
    }

    /** How many messages there are, those that are hidden at present included. */
    int size(String url) {
        Map<QueueAttributeName, String> attributes = client.getQueueAttributes(get -> get.queueUrl(url)
                        .attributeNames(List.of(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
