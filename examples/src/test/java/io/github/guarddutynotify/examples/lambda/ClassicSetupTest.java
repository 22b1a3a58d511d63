package io.github.guarddutynotify.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.routing.Filters;
import io.github.guarddutynotify.routing.Suppression;
import io.github.guarddutynotify.testkit.Findings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the classic file and variables make, and what is said of those that are wrong. */
@Timeout(20)
class ClassicSetupTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:guardduty";
    private static final String WEBHOOK =
            "https://chat.example.com/v1/spaces/x/messages?key=secret-key&token=secret-token";
    private static final Finding FINDING = Findings.of("Recon:EC2/Portscan", 8);

    /** Where a finding would go is seen in the report; nothing is sent anywhere. */
    private static final Suppression EVERYTHING = new Suppression("everything", Filters.any(), null);

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void takesTheTeamsFileAsItIs() throws IOException {
        environment.put("SNS_TOPIC_ARN", TOPIC);
        environment.put("GOOGLE_CHAT_WEBHOOK", WEBHOOK);
        assertThat(destinations(resource("classic-input.json"))).containsExactly("sns", "email", "chat");
    }

    @Test
    void warnsThatEmailSubjectHasNoEffect() throws IOException {
        try (Log log = Log.capture()) {
            destinations(resource("classic-input.json"));
            assertThat(log.text())
                    .contains("emailNotification.email_subject has no effect")
                    .doesNotContain("app-password");
        }
    }

    @ParameterizedTest
    @CsvSource({
        ", , , sns email chat",
        "true, TRUE, True, sns email chat",
        "false, , , email chat",
        ", FALSE, , sns chat",
        ", ' ', False, sns email"
    })
    void switchesOnWhatIsSetUnlessASwitchSaysNo(String sns, String email, String chat, String on) throws IOException {
        environment.put("SNS_TOPIC_ARN", TOPIC);
        environment.put("GOOGLE_CHAT_WEBHOOK", WEBHOOK);
        set("ENABLE_SNS", sns);
        set("ENABLE_EMAIL", email);
        set("ENABLE_CHAT", chat);

        assertThat(destinations(resource("classic-input.json"))).containsExactly(on.split(" "));
    }

    @Test
    void leavesOutWhatIsNotSet() {
        environment.put("SNS_TOPIC_ARN", TOPIC);
        assertThat(destinations("{}")).containsExactly("sns");
    }

    @Test
    void namesTheSwitchThatIsOnWithoutItsSettings() {
        set("ENABLE_SNS", "true");
        set("ENABLE_EMAIL", "true");
        set("ENABLE_CHAT", "yes");

        assertThat(problems("{}"))
                .containsExactly(
                        "ENABLE_SNS (environment): is true, but SNS_TOPIC_ARN is not set; set it, or set ENABLE_SNS to"
                                + " false",
                        "ENABLE_EMAIL (environment): is true, but input.json has neither smtpCredentials nor"
                                + " emailNotification; set it, or set ENABLE_EMAIL to false",
                        "ENABLE_CHAT (environment): expected true or false");
    }

    @Test
    void saysThatNothingIsSwitchedOn() {
        assertThat(problems("{}")).singleElement().asString().contains("nothing is switched on", "SNS_TOPIC_ARN");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceInTheFilesOwnWords() {
        environment.put("SNS_TOPIC_ARN", "not-an-arn");
        environment.put("GOOGLE_CHAT_WEBHOOK", "http://chat.example.com/?key=secret-key");
        List<String> problems = problems("""
                {
                  "awsCredentials": { "region_nam": "us-east-1", "access_key": "AKID-secret", "session_token": "token-secret" },
                  "smtpCredentials": { "port": "5x7", "username": "alerts", "from_email": "nobody at all" },
                  "emailNotification": { "to": ["a@example.com", "b@"], "cc": [7], "attachments": "absent.pdf",
                                         "subjectPrefix": "SEC" },
                  "emailNotifications": { "to": "a@example.com" }
                }
                """);

        assertThat(problems)
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "SNS_TOPIC_ARN (environment)",
                        "awsCredentials.access_key",
                        "awsCredentials.region_nam",
                        "smtpCredentials.host",
                        "smtpCredentials.port",
                        "smtpCredentials.password",
                        "smtpCredentials.from_email",
                        "emailNotification.to[1]",
                        "emailNotification.cc",
                        "emailNotification.attachments",
                        "emailNotification.subjectPrefix",
                        "emailNotifications",
                        "GOOGLE_CHAT_WEBHOOK (environment)");
        assertThat(problems)
                .contains(
                        "awsCredentials.access_key: means nothing without secret_key; set both, or neither",
                        "awsCredentials.region_nam: unknown key (did you mean region_name?)",
                        "emailNotification.subjectPrefix: unknown key (did you mean subject_prefix?)")
                .noneMatch(problem -> problem.contains("secret-") || problem.contains("-secret"))
                .noneMatch(problem -> problem.contains("destinations."));
    }

    @Test
    void tellsAValueOfTheWrongKindOnce() {
        assertThat(problems("""
                        { "smtpCredentials": { "host": {"name": "a"}, "from_email": "a@example.com", "password": ["secret-word"],
                                               "username": "alerts" },
                          "emailNotification": { "to": "b@example.com" } }
                        """))
                .containsExactly(
                        "smtpCredentials.host: expected a text, found an object",
                        "smtpCredentials.password: expected a text, found a list");
    }

    @Test
    void countsAnEmptyTextAsNotSetAndTakesATextForAListAndANumberForAText() {
        environment.put("SNS_TOPIC_ARN", TOPIC);
        assertThat(destinations("""
                        { "awsCredentials": { "profile_name": "", "role_arn": "arn:aws:iam::111122223333:role/alerts",
                                              "access_key": null, "secret_key": "", "session_token": "" },
                          "smtpCredentials": { "host": "localhost", "port": 2525, "username": "", "password": "",
                                               "from_email": "a@example.com" },
                          "emailNotification": { "subject_prefix": "", "to": "b@example.com", "cc": [], "bcc": [] } }
                        """)).containsExactly("sns", "email");
    }

    @Test
    void countsATemplateThatNobodyFilledInAsNotSet() {
        environment.put("SNS_TOPIC_ARN", TOPIC);
        assertThat(destinations("""
                        { "awsCredentials": { "profile_name": "" },
                          "smtpCredentials": { "host": "", "port": "", "username": "", "password": "" },
                          "emailNotification": { "email_subject": "", "to": [], "cc": [], "bcc": [] } }
                        """)).containsExactly("sns");
    }

    @Test
    void asksForARecipient() {
        assertThat(problems("""
                        { "smtpCredentials": { "host": "localhost", "from_email": "a@example.com" },
                          "emailNotification": { "to": [], "cc": [], "bcc": [] } }
                        """)).singleElement().asString().startsWith("emailNotification.to: ");
    }

    @Test
    void leavesWhatIsSwitchedOffUnread() {
        environment.put("SNS_TOPIC_ARN", TOPIC);
        set("ENABLE_EMAIL", "false");
        assertThat(destinations("{ \"smtpCredentials\": { \"port\": \"none\" }, \"emailNotification\": { \"x\": 1 } }"))
                .containsExactly("sns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{ \"smtpCredentials\": ", "{ \"a\": 1, \"a\": 2 }", ""})
    void saysWhereTheFileIsNoObject(String json) {
        assertThat(problems(json)).singleElement().asString().startsWith("input.json: ");
    }

    @Test
    void takesAPasswordLiterallyAndABraceInThePrefix() {
        assertThat(destinations("""
                        { "smtpCredentials": { "host": "localhost", "username": "u", "password": "${ABSENT}",
                                               "from_email": "a@example.com" },
                          "emailNotification": { "subject_prefix": "{SEC} ${X}", "to": "b@example.com" } }
                        """)).containsExactly("email");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | sns",
                "{\"min_severity\": 4} | sns",
                "{\"min_severity\": 8} | sns",
                "{\"min_severity\": 8.1} | none",
                "{\"excluded_types\": [\"Backdoor:*\"]} | sns",
                "{\"excluded_types\": [\"recon:ec2/*\", \"Backdoor:*\"]} | none",
                "{\"min_severity\": 4, \"excluded_types\": [\"Recon:EC2/Portscan\"]} | none",
            })
    void tellsOnlyWhatTheFiltersLeave(String filters, String told) {
        environment.put("SNS_TOPIC_ARN", TOPIC);

        assertThat(String.join(" ", destinations("{\"filters\": " + filters + "}")))
                .isEqualTo(told.replace("none", ""));
    }

    @Test
    void saysWhatIsWrongWithTheFilters() {
        environment.put("SNS_TOPIC_ARN", TOPIC);

        assertThat(problems("{\"filters\": {\"min_severity\": 11, \"exclude_types\": \"x\"}}"))
                .containsExactly(
                        "filters.min_severity: is \"11\", expected LOW, MEDIUM, HIGH, CRITICAL or a number from 0 to 10",
                        "filters.exclude_types: unknown key (did you mean excluded_types?)");
    }

    @Test
    void takesAPasswordByReferenceToAFileOrAVaultAndWarnsOfOneInClear() throws IOException {
        String inClear = resource("classic-input.json");
        try (Log log = Log.capture()) {
            read(inClear).close();
            assertThat(log.text()).contains("smtpCredentials.password: is a secret written in clear");
        }
        Path file = Files.writeString(folder.resolve("password"), "hidden");
        try (Log log = Log.capture()) {
            read(inClear.replace("your-app-password", "${file:" + file + "}")).close();
            assertThat(log.text()).doesNotContain("smtpCredentials.password", "hidden");
        }
    }

    private void set(String variable, String value) {
        if (value != null) {
            environment.put(variable, value);
        }
    }

    private List<String> destinations(String json) {
        try (FindingNotifier notifier = read(json)) {
            return notifier.process(FINDING, Duration.ofSeconds(5)).decision().destinations();
        }
    }

    private List<String> problems(String json) {
        ConfigException wrong =
                catchThrowableOfType(ConfigException.class, () -> read(json).close());
        assertThat(wrong).isNotNull();
        return wrong.problems().stream().map(Problem::toString).toList();
    }

    private FindingNotifier read(String json) {
        return new ClassicSetup(environment, NotifierConfig.reader().environment(environment), UnaryOperator.identity())
                .notifier(json, FindingNotifier.builder().suppress(EVERYTHING));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ClassicSetupTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
