package io.github.guarddutynotify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of a topic, provoked, and the sentence that a person then reads, before a message and with one. */
@Timeout(60)
class TopicFaultsTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();
    private final HttpFarEnd sns = HttpFarEnd.http(HttpAnswer.of(200, ""));

    @AfterEach
    void stop() {
        sns.close();
    }

    private Path config() throws IOException {
        terminal.with("AWS_SECRET", "an example's secret");
        return Files.writeString(folder.resolve("notifier.json"), """
                {
                  "destinations": {
                    "topic": {
                      "channel": "sns", "topicArn": "arn:aws:sns:eu-west-1:111122223333:guardduty", "endpoint": "%s",
                      "accessKeyId": "AKIDEXAMPLE", "secretAccessKey": "${AWS_SECRET}"
                    }
                  },
                  "routes": [ { "to": ["topic"] } ]
                }
                """.formatted(sns.url("")));
    }

    private static HttpAnswer error(int status, String code, String message) {
        return HttpAnswer.of(
                status,
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error><RequestId>r</RequestId></ErrorResponse>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | NotFound             | rejected (not-found) | check topicArn
            403 | ExpiredToken         | rejected (auth)      | the session token has expired
            403 | InvalidClientTokenId | rejected (auth)      | the access key is not known
            """)
    void aProofSaysWhatIsWrongAndWhatToDo(int status, String code, String outcome, String sentence) throws Exception {
        sns.willAnswer(error(status, code, "quoted"));

        assertThat(terminal.run("check", "--live", config())).isOne();
        assertThat(terminal.out())
                .contains("  topic  " + outcome + ": SNS answered " + code + ": ", sentence)
                .doesNotContain("quoted");
    }

    @Test
    void aProofThatMayNotLookSaysSo() throws Exception {
        sns.willAnswer(error(403, "AuthorizationError", "quoted"));

        assertThat(terminal.run("check", "--live", config())).isZero();
        assertThat(terminal.out())
                .contains(
                        "  topic  accepted: AWS knows the credentials, but they may not look at the topic",
                        "sns:Publish");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | AuthorizationError | rejected (auth)      | allow sns:Publish on the topic
            400 | KMSAccessDenied    | rejected (auth)      | its key policy must allow kms:GenerateDataKey* and kms:Decrypt
            400 | KMSDisabled        | rejected (not-found) | the topic's KMS key is missing, disabled or pending deletion
            404 | NotFound           | rejected (not-found) | check topicArn
            """)
    void aTestMessageSaysWhatNoProofCan(int status, String code, String outcome, String sentence) throws Exception {
        sns.willAnswer(error(status, code, "quoted"));

        assertThat(terminal.run("test", config())).isOne();
        assertThat(terminal.out())
                .contains("  topic  " + outcome + ": SNS answered " + code + ": ", sentence)
                .doesNotContain("quoted", "an example's secret");
    }
}
