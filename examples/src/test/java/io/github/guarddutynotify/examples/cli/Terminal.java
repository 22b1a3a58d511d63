package io.github.guarddutynotify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs commands in this process as a person does at a terminal, and keeps what each printed. */
final class Terminal {
    private final Map<String, String> environment = new HashMap<>();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Ansi ansi = Ansi.OFF;

    /** Sets an environment variable. */
    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Has a terminal that shows colors. */
    Terminal colored() {
        ansi = Ansi.ON;
        return this;
    }

    /** Runs a command and gives its exit code. */
    int run(Object... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine commandLine = Main.commandLine(environment, new PrintWriter(out, true), new PrintWriter(err, true));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        return commandLine.execute(
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** The only line of the output. */
    JsonValue json() throws JsonSyntaxException {
        List<JsonValue> all = jsonLines();
        assertThat(all).as(out()).hasSize(1);
        return all.get(0);
    }

    /** The lines of the output. */
    List<JsonValue> jsonLines() throws JsonSyntaxException {
        List<JsonValue> lines = new ArrayList<>();
        for (String line : out().lines().toList()) {
            lines.add(JsonValue.parse(line));
        }
        return lines;
    }
}
