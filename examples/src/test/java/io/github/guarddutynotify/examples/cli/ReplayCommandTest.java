package io.github.guarddutynotify.examples.cli;

import static io.github.guarddutynotify.examples.cli.Desk.event;
import static io.github.guarddutynotify.examples.cli.Desk.failedInvocation;
import static io.github.guarddutynotify.examples.cli.Desk.received;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.examples.LocalDynamoDb;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ended in a dead-letter queue is told once more, to those who are owed it. */
class ReplayCommandTest {
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

    /** Lambda's record, an event as the rule's own queue has it, and one that is nothing, as the AWS CLI prints them. */
    private Path dead() throws IOException {
        return desk.file(
                "dead.json",
                "{\"Messages\":["
                        + String.join(
                                ",",
                                received(failedInvocation(event("finding-1", 8))),
                                received(event("finding-2", 8)),
                                received("gone"))
                        + "]}");
    }

    @Test
    void tellsOnlyThoseStillOwedByTheLedgerOfARunBefore() throws Exception {
        Path ledger = folder.resolve("told.jsonl");
        desk.soc().will(Behaviour.REJECT);
        assertThat(terminal.run("send", "--ledger", ledger, desk.config(), desk.event()))
                .isOne();
        desk.soc().will(Behaviour.ACCEPT);
        int before = desk.all().messages().size();

        assertThat(terminal.run("replay", "--ledger", ledger, desk.config(), dead()))
                .as("a message is none")
                .isOne();
        assertThat(desk.all().messages().size() - before)
                .as("only of finding-2")
                .isOne();
        assertThat(terminal.out())
                .contains(
                        "dead.json, Messages[0].Body.requestPayload.detail: Recon:EC2/Portscan, High\n",
                        "all-slack  skipped (already-told)",
                        "Messages[2].Body: not read, Messages[2].Body: free text",
                        "2 of 3 told everywhere they are to go");
        assertThat(terminal.err()).isEmpty();

        assertThat(terminal.run("replay", "--json", "--ledger", ledger, desk.config(), dead()))
                .isOne();
        assertThat(terminal.jsonLines()).hasSize(3);
        assertThat(terminal.jsonLines().get(0).all("/destinations/*/outcome"))
                .allMatch(outcome -> outcome.text().orElseThrow().equals("skipped"));
        assertThat(terminal.jsonLines().get(2).member("unreadable").text().orElseThrow())
                .startsWith("Messages[2].Body: free text");
    }

    @Test
    void takesAMessageALineAndEventsAsTheyAre() throws Exception {
        Path lines = desk.file(
                "lines.json", received(event("finding-1", 8)) + "\n" + failedInvocation(event("finding-2", 2)) + "\n");

        assertThat(terminal.run("replay", desk.config(), lines, desk.event())).isZero();
        assertThat(desk.all().messages())
                .as("the event is that of the first message")
                .hasSize(2);
    }

    @Test
    void saysThatWithoutALedgerNobodyKnowsWhoWasTold() throws Exception {
        assertThat(terminal.run("replay", desk.config(), desk.event())).isZero();

        assertThat(terminal.err()).contains("all are told again", "set LEDGER_TABLE", "--ledger");
    }

    @Test
    void knowsFromTheFunctionsTableWhoWasTold() throws Exception {
        try (LocalDynamoDb dynamo = new LocalDynamoDb()) {
            assertThat(inAProcess(dynamo.environment(), 0)).containsPattern("soc-slack  accepted");
            assertThat(inAProcess(dynamo.environment(), 0))
                    .contains("soc-slack  skipped (already-told)", "all-slack  skipped (already-told)");
        }
        assertThat(desk.soc().messages()).hasSize(1);
    }

    @Test
    void aTableThatDoesNotAnswerIsToldBeforeAnybodyIs() throws Exception {
        Map<String, String> gone;
        try (LocalDynamoDb dynamo = new LocalDynamoDb()) {
            gone = dynamo.environment();
        }

        assertThat(inAProcess(gone, 2)).contains("the table of LEDGER_TABLE does not answer, so nobody was told: ");
        assertThat(desk.soc().messages()).isEmpty();
    }

    /** The SDK looks for its endpoint in the process's own environment. */
    private String inAProcess(Map<String, String> aws, int exitCode) throws Exception {
        ProcessBuilder process = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "replay",
                desk.config().toString(),
                desk.event().toString()));
        process.environment().putAll(aws);
        process.environment().putAll(desk.environment());
        Process started = process.redirectErrorStream(true).start();
        String said = new String(started.getInputStream().readAllBytes(), UTF_8);
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(started.exitValue()).as(said).isEqualTo(exitCode);
        return said;
    }
}
