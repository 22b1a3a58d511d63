package io.github.guarddutynotify.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run held another tells. */
class TellHeldCommandTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();
    private Desk desk;
    private Path ledger;

    @BeforeEach
    void sitDown() {
        desk = new Desk(folder);
        desk.environment().forEach(terminal::with);
        ledger = folder.resolve("told.jsonl");
    }

    @AfterEach
    void leave() {
        desk.close();
    }

    private Path holding(String digest) throws IOException {
        return desk.file("holding.json", """
                {
                  "destinations": {
                    "soc-slack": { "channel": "slack", "webhookUrl": "${SOC_URL}", "digest": "%s" },
                    "all-slack": { "channel": "slack", "webhookUrl": "${ALL_URL}" }
                  },
                  "routes": [ { "to": ["soc-slack"] }, { "minSeverity": "HIGH", "to": ["all-slack"] } ]
                }
                """.formatted(digest));
    }

    private void hold(Path config) throws IOException {
        Path events = desk.file("events.json", Desk.event("finding-1", 2) + "\n" + Desk.event("finding-2", 2));
        assertThat(terminal.run("send", "--ledger", ledger, config, events)).isZero();
        assertThat(terminal.out()).contains("soc-slack  held (digest)");
        assertThat(desk.soc().messages()).isEmpty();
    }

    @Test
    void tellsInOneMessageWhatARunBeforeHeld() throws Exception {
        Path config = holding("PT0.001S");
        hold(config);

        assertThat(terminal.run("tell-held", "--ledger", ledger, config)).isZero();
        assertThat(terminal.out()).containsPattern("\\A  soc-slack  accepted, \\d+ ms\n\\z");
        assertThat(desk.soc().messages()).hasSize(1);
        assertThat(new String(desk.soc().messages().get(0), UTF_8)).contains("2 ");

        assertThat(terminal.run("tell-held", "--json", "--ledger", ledger, config))
                .isZero();
        assertThat(terminal.json().at("/destinations/0/reason").text()).contains("not-due");
        assertThat(desk.soc().messages()).hasSize(1);
    }

    @Test
    void leavesWhatIsNotDue() throws Exception {
        Path config = holding("PT1H");
        hold(config);

        assertThat(terminal.run("tell-held", "--ledger", ledger, config)).isZero();
        assertThat(terminal.out()).contains("soc-slack  skipped (not-due)");
        assertThat(desk.soc().messages()).isEmpty();
    }

    @Test
    void saysThatWhatIsNotTakenStaysHeld() throws Exception {
        Path config = holding("PT0.001S");
        hold(config);
        desk.soc().will(Behaviour.REJECT);

        assertThat(terminal.run("tell-held", "--ledger", ledger, config)).isOne();
        assertThat(terminal.out()).contains("soc-slack  rejected (not-found)");

        desk.soc().will(Behaviour.ACCEPT);
        assertThat(terminal.run("tell-held", "--ledger", ledger, config)).isZero();
        assertThat(terminal.out()).contains("soc-slack  accepted");
    }

    @Test
    void saysWhereNothingIsEverHeld() throws Exception {
        assertThat(terminal.run("tell-held", desk.config())).isZero();
        assertThat(terminal.out()).isEqualTo("no destination has a digest or quiet hours, so nothing is held\n");
    }

    @Test
    void withoutALedgerThereIsNoPlaceWhereAnythingCouldBeHeld() throws Exception {
        assertThat(terminal.run("tell-held", holding("PT1H"))).isEqualTo(2);
        assertThat(terminal.err()).contains("destinations.soc-slack.digest: what waits must outlive the process");
    }
}
