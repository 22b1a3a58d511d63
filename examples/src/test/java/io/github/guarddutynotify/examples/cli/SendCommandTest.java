package io.github.guarddutynotify.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.Findings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives, and what a person reads, when findings are sent from the command line. */
class SendCommandTest {
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
    void tellsTheDestinationsOfAllRoutesThatTakeAFinding() throws Exception {
        assertThat(terminal.run("send", desk.config(), desk.event())).isZero();

        assertThat(desk.soc().messages()).hasSize(1);
        assertThat(desk.all().messages()).hasSize(1);
        assertThat(terminal.out())
                .contains("event.json: Recon:EC2/Portscan, High")
                .containsPattern("  soc-slack  accepted, \\d+ ms\n  all-slack  accepted, \\d+ ms\n")
                .endsWith("1 of 1 told everywhere they are to go\n");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void aMachineGetsALineForEachRecord() throws Exception {
        desk.soc().will(Behaviour.REJECT);
        Path low = desk.file("low.json", Desk.event("finding-2", 2));

        assertThat(terminal.run("send", "--json", desk.config(), desk.event(), low))
                .isOne();

        JsonValue first = terminal.jsonLines().get(0);
        assertThat(first.names())
                .containsExactly(
                        "input",
                        "findingId",
                        "type",
                        "severity",
                        "complete",
                        "time",
                        "configVersion",
                        "routes",
                        "destinations");
        assertThat(first.at("/destinations/0/outcome").text()).hasValue("rejected");
        assertThat(first.at("/destinations/0/reason").text()).hasValue("not-found");
        assertThat(first.at("/destinations/1/outcome").text()).hasValue("accepted");
        assertThat(terminal.jsonLines().get(1).at("/routes/0").text()).hasValue("ec2");
        assertThat(terminal.jsonLines()).hasSize(2);
    }

    @Test
    void whatIsOwedIsToldWithItsReasonAndExitCode() throws Exception {
        desk.soc().will(Behaviour.REJECT);

        assertThat(terminal.run("send", desk.config(), desk.event())).isOne();
        assertThat(terminal.out())
                .contains("  soc-slack  rejected (not-found): ", "0 of 1 told everywhere they are to go");
    }

    @Test
    void aDryRunSaysWhereEachWouldGoAndTellsNobody() throws Exception {
        Path suppressed = desk.file(
                "scan.json",
                Findings.builder("Recon:EC2/Portscan", 8)
                        .account("444455556666")
                        .event());
        Path unrouted =
                desk.file("iam.json", Findings.builder("Recon:IAMUser/X", 2).event());

        assertThat(terminal.run("send", "--dry-run", desk.config(), desk.event(), suppressed, unrouted))
                .as("one goes nowhere")
                .isOne();
        assertThat(terminal.out())
                .contains(
                        "  would go to soc-slack, all-slack\n",
                        "  would go nowhere: suppressed by \"our scanner\"\n",
                        "  would go nowhere: no route takes it\n");
        assertThat(desk.soc().connections() + desk.all().connections()).isZero();

        assertThat(terminal.run("send", "--dry-run", "--json", desk.config(), desk.event()))
                .isZero();
        assertThat(terminal.json().member("wouldGoTo").elements()).hasSize(2);
    }

    @Test
    void toNamesDestinationsPastRoutesAndSuppressions() throws Exception {
        Path suppressed = desk.file(
                "scan.json",
                Findings.builder("Recon:EC2/Portscan", 2)
                        .account("444455556666")
                        .event());

        assertThat(terminal.run("send", "--to", "soc-slack", desk.config(), suppressed))
                .isZero();
        assertThat(desk.soc().messages()).hasSize(1);
        assertThat(desk.all().messages()).isEmpty();

        assertThat(terminal.run("send", "--to", "soc-slak", desk.config(), suppressed))
                .isEqualTo(2);
        assertThat(terminal.err())
                .contains("no destination named \"soc-slak\" (did you mean soc-slack?); defined: soc-slack, all-slack");
    }

    @Test
    void aMissingFileIsToldBeforeAnybodyIs() throws Exception {
        assertThat(terminal.run("send", desk.config(), desk.event(), folder.resolve("missing.json")))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("there is no file ", "missing.json");
        assertThat(desk.soc().messages()).isEmpty();
    }

    @Test
    void whatCannotBeReadCostsTheOthersNothing() throws Exception {
        Path broken = desk.file("broken.json", "{\n  \"detail-type\": \n}");

        assertThat(terminal.run("send", desk.config(), broken, desk.event())).isOne();
        assertThat(desk.soc().messages()).hasSize(1);
        assertThat(terminal.out())
                .contains("broken.json: not read, not valid JSON (line 3, column", "1 of 2 told everywhere");
    }

    @Test
    void aLedgerKeepsASecondRunFromTellingAgain() throws Exception {
        Path ledger = folder.resolve("told.jsonl");
        assertThat(terminal.run("send", "--ledger", ledger, desk.config(), desk.event()))
                .isZero();
        assertThat(terminal.run("send", "--ledger", ledger, desk.config(), desk.event()))
                .isZero();
        assertThat(desk.soc().messages()).hasSize(1);
        assertThat(terminal.out()).contains("soc-slack  skipped (already-told)");

        assertThat(terminal.run("send", "--ledger", folder.resolve("no/told"), desk.config(), desk.event()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("there is no such folder; choose another file by --ledger");
    }

    @Test
    void nothingInAFindingActsOnTheTerminal() throws Exception {
        Path hostile = desk.file(
                "\u001B[31mhostile.json", new String(Findings.hostile().get(0).original(), UTF_8));

        for (String command : new String[] {"send", "preview"}) {
            terminal.run(command, desk.config(), hostile, "--to", "soc-slack");
            assertThat(terminal.out())
                    .isNotEmpty()
                    .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]|[\u202A-\u202E\u2066-\u2069]");
        }
    }

    @Test
    void outcomesAreColoredOnATerminalOnly() throws Exception {
        terminal.run("send", desk.config(), desk.event());
        assertThat(terminal.out()).doesNotContain("\u001B");

        terminal.colored().run("send", desk.config(), desk.event());
        assertThat(terminal.out()).contains("soc-slack  \u001B[32maccepted\u001B[39m, ");
        terminal.run("send", "--json", desk.config(), desk.event());
        assertThat(terminal.out()).as("for a machine").doesNotContain("\u001B");
    }
}
