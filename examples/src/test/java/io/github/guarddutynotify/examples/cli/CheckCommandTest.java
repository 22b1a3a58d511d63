package io.github.guarddutynotify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who checks a configuration, a good one and others. */
class CheckCommandTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();
    private Desk desk;

    @BeforeEach
    void sitDown() {
        desk = new Desk(folder);
        desk.environment().forEach(terminal::with);
    }

    @AfterEach
    void leave() {
        desk.close();
    }

    @Test
    void saysWhatAGoodConfigurationDoesAndNothingLeavesTheMachine() throws Exception {
        assertThat(terminal.run("check", desk.config())).isZero();

        assertThat(terminal.out().lines().skip(1))
                .containsExactly(
                        "destinations:",
                        "  soc-slack  slack",
                        "  all-slack  slack",
                        "routes, which add up:",
                        "  urgent: minSeverity HIGH -> soc-slack",
                        "  ec2: types *:EC2/* -> all-slack",
                        "suppressions:",
                        "  our scanner, until 2999-12-31: accounts 444455556666");
        assertThat(terminal.out()).startsWith("no problem in ");
        assertThat(terminal.err()).isEmpty();
        assertThat(desk.soc().connections() + desk.all().connections()).isZero();
    }

    @Test
    void saysTheSameToAMachine() throws Exception {
        assertThat(terminal.run("check", "--json", desk.config())).isZero();

        JsonValue object = terminal.json();
        assertThat(object.names())
                .containsExactly("config", "problems", "warnings", "destinations", "routes", "suppressions");
        assertThat(object.member("problems").elements()).isEmpty();
        assertThat(texts(object, "/destinations/*/name")).containsExactly("soc-slack", "all-slack");
        assertThat(texts(object, "/destinations/*/channel")).containsExactly("slack", "slack");
        assertThat(texts(object, "/routes/*/filter")).containsExactly("minSeverity HIGH", "types *:EC2/*");
        assertThat(texts(object, "/routes/*/to/*")).containsExactly("soc-slack", "all-slack");
        assertThat(texts(object, "/suppressions/*/until")).containsExactly("2999-12-31");
    }

    @Test
    void warningsAreToldToBothAndCostNothing() throws Exception {
        Path config = desk.file(
                "clear.json",
                Files.readString(desk.config())
                        .replace("${SOC_URL}", desk.soc().url("/services/T/B/clear"))
                        .replace("2999", "2020"));

        assertThat(terminal.run("check", config)).isZero();
        assertThat(terminal.err())
                .contains(
                        "warning: destinations.soc-slack.webhookUrl: ", "warning: suppress \"our scanner\": ran out on")
                .doesNotContain("/services/");
        assertThat(terminal.run("check", "--json", config)).isZero();
        assertThat(texts(terminal.json(), "/warnings/*/path")).hasSize(2);
    }

    private static List<String> texts(JsonValue object, String pointer) {
        return object.all(pointer).stream()
                .map(value -> value.text().orElseThrow())
                .toList();
    }

    @Test
    void everyProblemIsToldAtOnceWithItsPlaceAndRemedy() throws Exception {
        Path config = desk.file("broken.json", """
                {
                  "destinations": {
                    "soc-slack": { "channel": "slack", "webhokUrl": "https://hooks.slack.com/services/T/B/x" },
                    "oncall": { "channel": "smpt" }
                  },
                  "routes": [ { "to": ["soc-slak"] } ]
                }
                """);

        assertThat(terminal.run("check", config)).isEqualTo(2);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err())
                .contains(
                        "notifier config has 3 problems:",
                        "destinations.soc-slack.webhokUrl: unknown key (did you mean webhookUrl?)",
                        "destinations.oncall.channel: no channel named \"smpt\" (did you mean smtp?); on the class path: gchat, ntfy, slack, smtp, sns",
                        "routes[0].to[0]: no destination named \"soc-slak\" (did you mean soc-slack?); defined: oncall, soc-slack");

        assertThat(terminal.run("check", config, "--json")).isEqualTo(2);
        assertThat(texts(terminal.json(), "/problems/*/path"))
                .contains("destinations.oncall.channel", "routes[0].to[0]")
                .hasSize(3);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void aDocumentThatIsNoJsonIsToldWithItsLine() throws Exception {
        Path config = desk.file("broken.json", "{\n  \"destinations\": {\n  \"routes\": []\n}\n");

        assertThat(terminal.run("check", config)).isEqualTo(2);
        assertThat(terminal.err()).contains("(document): ", "(line 5, column", "look there for a missing comma");
    }

    @Test
    void takesTheClassicSetUpAndItsFolder() throws Exception {
        desk.file(
                "input.json",
                "{\"smtpCredentials\":{\"host\":\"smtp.example.com\",\"username\":\"alerts\",\"password\":\"p\","
                        + "\"from_email\":\"a@example.com\"},\"emailNotification\":{\"to\":[\"b@example.com\"]}}");

        assertThat(terminal.run("check", folder)).isZero();
        assertThat(terminal.out()).contains("  email  smtp", "any -> email");
        terminal.with("GOOGLE_CHAT_WEBHOOK", "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t");
        assertThat(terminal.run("check", folder.resolve("input.json"))).isZero();
        assertThat(terminal.out()).contains("  chat   gchat").doesNotContain("token");

        Files.delete(folder.resolve("input.json"));
        assertThat(terminal.run("check", folder)).isEqualTo(2);
        assertThat(terminal.err()).contains("holds neither notifier.json nor the classic input.json");
    }

    @Test
    void whatWaitsForADigestIsNoProblemSinceTheFunctionHasATable() throws Exception {
        String config =
                Files.readString(desk.config()).replace("${SOC_URL}\" }", "${SOC_URL}\", \"digest\": \"PT1H\" }");

        assertThat(terminal.run("check", desk.file("digest.json", config))).isZero();
        assertThat(terminal.out()).contains("soc-slack  slack, holds some for later");
    }

    @Test
    void aTableWithAnImpossibleNameIsAProblem() throws IOException {
        assertThat(terminal.with("LEDGER_TABLE", "no table").run("check", desk.config()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("LEDGER_TABLE (environment): a table's name is 3 to 255 letters");
    }

    @Test
    void wrongUsageNamesThePlaceAndTheRemedy() throws IOException {
        assertThat(terminal.run("check", folder.resolve("missing.json"))).isEqualTo(2);
        assertThat(terminal.err())
                .contains("there is no file ", "missing.json; CONFIG is", "Try: guardduty-notify check --help");

        assertThat(terminal.run("check", "--liv", desk.config())).isEqualTo(2);
        assertThat(terminal.err()).contains("--liv", "--live");

        assertThat(terminal.run("check")).isEqualTo(2);
        assertThat(terminal.err()).contains("Missing required parameter: 'CONFIG'");

        assertThat(terminal.run("chek", desk.config())).isEqualTo(2);
        assertThat(terminal.err()).contains("check");
    }
}
