package io.github.guarddutynotify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.Findings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a finding goes where it goes, condition by condition. */
class ExplainCommandTest {
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

    private Path rules() throws Exception {
        return desk.file("rules.json", """
                {
                  "destinations": { "soc": { "channel": "slack", "webhookUrl": "${SOC_URL}" } },
                  "routes": [
                    { "name": "urgent", "minSeverity": "HIGH", "except": { "regions": ["us-gov-*"] }, "to": ["soc"] },
                    { "name": "iam", "types": ["*:IAMUser/*"], "to": ["soc"] }
                  ],
                  "suppress": [
                    { "name": "scanner", "reason": "it is ours", "accounts": ["4*"], "until": "2999-12-31" },
                    { "name": "migration", "accounts": ["1*"], "until": "2020-01-31" }
                  ]
                }
                """);
    }

    @Test
    void saysWhichRoutesMatchedAndByWhichCondition() throws Exception {
        Path event = desk.file(
                "event.json",
                Findings.builder("Recon:EC2/Portscan", 8)
                        .account("111122223333")
                        .region("eu-west-1")
                        .event());

        assertThat(terminal.run("explain", rules(), event)).isZero();
        assertThat(terminal.out().lines().skip(1))
                .containsExactly(
                        "  would go to soc",
                        "  routes, which add up:",
                        "    urgent -> soc: takes it",
                        "      minSeverity HIGH: yes, the finding has 8.0 (HIGH)",
                        "      not: yes",
                        "        regions us-gov-*: no, the finding has eu-west-1",
                        "    iam -> soc: does not take it",
                        "      types *:IAMUser/*: no, the finding has Recon:EC2/Portscan",
                        "  suppressions:",
                        "    scanner, until 2999-12-31 (it is ours): does not take it",
                        "      accounts 4*: no, the finding has 111122223333",
                        "    migration, until 2020-01-31: would keep it back, but has run out",
                        "      accounts 1*: yes, the finding has 111122223333");
        assertThat(desk.soc().connections()).isZero();
    }

    @Test
    void saysTheSameToAMachine() throws Exception {
        Path event = desk.file(
                "event.json",
                Findings.builder("Recon:EC2/Portscan", 8)
                        .account("444455556666")
                        .event());

        assertThat(terminal.run("explain", "--json", rules(), event)).isZero();
        JsonValue object = terminal.json();
        assertThat(object.member("suppressedBy").text()).hasValue("scanner");
        assertThat(object.member("wouldGoTo").elements()).isEmpty();
        assertThat(object.at("/byRoute/0/takes").toJava()).isEqualTo(true);
        assertThat(object.at("/byRoute/1/condition/found/0").text()).hasValue("Recon:EC2/Portscan");
        assertThat(object.at("/bySuppression/0/state").text()).hasValue("suppresses");
        assertThat(object.at("/bySuppression/0/reason").text()).hasValue("it is ours");
        assertThat(object.at("/bySuppression/1/state").text()).hasValue("not-matched");
    }

    @Test
    void nothingInAFindingActsOnTheTerminal() throws Exception {
        Path hostile = desk.file(
                "hostile.json",
                Findings.builder("Recon:IAMUser/\u001B[31m\u202Ered", 8)
                        .region("\u0007eu\nwest")
                        .event());

        assertThat(terminal.run("explain", rules(), hostile)).isZero();
        assertThat(terminal.out())
                .contains("\u241B[31m[U+202E]red", "the finding has \u2407eu west")
                .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]|[\u202A-\u202E]");
    }

    @Test
    void whatCannotBeReadIsToldWithItsReason() throws Exception {
        assertThat(terminal.run("explain", rules(), desk.file("empty.json", "")))
                .isOne();
        assertThat(terminal.out()).contains("empty.json: not read, nothing here, expected a finding");
        assertThat(terminal.run("explain", rules(), folder.resolve("missing.json")))
                .isEqualTo(2);
    }
}
