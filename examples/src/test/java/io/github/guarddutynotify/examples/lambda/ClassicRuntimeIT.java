package io.github.guarddutynotify.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip with the classic set-up, {@code input.json} and the environment only, under the real runtime interface client: the
 * classic test event to SNS, e-mail and Google Chat, by each of the ways to credentials.
 */
@Timeout(120)
class ClassicRuntimeIT {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:guardduty";
    private static final String ROLE = "arn:aws:iam::123456789012:role/alerts";

    @TempDir
    private Path taskRoot;

    @TempDir
    private Path keys;

    private final HttpFarEnd chat = HttpFarEnd.http(HttpAnswer.of(200, "{}"));
    private final HttpFarEnd sns = HttpFarEnd.http(AwsAnswers.published());
    private final HttpFarEnd sts = HttpFarEnd.http(AwsAnswers.assumed("ASIA-OF-THE-ROLE"));
    private final Map<String, String> environment = new HashMap<>();
    private MailFarEnd mail;

    @BeforeEach
    void unpack() throws Exception {
        mail = new MailFarEnd(keys);
        LambdaZip.unpack(taskRoot);
        environment.put("SNS_TOPIC_ARN", TOPIC);
        environment.put("GOOGLE_CHAT_WEBHOOK", chat.url("/v1/spaces/x/messages?key=s3cret-key&token=s3cret-token"));
        environment.put("ENABLE_SNS", "true");
        environment.put("ENABLE_EMAIL", "True");
        environment.put("AWS_ENDPOINT_URL_SNS", sns.url(""));
        environment.put("AWS_ENDPOINT_URL_STS", sts.url(""));
    }

    @AfterEach
    void close() {
        chat.close();
        sns.close();
        sts.close();
        mail.close();
    }

    @Test
    void deliversTheTestEventWithAProfile() throws Exception {
        Path profiles = Files.writeString(keys.resolve("credentials"), """
                [alerts]
                aws_access_key_id = AKIA-OF-THE-PROFILE
                aws_secret_access_key = s3cret-of-the-profile
                """);
        environment.put("AWS_SHARED_CREDENTIALS_FILE", profiles.toString());

        deliver(Map.of("region_name", "us-east-1", "profile_name", "alerts", "role_arn", ROLE), "SECURITY");

        assertThat(authorization()).contains("Credential=AKIA-OF-THE-PROFILE/", "/us-east-1/sns/");
        assertThat(sts.requests()).as("the profile goes before the role").isEmpty();
        assertThat(mail.mails()).singleElement().satisfies(one -> {
            assertThat(one.to())
                    .containsExactlyInAnyOrder("security-team@example.com", "devops@example.com", "audit@example.com");
            assertThat(one.text()).contains("attachment", "runbook.txt").doesNotContain("audit@example.com");
        });
        assertThat(subject())
                .isEqualTo("SECURITY | GuardDuty Alert | EC2 instance is querying a domain name associated with a known"
                        + " command and control server | " + today());
    }

    @Test
    void deliversTheTestEventWithARole() throws Exception {
        environment.put("AWS_ACCESS_KEY_ID", "ASIA-OF-THE-FUNCTION");
        environment.put("AWS_SECRET_ACCESS_KEY", "s3cret-of-the-function");
        environment.put("AWS_SESSION_TOKEN", "token-of-the-function");

        deliver(Map.of("role_arn", ROLE, "access_key", "AKIA-OF-THE-FILE", "secret_key", "s3cret"), "");

        assertThat(sts.requests()).singleElement().satisfies(request -> {
            assertThat(request.headers().get("Authorization")).contains("Credential=ASIA-OF-THE-FUNCTION/");
            assertThat(form(request)).contains("RoleArn=" + ROLE, "DurationSeconds=3600");
        });
        assertThat(authorization()).contains("Credential=ASIA-OF-THE-ROLE/");
        assertThat(subject()).startsWith("GuardDuty Alert | EC2 instance is querying");
    }

    @Test
    void deliversTheTestEventWithStaticKeys() throws Exception {
        deliver(
                Map.of("access_key", "AKIA-OF-THE-FILE", "secret_key", "s3cret-of-the-file", "session_token", "token"),
                "SECURITY");

        assertThat(authorization()).contains("Credential=AKIA-OF-THE-FILE/");
        assertThat(sns.requests().get(0).headers()).containsEntry("X-Amz-Security-Token", "token");
    }

    /** All three have it once, with every fact that the classic messages carry. */
    private void deliver(Map<String, String> awsCredentials, String prefix) throws Exception {
        Files.writeString(taskRoot.resolve("input.json"), input(awsCredentials, prefix));
        Files.writeString(taskRoot.resolve("runbook.txt"), "Call the one on call.");
        try (RuntimeApi api = new RuntimeApi(Duration.ofSeconds(30));
                LambdaProcess function = LambdaProcess.start(
                        LambdaProcess.javas().get(0),
                        taskRoot,
                        api,
                        environment,
                        "-Djavax.net.ssl.trustStore=" + mail.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + MailFarEnd.trustStorePassword())) {
            RuntimeApi.Answer answer = api.invoke(resource("classic-test-event.json"));

            assertThat(answer.path())
                    .as(() -> answer.body() + "\n" + function.log())
                    .isEqualTo("response");
            assertThat(answer.body()).contains("\"findingId\":\"test-finding-id\"", "\"complete\":true");
            assertThat(function.log())
                    .contains("emailNotification.email_subject has no effect")
                    .doesNotContain("s3cret", MailFarEnd.PASSWORD, "known command and control server");
        }
        assertThat(sns.requests()).hasSize(1);
        assertThat(chat.requests()).hasSize(1);
        assertThat(form(sns.requests().get(0))).contains("TopicArn=" + TOPIC);
        String card = chat.requests().get(0).body().replace("&amp;", "&");
        for (String message : List.of(form(sns.requests().get(0)), card)) {
            assertThat(message)
                    .contains(
                            "EC2 instance is querying a domain name",
                            "i-1234567890abcdef0",
                            "Backdoor:EC2/C&CActivity.B!DNS",
                            "8.5",
                            "Instance",
                            "123456789012",
                            "us-east-1",
                            "test-finding-id");
        }
    }

    private String input(Map<String, String> awsCredentials, String prefix) {
        return JsonWriter.write(JsonWriter.object(
                "awsCredentials",
                awsCredentials,
                "smtpCredentials",
                JsonWriter.object(
                        "host",
                        "localhost",
                        "port",
                        Integer.toString(mail.port()),
                        "username",
                        MailFarEnd.USERNAME,
                        "password",
                        MailFarEnd.PASSWORD,
                        "from_email",
                        "alerts@example.com"),
                "emailNotification",
                JsonWriter.object(
                        "email_subject",
                        "GuardDuty Security Alert",
                        "subject_prefix",
                        prefix,
                        "to",
                        List.of("security-team@example.com"),
                        "cc",
                        "devops@example.com",
                        "bcc",
                        List.of("audit@example.com"),
                        "attachments",
                        List.of("runbook.txt"))));
    }

    private String authorization() {
        return sns.requests().get(0).headers().get("Authorization");
    }

    /** The subject, its lines joined as RFC 5322 has it. */
    private String subject() {
        String mime = mail.mails().get(0).text();
        int start = mime.indexOf("\nSubject: ") + "\nSubject: ".length();
        int end = start;
        do {
            end = mime.indexOf("\r\n", end + 1);
        } while (mime.charAt(end + 2) == ' ' || mime.charAt(end + 2) == '\t');
        return mime.substring(start, end).replace("\r\n", "");
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("dd MMMM yyyy", Locale.ENGLISH));
    }

    private static String form(HttpFarEnd.Request request) {
        return URLDecoder.decode(request.body(), StandardCharsets.UTF_8);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ClassicRuntimeIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
