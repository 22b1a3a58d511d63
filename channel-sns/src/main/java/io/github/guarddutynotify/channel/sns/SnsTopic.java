package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
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
    private static final DeliveryResult WITHOUT_MESSAGE_ID =
            DeliveryResult.rejected(Reason.UNEXPECTED_ANSWER, "the far end answered without SNS's message id");

    private final TopicSettings topic;
    private final Credentials credentials;
    private final Connections connections;
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
        if (delivery.timeLeft().isZero()) {
            throw new InterruptedIOException("no time left to ask");
        }
        return Exchange.of(delivery, () -> published(delivery));
    }

    /** Logs in first: what fails there is about who we are, what fails afterwards about the message. */
    private DeliveryResult published(Delivery delivery) throws IOException {
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
            PublishResponse answer = now.client().publish(request(message(delivery), login));
            boolean isPromised =
                    answer.messageId() != null && !answer.messageId().isBlank();
            return isPromised ? DeliveryResult.accepted(answer.messageId()) : WITHOUT_MESSAGE_ID;
        } catch (AwsServiceException refused) {
            return Refusal.of(refused).ofPublish();
        } catch (SdkClientException failed) {
            return Silence.orElse(failed, WITHOUT_MESSAGE_ID);
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
    public synchronized void close() {
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
