package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SNS answers, as the real client understands it, and what becomes of that. */
class SnsAnswersTest {
    private final SnsFarEnd farEnd = new SnsFarEnd();

    @AfterEach
    void close() {
        farEnd.close();
    }

    @Test
    void tellsTheMessageId() throws Exception {
        DeliveryResult result = deliver();

        assertThat(result.status()).isEqualTo(Status.ACCEPTED);
        assertThat(result.reference()).contains("message-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Throttling            | Rate exceeded                                    | DEFERRED | RATE_LIMITED",
                "429 | Throttled             | Rate exceeded                                    | DEFERRED | RATE_LIMITED",
                "400 | ThrottlingException   | Rate exceeded                                    | DEFERRED | RATE_LIMITED",
                "400 | KMSThrottling         | The request was denied due to request throttling | DEFERRED | RATE_LIMITED",
                "400 | KMSThrottlingException | The request was denied                          | DEFERRED | RATE_LIMITED",
                "500 | InternalError         | Quoted                                           | DEFERRED | SERVER_ERROR",
                "503 | ServiceUnavailable    | Quoted                                           | DEFERRED | SERVER_ERROR",
                "403 | ExpiredToken          | The security token included is expired: Quoted   | REJECTED | AUTH",
                "400 | ExpiredTokenException | The security token included is expired: Quoted   | REJECTED | AUTH",
                "403 | InvalidClientTokenId  | The security token included is invalid           | REJECTED | AUTH",
                "403 | SignatureDoesNotMatch | The canonical string should have been Quoted     | REJECTED | AUTH",
                "403 | AuthorizationError    | User: Quoted is not authorized                   | REJECTED | AUTH",
                "403 | InvalidSecurity       | Quoted                                           | REJECTED | AUTH",
                "400 | IncompleteSignature   | Quoted                                           | REJECTED | AUTH",
                "404 | NotFound              | Topic does not exist                             | REJECTED | NOT_FOUND",
                "400 | InvalidParameter      | Invalid parameter: TopicArn                      | REJECTED | NOT_FOUND",
                "400 | InvalidParameter      | Invalid parameter: Message too long              | REJECTED | TOO_LARGE",
                "400 | InvalidParameter      | Invalid parameter: Subject                       | REJECTED | INVALID_MESSAGE",
                "400 | ParameterValueInvalid | The message attribute 'Quoted' must contain      | REJECTED | INVALID_MESSAGE",
                "400 | ValidationError       | 1 validation error detected: Quoted              | REJECTED | INVALID_MESSAGE",
                "400 | KMSAccessDenied       | The ciphertext refers to Quoted                  | REJECTED | AUTH",
                "403 | KMSOptInRequired      | Quoted                                           | REJECTED | AUTH",
                "400 | KMSNotFound           | Quoted                                           | REJECTED | NOT_FOUND",
                "400 | KMSDisabled           | Quoted                                           | REJECTED | NOT_FOUND",
                "400 | KMSInvalidState       | Quoted                                           | REJECTED | NOT_FOUND",
                "404 | Strange<Quoted>Code   | Quoted                                           | REJECTED | NOT_FOUND"
            })
    void classifiesByCodeAfterOneAttempt(int status, String code, String message, Status expected, Reason reason)
            throws Exception {
        farEnd.refusePublish(status, code.replace("<", "&lt;").replace(">", "&gt;"), message);

        DeliveryResult result = deliver();

        assertThat(result.status()).isEqualTo(expected);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).startsWith("SNS answered ").doesNotContain("Quoted");
        assertThat(farEnd.published()).as("the SDK's own retry is off").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AuthorizationError | x | AuthorizationError: the credentials may not publish here; allow sns:Publish on the topic, by a policy of theirs and, if the topic is another account's, by the topic's policy too",
                "404 | NotFound | x | NotFound: there is no such topic, or no longer; check topicArn, or create the topic and its subscriptions anew",
                "400 | InvalidParameter | Invalid parameter: TopicArn | InvalidParameter: the topic is not of the region that was asked; check topicArn, and leave region out unless it differs",
                "403 | ExpiredToken | x | ExpiredToken: the session token has expired; renew it, or set a profile or a roleArn, which renew themselves",
                "403 | SignatureDoesNotMatch | x | SignatureDoesNotMatch: check the secret access key, and this machine's clock",
                "400 | KMSAccessDenied | x | KMSAccessDenied: the topic's KMS key is not ours to use; its key policy must allow kms:GenerateDataKey* and kms:Decrypt (the key alias/aws/sns can't be shared with another account)",
                "400 | KMSDisabled | x | KMSDisabled: the topic's KMS key is missing, disabled or pending deletion; enable it, or give the topic another key whose policy allows kms:GenerateDataKey* and kms:Decrypt"
            })
    void saysWhatToDoInABoundedSentence(int status, String code, String message, String sentence) throws Exception {
        farEnd.refusePublish(status, code, message);

        assertThat(deliver().detail()).isEqualTo("SNS answered " + sentence).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({"7, PT7S", "0, PT0S", "'Fri, 31 Dec 2100 23:59:59 GMT', ", "'', ", "99999999999999, "})
    void passesOnHowLongAGatewayWantsToBeLeftAlone(String header, Duration wait) throws Exception {
        farEnd.refusePublish(503, "ServiceUnavailable", "x");
        farEnd.wantsPatience(header);

        assertThat(deliver().retryAfter()).isEqualTo(Optional.ofNullable(wait));
    }

    @Test
    void countsADateFromTheTimeOfWhoAnswers() throws Exception {
        farEnd.refusePublish(429, "Throttling", "x");
        farEnd.wantsPatience("Fri, 31 Dec 2100 23:59:59 GMT", "Fri, 31 Dec 2100 23:58:29 GMT");

        assertThat(deliver().retryAfter()).contains(Duration.ofSeconds(90));
    }

    @Test
    void countsAnAnswerThatTheSdkFailsAtAsNone() {
        farEnd.refusePublish(503, "ServiceUnavailable", "x");
        farEnd.wantsPatience("-1");

        assertThatThrownBy(this::deliver).isInstanceOf(IOException.class);
        assertThat(farEnd.published()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KMSAccessDenied", "KMSDisabled"})
    void namesTheRemedyWhenTheTopicsKeyIsNotOurs(String code) throws Exception {
        farEnd.refusePublish(400, code, "");

        assertThat(deliver().detail()).contains(code, "kms:GenerateDataKey*", "kms:Decrypt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<PublishResponse><PublishResult/></PublishResponse>",
                "<PublishResponse><PublishResult><MessageId> </MessageId></PublishResult></PublishResponse>",
                "<html><body>Welcome to this hotel</body></html>",
                "ok"
            })
    void rejectsASuccessWithoutAMessageId(String body) throws Exception {
        farEnd.answerPublish(body);

        DeliveryResult result = deliver();

        assertThat(result.status()).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).contains(Reason.UNEXPECTED_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({
        "301, REJECTED, REDIRECTED",
        "403, REJECTED, AUTH",
        "404, REJECTED, NOT_FOUND",
        "408, DEFERRED, TIMEOUT",
        "413, REJECTED, TOO_LARGE",
        "429, DEFERRED, RATE_LIMITED",
        "502, DEFERRED, SERVER_ERROR"
    })
    void goesByTheStatusWhenSomethingInBetweenAnswers(int status, Status expected, Reason reason) throws Exception {
        HttpAnswer answer =
                HttpAnswer.of(status, "<html>Quoted</html>").with("Location", "http://127.0.0.1:1/elsewhere");
        try (HttpFarEnd gateway = HttpFarEnd.http(answer)) {
            DeliveryResult result = Bench.deliver(
                    Bench.withKeys(SnsChannel.toTopic(Bench.TOPIC)).with("endpoint", gateway.url("")));

            assertThat(result.status()).isEqualTo(expected);
            assertThat(result.reason()).contains(reason);
            assertThat(result.detail()).contains("HTTP " + status).doesNotContain("Quoted");
            assertThat(gateway.attempts()).isEqualTo(1);
        }
    }

    private DeliveryResult deliver() throws Exception {
        return Bench.deliver(Bench.withKeys(Bench.topicAt(farEnd)));
    }
}
