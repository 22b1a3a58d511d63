package io.github.guarddutynotify.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all commands have in common. */
class CommandsTest {
    private final Terminal terminal = new Terminal();

    static Set<String> commands() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Set<String> names = new TreeSet<>(
                Main.commandLine(nowhere, nowhere).getSubcommands().keySet());
        names.remove("help");
        return names;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpHasAnExampleAndTheExitCodes(String command) {
        assertThat(terminal.run(command, "--help")).isZero();

        assertThat(terminal.out())
                .contains(
                        "Usage: guardduty-notify " + command, "Examples:", "guardduty-notify " + command, "Exit codes:")
                .containsPattern("\n  2 +\\S");
        assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 120);
        assertThat(terminal.run("help", command)).isZero();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void speaksToMachinesToo(String command) {
        terminal.run(command, "--help");

        assertThat(terminal.out().contains("--json")).isEqualTo(!command.equals("demo"));
    }

    @Test
    void helpListsTheCommands() {
        assertThat(terminal.run("--help")).isZero();

        assertThat(commands()).allMatch(command -> terminal.out().contains("\n  " + command + " "));
    }

    @Test
    void noColorTurnsColorsOff(@TempDir Path folder) throws Exception {
        try (Desk desk = new Desk(folder)) {
            assertThat(inAProcess(desk, "CLICOLOR_FORCE")).contains("\u001B[32maccepted");
            assertThat(inAProcess(desk, "CLICOLOR_FORCE", "NO_COLOR"))
                    .contains("accepted")
                    .doesNotContain("\u001B");
            assertThat(inAProcess(desk)).as("no terminal").contains("accepted").doesNotContain("\u001B");
        }
    }

    private static String inAProcess(Desk desk, String... variables) throws IOException {
        ProcessBuilder process = new ProcessBuilder(new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "test",
                desk.config().toString())));
        process.environment().keySet().removeAll(Set.of("NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"));
        process.environment().putAll(desk.environment());
        for (String variable : variables) {
            process.environment().put(variable, "1");
        }
        Process started = process.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(started.getInputStream().readAllBytes(), UTF_8);
    }
}
