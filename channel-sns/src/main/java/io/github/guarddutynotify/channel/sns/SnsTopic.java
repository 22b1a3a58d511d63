package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.channel.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * One topic. The SDK's client is built at the first delivery: a tenth of a second and more at a cold start that another
 * destination need not wait for.
 */
final class SnsTopic implements Destination {
    private static final DeliveryResult WITHOUT_CREDENTIALS = DeliveryResult.rejected(
            Reason.AUTH,
            "no credentials found; set profile, roleArn, or accessKeyId and secretAccessKey, or give this process a role"
                    + " or the usual AWS environment variables");
    private static final DeliveryResult UNUSABLE_SETTINGS = DeliveryResult.rejected(
            Reason.AUTH,
            "the AWS SDK can't be set up; check the files in ~/.aws and the AWS_... environment variables; a profile that"
                    + " assumes a role needs software.amazon.awssdk:sts on the class path");
    private static final DeliveryResult WITHOUT_MESSAGE_ID = DeliveryResult.rejected(
            Reason.UNEXPECTED_ANSWER,
            "the far end answered without SNS's message id; check endpoint and proxy, something else than SNS may be there");
    private static final DeliveryResult WITHOUT_TOPIC = DeliveryResult.rejected(
            Reason.UNEXPECTED_ANSWER,
            "the far end answered without the topic's attributes; check endpoint and proxy, something else than SNS may be"
                    + " there");

    private final TopicSettings topic;
    private final Credentials credentials;
    private final Connections connections;
    private final Exchanges exchanges = new Exchanges();
    private @Nullable Open open;
    private boolean closed;

    /** What a destination holds once it has something to deliver. */
    private record Open(SnsClient client, AwsCredentialsProvider login) {}

    SnsTopic(TopicSettings topic, Credentials credentials, Connections connections) {
        this.topic = topic;
        this.credentials = credentials;
        this.connections = connections;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
        return exchanges.ask(delivery::timeLeft, () -> {
            SnsMessage message = message(delivery);
            return asked(
                    (client, login) -> published(client, request(message, login)),
                    Refusal::ofPublish,
                    WITHOUT_MESSAGE_ID);
        });
    }

    private static DeliveryResult published(SnsClient client, PublishRequest request) {
        PublishResponse answer = client.publish(request);
        boolean isPromised = answer.messageId() != null && !answer.messageId().isBlank();
        return isPromised ? DeliveryResult.accepted(answer.messageId()) : WITHOUT_MESSAGE_ID;
    }

    /** Has SNS show the topic, which takes good credentials, the right region and a topic, and a permission of its own. */
    @Override
    public Optional<DeliveryResult> probe(Deadline deadline) throws IOException, InterruptedException {
        return Optional.of(exchanges.ask(deadline::left, () -> asked(this::lookedAt, Refusal::ofProbe, WITHOUT_TOPIC)));
    }

    private DeliveryResult lookedAt(SnsClient client, AwsCredentials login) {
        Map<String, String> attributes = client.getTopicAttributes(
                        ask -> ask.topicArn(topic.arn().text())
                                .overrideConfiguration(override ->
                                        override.credentialsProvider(StaticCredentialsProvider.create(login))))
                .attributes();
        if (!attributes.containsKey("TopicArn")) {
            return WITHOUT_TOPIC;
        }
        boolean hasNobody = "0".equals(attributes.get("SubscriptionsConfirmed"));
        boolean isEncrypted = !attributes.getOrDefault("KmsMasterKeyId", "").isEmpty();
        return DeliveryResult.accepted()
                .noting("the topic is there" + (hasNobody ? ", but nobody has confirmed a subscription to it" : "")
                        + "; only a message shows whether sns:Publish is allowed"
                        + (isEncrypted ? " and the topic's KMS key ours to use (" + Refusal.KEY_RIGHTS + ")" : ""));
    }

    @Override
    public Optional<Preview> preview(Delivery delivery) {
        return Optional.of(new Preview("application/json", message(delivery).asRequest(topic.arn())));
    }

    /**
     * Logs in first: what fails there is about who we are, what fails afterwards about the topic or the message.
     *
     * @param unpromised what it means that the far end does not answer as SNS does
     */
    private DeliveryResult asked(
            BiFunction<SnsClient, AwsCredentials, DeliveryResult> question,
            Function<Refusal, DeliveryResult> meaning,
            DeliveryResult unpromised)
            throws IOException {
        Open now;
        AwsCredentials login;
        try {
            now = open();
            login = now.login().resolveCredentials();
        } catch (AwsServiceException refused) {
            return Refusal.of(refused).ofLogin();
        } catch (SdkClientException failed) {
            return Silence.orElse(failed, WITHOUT_CREDENTIALS);
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            return UNUSABLE_SETTINGS;
        }
        try {
            return question.apply(now.client(), login);
        } catch (AwsServiceException refused) {
            return meaning.apply(Refusal.of(refused));
        } catch (SdkClientException failed) {
            return Silence.orElse(failed, unpromised);
        } catch (IllegalArgumentException unreadable) {
            // What the SDK makes of a header that is nonsense, such as a Retry-After of less than nothing.
            throw new IOException("the AWS SDK can't read the far end's answer");
        }
    }

    private SnsMessage message(Delivery delivery) {
        return SnsMessage.of(
                delivery.notification(),
                topic.format(),
                topic.arn().isFifo(),
                delivery.change().orElse(""));
    }

    private PublishRequest request(SnsMessage message, AwsCredentials login) {
        PublishRequest.Builder request = PublishRequest.builder()
                .topicArn(topic.arn().text())
                .subject(message.subject())
                .message(message.body())
                .messageAttributes(message.attributes())
                .overrideConfiguration(
                        override -> override.credentialsProvider(StaticCredentialsProvider.create(login)));
        if (message.isPerProtocol()) {
            request.messageStructure("json");
        }
        if (topic.arn().isFifo()) {
            request.messageGroupId(message.groupId()).messageDeduplicationId(message.deduplicationId());
        }
        return request.build();
    }

    private synchronized Open open() throws IOException {
        if (closed) {
            throw new IOException("the destination is closed");
        }
        if (open == null) {
            // Every request brings the credentials that it is signed with.
            SnsClient client = connections.client(
                    SnsClient.builder().credentialsProvider(AnonymousCredentialsProvider.create()),
                    topic.region(),
                    topic.endpoint());
            open = new Open(client, credentials.provider(connections, topic.region()));
        }
        return open;
    }

    @Override
    public void close() {
        exchanges.close();
        closeClient();
    }

    private synchronized void closeClient() {
        closed = true;
        if (open != null) {
            open.client().close();
            Credentials.close(open.login());
            open = null;
        }
    }

    @Override
    public String toString() {
        return "SnsTopic";
    }
}
