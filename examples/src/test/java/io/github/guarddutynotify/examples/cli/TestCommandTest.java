package io.github.guarddutynotify.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test message, before the page at 3 a.m. */
class TestCommandTest {
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
    void reachesEveryDestinationAndSaysThatItIsATest() throws Exception {
        assertThat(terminal.run("test", desk.config())).isZero();

        assertThat(new String(desk.soc().messages().get(0), UTF_8)).contains("[TEST]");
        assertThat(desk.all().messages()).hasSize(1);
        assertThat(terminal.out())
                .containsPattern("\\A  soc-slack  accepted, \\d+ ms\n  all-slack  accepted, \\d+ ms\n\\z");
        assertThat(terminal.err()).startsWith("sending a test message to soc-slack, all-slack, for 30 seconds at most");
    }

    @Test
    void reachesThoseThatAreNamedAlone() throws Exception {
        assertThat(terminal.run("test", desk.config(), "all-slack")).isZero();
        assertThat(desk.soc().messages()).isEmpty();
        assertThat(desk.all().messages()).hasSize(1);

        assertThat(terminal.run("test", desk.config(), "al-slack")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("no destination named \"al-slack\" (did you mean all-slack?); defined: soc-slack, all-slack");
    }

    @Test
    void saysWhoDidNotTakeIt() throws Exception {
        desk.soc().will(Behaviour.REJECT);

        assertThat(terminal.run("test", "--json", desk.config())).isOne();
        JsonValue object = terminal.json();
        assertThat(object.member("complete").toJava()).isEqualTo(false);
        assertThat(object.at("/destinations/0/outcome").text()).hasValue("rejected");
        assertThat(object.at("/destinations/1/outcome").text()).hasValue("accepted");
    }

    @Test
    void saysWhatToDoWhereNobodyAnswers() throws Exception {
        desk.soc().close();

        assertThat(terminal.run("test", desk.config())).isOne();
        assertThat(terminal.out())
                .contains("  soc-slack  deferred (unreachable): the connection was refused; if it stays so, check the"
                        + " address and the DNS, and let connections out to there (firewall, security group, proxy)\n")
                .contains("  all-slack  accepted");
    }
}
