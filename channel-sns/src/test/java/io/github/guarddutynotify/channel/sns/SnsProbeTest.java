package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be known of a topic without telling anybody anything, and what a person reads then. */
@Timeout(60)
class SnsProbeTest {
    private final SnsFarEnd farEnd = new SnsFarEnd();

    @AfterEach
    void close() {
        assertThat(farEnd.published()).as("nobody is told anything").isEmpty();
        farEnd.close();
    }

    @Test
    void findsTheTopicAndSaysWhatItCannotProve() throws Exception {
        farEnd.shows(Map.of("TopicArn", Bench.TOPIC, "SubscriptionsConfirmed", "2"));

        DeliveryResult result = probe();

        assertThat(result.status()).isEqualTo(Status.ACCEPTED);
        assertThat(result.detail())
                .isEqualTo("the topic is there; only a message shows whether sns:Publish is allowed");
        assertThat(farEnd.asked()).singleElement().satisfies(call -> {
            assertThat(call.parameter("TopicArn")).isEqualTo(Bench.TOPIC);
            assertThat(call.accessKeyId()).isEqualTo("AKIASTATIC");
            assertThat(call.region()).isEqualTo("eu-west-1");
        });
    }

    @Test
    void namesTheKeyOfAnEncryptedTopicAndMissingSubscribers() throws Exception {
        farEnd.shows(Map.of(
                "TopicArn", Bench.TOPIC, "SubscriptionsConfirmed", "0", "KmsMasterKeyId", "alias/the-name-of-the-key"));

        assertThat(probe().detail())
                .isEqualTo(
                        "the topic is there, but nobody has confirmed a subscription to it; only a message shows whether"
                                + " sns:Publish is allowed and the topic's KMS key ours to use (kms:GenerateDataKey* and"
                                + " kms:Decrypt)");
    }

    @ParameterizedTest
    @CsvSource({"403, AuthorizationError", "400, AccessDenied", "403, AccessDeniedException"})
    void isNotBrokenByLackingTheRightToLook(int status, String code) throws Exception {
        farEnd.refusePublish(status, code, "User: Quoted is not authorized to perform: SNS:GetTopicAttributes");

        DeliveryResult result = probe();

        assertThat(result.status()).isEqualTo(Status.ACCEPTED);
        assertThat(result.detail())
                .isEqualTo(
                        "AWS knows the credentials, but they may not look at the topic: whether it is there and whether"
                                + " sns:Publish is allowed is not known; allow sns:GetTopicAttributes to have it looked at, or send"
                                + " a test message");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | NotFound             | Topic does not exist        | REJECTED | NOT_FOUND    | check topicArn, or create",
                "400 | InvalidParameter     | Invalid parameter: TopicArn | REJECTED | NOT_FOUND    | leave region out",
                "403 | ExpiredToken         | The token Quoted is expired | REJECTED | AUTH         | the session token has expired",
                "403 | InvalidClientTokenId | The token is invalid        | REJECTED | AUTH         | check the credentials",
                "403 | SignatureDoesNotMatch| Quoted                      | REJECTED | AUTH         | check the secret access key",
                "400 | Throttling           | Rate exceeded               | DEFERRED | RATE_LIMITED | Throttling",
                "503 | ServiceUnavailable   | Quoted                      | DEFERRED | SERVER_ERROR | ServiceUnavailable"
            })
    void saysWhatIsWrongAndWhatToDo(
            int status, String code, String message, Status expected, Reason reason, String sentence) throws Exception {
        farEnd.refusePublish(status, code, message);

        DeliveryResult result = probe();

        assertThat(result.status()).isEqualTo(expected);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).contains(sentence).doesNotContain("Quoted");
    }

    @Test
    void refusesWhatIsNotSns() throws Exception {
        farEnd.answerPublish("<html><body>Welcome to this hotel</body></html>");

        assertThat(probe().reason()).contains(Reason.UNEXPECTED_ANSWER);
    }

    @Test
    void saysThatARoleIsNotOursToAssume() throws Exception {
        farEnd.refuseRole(403, "AccessDenied", "User: Quoted is not authorized to perform: sts:AssumeRole");

        DeliveryResult result = probe(
                keys().with("roleArn", "arn:aws:iam::111122223333:role/notify").with("stsEndpoint", farEnd.url()));

        assertThat(result.reason()).contains(Reason.AUTH);
        assertThat(result.detail()).contains("check roleArn and externalId, the role's trust policy");
    }

    @Test
    void isAnIOExceptionWhenNobodyAnswers() {
        farEnd.close();

        assertThatThrownBy(this::probe).isInstanceOf(IOException.class);
    }

    @Test
    void asksNobodyWhenThereIsNoTime() {
        try (Destination destination = Bench.open(keys())) {
            assertThatThrownBy(() -> destination.probe(Bench.in(Duration.ZERO)))
                    .isInstanceOf(InterruptedIOException.class);
        }
        assertThat(farEnd.connections()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void showsThePublishAsItWouldBeWithoutTheNetwork(Format format) throws Exception {
        Preview preview = preview(SnsChannel.toTopic(Bench.TOPIC, format));

        SnsMessage message = SnsMessage.of(Bench.notification("A title"), format, false, "");
        JsonValue publish = JsonValue.parse(preview.content());
        assertThat(preview.mediaType()).isEqualTo("application/json");
        assertThat(publish.member("Subject").text()).contains("HIGH: A title");
        assertThat(publish.member("Message").text()).contains(message.body());
        assertThat(publish.member("MessageStructure").isPresent()).isEqualTo(message.isPerProtocol());
        assertThat(publish.at("/MessageAttributes/severityLabel/StringValue").text())
                .contains("HIGH");
        assertThat(publish.names()).doesNotContain("MessageGroupId", "MessageDeduplicationId");
        assertThat(farEnd.connections()).isZero();
    }

    @Test
    void showsTheIdsOfAFifoTopic() throws Exception {
        JsonValue publish = JsonValue.parse(
                preview(SnsChannel.toTopic(Bench.TOPIC + ".fifo")).content());

        assertThat(publish.member("MessageGroupId").text()).contains("guardduty/111122223333/eu-west-1/f1");
        assertThat(publish.member("MessageDeduplicationId").text())
                .contains("guardduty/111122223333/eu-west-1/f1/-/1/HIGH");
    }

    private Preview preview(DestinationSpec spec) {
        try (Destination destination = Bench.open(spec.with("endpoint", farEnd.url()))) {
            return destination
                    .preview(Bench.within(Duration.ofSeconds(30), Bench.notification("A title")))
                    .orElseThrow();
        }
    }

    private DeliveryResult probe() throws IOException, InterruptedException {
        return probe(keys());
    }

    private static DeliveryResult probe(DestinationSpec spec) throws IOException, InterruptedException {
        try (Destination destination = Bench.open(spec)) {
            return destination.probe(Bench.in(Duration.ofSeconds(30))).orElseThrow();
        }
    }

    private DestinationSpec keys() {
        return Bench.withKeys(Bench.topicAt(farEnd));
    }
}
