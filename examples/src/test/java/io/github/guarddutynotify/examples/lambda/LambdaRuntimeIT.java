package io.github.guarddutynotify.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.examples.LocalDynamoDb;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The zip with a {@code notifier.json} at its root, under the real runtime interface client: one event, four messages. */
@Timeout(120)
class LambdaRuntimeIT {
    private static final String EVENT = Findings.builder("Recon:EC2/PortProbeUnprotectedPort", 8)
            .id("finding-1")
            .at("/title", "title-of-the-finding")
            .event();

    @TempDir
    private Path taskRoot;

    @TempDir
    private Path keys;

    private final HttpFarEnd slack = HttpFarEnd.http(HttpAnswer.of(200, "ok"));
    private final HttpFarEnd chat = HttpFarEnd.http(HttpAnswer.of(200, "{}"));
    private final HttpFarEnd sns = HttpFarEnd.http(AwsAnswers.published());
    private MailFarEnd mail;

    @BeforeEach
    void unpack() throws Exception {
        mail = new MailFarEnd(keys);
        LambdaZip.unpack(taskRoot);
    }

    @AfterEach
    void close() {
        slack.close();
        chat.close();
        sns.close();
        mail.close();
    }

    static List<Path> javas() {
        return LambdaProcess.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void makesFourMessagesOfOneEvent(Path java) throws Exception {
        configure();
        try (RuntimeApi api = new RuntimeApi(Duration.ofSeconds(30));
                LambdaProcess function = start(java, api)) {
            RuntimeApi.Answer answer = api.invoke(EVENT);

            assertThat(answer.path()).as(() -> answer.body()).isEqualTo("response");
            JsonValue report = JsonValue.parse(answer.body());
            assertThat(report.at("/findingId").text()).contains("finding-1");
            assertThat(report.all("/destinations/*/outcome"))
                    .map(outcome -> outcome.text().orElseThrow())
                    .containsExactly("accepted", "accepted", "accepted", "accepted");
            assertThat(function.log()).contains("isDurable()").doesNotContain("title-of-the-finding", "WARNING");
        }
        assertThat(slack.requests()).singleElement().asString().contains("title-of-the-finding");
        assertThat(chat.requests()).singleElement().asString().contains("title-of-the-finding");
        assertThat(sns.requests()).singleElement().asString().contains("title-of-the-finding");
        assertThat(mail.mails()).singleElement().satisfies(one -> {
            assertThat(one.to()).containsExactly("oncall@example.com");
            assertThat(one.text()).contains("multipart/alternative", "title-of-the-finding");
        });
    }

    @ParameterizedTest
    @MethodSource("javas")
    void failsTheInvocationForADeadSlackAndTellsTheOthersOnce(Path java) throws Exception {
        configure();
        slack.rejecting(HttpAnswer.of(404, "no_service")).will(Behaviour.REJECT);
        try (RuntimeApi api = new RuntimeApi(Duration.ofSeconds(30));
                LambdaProcess function = start(java, api)) {
            RuntimeApi.Answer first = api.invoke(EVENT);
            RuntimeApi.Answer again = api.invoke(EVENT);

            for (RuntimeApi.Answer answer : List.of(first, again)) {
                assertThat(answer.path()).isEqualTo("error");
                JsonValue error = JsonValue.parse(answer.body());
                assertThat(error.at("/errorType").text()).contains(IncompleteDeliveryException.class.getName());
                assertThat(error.at("/errorMessage").text().orElseThrow())
                        .startsWith("1 of 4 destinations still owed the finding: slack rejected (not-found):"
                                + " HTTP 404 no_service");
                assertThat(answer.body()).doesNotContain("title-of-the-finding", slack.url(""));
            }
            assertThat(function.log()).doesNotContain("title-of-the-finding", slack.url(""), MailFarEnd.PASSWORD);
        }
        assertThat(slack.attempts()).as("once an invocation").isEqualTo(2);
        assertThat(chat.attempts()).isEqualTo(1);
        assertThat(sns.attempts()).isEqualTo(1);
        assertThat(mail.mails()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void tellsOnlyTheFourthWhenItsWebhookIsBack(Path java) throws Exception {
        configure();
        slack.rejecting(HttpAnswer.of(404, "no_service")).will(Behaviour.REJECT);
        try (RuntimeApi api = new RuntimeApi(Duration.ofSeconds(30));
                LambdaProcess function = start(java, api)) {
            assertThat(api.invoke(EVENT).path()).as(function.log()).isEqualTo("error");
            assertThatThreeAreTold();

            slack.will(Behaviour.ACCEPT);
            assertThat(api.invoke(EVENT).path()).as(function.log()).isEqualTo("response");
        }
        assertThatThreeAreTold();
        assertThat(slack.attempts()).isEqualTo(2);
    }

    /** Lambda may run the repeated invocation on another instance, and does after a deployment. */
    @Test
    void tellsOnlyTheFourthWhenAnotherInstanceIsInvokedWithTheSameTable() throws Exception {
        configure();
        slack.rejecting(HttpAnswer.of(404, "no_service")).will(Behaviour.REJECT);
        Path java = javas().get(0);
        try (LocalDynamoDb dynamo = new LocalDynamoDb();
                RuntimeApi api = new RuntimeApi(Duration.ofSeconds(30));
                RuntimeApi another = new RuntimeApi(Duration.ofSeconds(30))) {
            try (LambdaProcess function = start(java, api, dynamo.environment())) {
                assertThat(api.invoke(EVENT).path()).as(function.log()).isEqualTo("error");
                assertThat(function.log())
                        .as("the warning of a ledger that forgets")
                        .doesNotContain("isDurable()");
            }
            assertThatThreeAreTold();

            slack.will(Behaviour.ACCEPT);
            try (LambdaProcess function = start(java, another, dynamo.environment())) {
                assertThat(another.invoke(EVENT).path()).as(function.log()).isEqualTo("response");
            }
        }
        assertThatThreeAreTold();
        assertThat(slack.attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void namesTheMessageOfAQueueForADeadSlackAndTellsOnlyTheFourthWhenItIsBack(Path java) throws Exception {
        configure();
        slack.rejecting(HttpAnswer.of(404, "no_service")).will(Behaviour.REJECT);
        String batch = JsonWriter.write(JsonWriter.object(
                "Records",
                List.of(JsonWriter.object(
                        "messageId",
                        "message-1",
                        "eventSource",
                        "aws:sqs",
                        "eventSourceARN",
                        "arn:aws:sqs:eu-west-1:111122223333:findings",
                        "body",
                        EVENT))));
        try (RuntimeApi api = new RuntimeApi(Duration.ofSeconds(30));
                LambdaProcess function =
                        LambdaProcess.start(GuardDutyQueueHandler.class, java, taskRoot, api, secrets())) {
            RuntimeApi.Answer first = api.invoke(batch);
            assertThat(first.path()).as(function.log()).isEqualTo("response");
            assertThat(first.body()).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-1\"}]}");
            assertThatThreeAreTold();

            slack.will(Behaviour.ACCEPT);
            assertThat(api.invoke(batch).body()).as(function.log()).isEqualTo("{\"batchItemFailures\":[]}");
        }
        assertThatThreeAreTold();
        assertThat(slack.attempts()).isEqualTo(2);
    }

    private void assertThatThreeAreTold() {
        assertThat(chat.attempts()).isEqualTo(1);
        assertThat(sns.attempts()).isEqualTo(1);
        assertThat(mail.mails()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void failsItsStartWithEveryProblemOfTheConfiguration(Path java) throws Exception {
        Files.writeString(
                taskRoot.resolve("notifier.json"),
                "{\"destinations\": {\"a\": {\"channel\": \"slack\"}}, \"routes\": [{\"to\": [\"b\"]}]}");
        try (RuntimeApi api = new RuntimeApi(Duration.ofSeconds(30));
                LambdaProcess function = start(java, api)) {
            RuntimeApi.Answer answer = api.answer();

            assertThat(answer.path()).as(function.log()).isEqualTo("error");
            assertThat(answer.body())
                    .contains(
                            "destinations.a.webhookUrl: is missing", "routes[0].to[0]: no destination named \\\"b\\\"");
        }
    }

    private void configure() throws Exception {
        Map<String, Object> destinations = JsonWriter.object(
                "slack",
                JsonWriter.object("channel", "slack", "webhookUrl", "${SLACK_WEBHOOK_URL}"),
                "chat",
                JsonWriter.object("channel", "gchat", "webhookUrl", chat.url("/v1/spaces/x/messages?key=k&token=t")),
                "sns",
                JsonWriter.object(
                        "channel",
                        "sns",
                        "topicArn",
                        "arn:aws:sns:eu-west-1:111122223333:guardduty",
                        "endpoint",
                        sns.url("/"),
                        "accessKeyId",
                        "AKIDEXAMPLE",
                        "secretAccessKey",
                        "secret"),
                "mail",
                JsonWriter.object(
                        "channel",
                        "smtp",
                        "host",
                        "localhost",
                        "port",
                        mail.port(),
                        "username",
                        MailFarEnd.USERNAME,
                        "password",
                        "${SMTP_PASSWORD}",
                        "from",
                        "guardduty@example.com",
                        "to",
                        "oncall@example.com",
                        "trustedCertificates",
                        mail.pem().toString()));
        List<Object> routes = List.of(JsonWriter.object("to", List.of("slack", "chat", "sns", "mail")));
        Files.writeString(
                taskRoot.resolve("notifier.json"),
                JsonWriter.write(JsonWriter.object("destinations", destinations, "routes", routes)));
    }

    private Map<String, String> secrets() {
        return Map.of("SLACK_WEBHOOK_URL", slack.url("/services/T/B/X"), "SMTP_PASSWORD", MailFarEnd.PASSWORD);
    }

    private LambdaProcess start(Path java, RuntimeApi api) throws IOException {
        return start(java, api, Map.of());
    }

    private LambdaProcess start(Path java, RuntimeApi api, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(secrets());
        return LambdaProcess.start(java, taskRoot, api, environment);
    }
}
