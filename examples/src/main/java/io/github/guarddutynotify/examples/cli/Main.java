package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.PlainText;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code guardduty-notify}: everything that it does is done by its subcommands. */
@Command(
        name = "guardduty-notify",
        description = "Turns Amazon GuardDuty findings into notifications that people act on.",
        subcommands = {
            CheckCommand.class,
            ExplainCommand.class,
            PreviewCommand.class,
            SendCommand.class,
            TestCommand.class,
            ReplayCommand.class,
            TellHeldCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something was not read or not delivered, or failed",
            "2:wrong usage, or a configuration with problems"
        },
        footer = {
            "",
            "Examples:",
            "  examples/guardduty-notify demo my-event.json",
            "  examples/guardduty-notify check --live notifier.json",
            "",
            "COMMAND --help says more. NO_COLOR=1 turns the colors of a terminal off."
        })
public final class Main implements Runnable {
    /** An example in one line can be copied. */
    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    private Main(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The environment variables. */
    Map<String, String> environment() {
        return environment;
    }

    /**
     * Runs a command and exits with its code.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        System.exit(commandLine(utf8(System.out), utf8(System.err)).execute(args));
    }

    /** The command line with the streams that it is to write to. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return commandLine(System.getenv(), out, err);
    }

    /** The command line in an environment. */
    static CommandLine commandLine(Map<String, String> environment, PrintWriter out, PrintWriter err) {
        return new CommandLine(new Main(environment))
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler(Main::explain);
    }

    /** The same on every JDK and in every locale. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    @Override
    public void run() {
        String commands = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(spec.commandLine(), "which command? There are: " + commands);
    }

    private static int explain(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(PlainText.clean(String.valueOf(wrong.getMessage())));
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception failed, CommandLine command, CommandLine.ParseResult arguments) {
        if (failed instanceof ConfigException wrong) {
            explain(wrong, command);
            return CommandLine.ExitCode.USAGE;
        }
        failed.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Every problem: for a person on the error stream, for a machine where it looks. */
    private static void explain(ConfigException wrong, CommandLine command) {
        if (command.getParseResult().hasMatchedOption("--json")) {
            command.getOut().println(JsonWriter.write(JsonWriter.object("problems", maps(wrong.problems()))));
        } else {
            command.getErr().println(PlainText.clean(String.valueOf(wrong.getMessage())));
        }
    }

    /** Problems or warnings for a machine. */
    static List<Map<String, Object>> maps(List<Problem> problems) {
        return problems.stream()
                .map(problem -> JsonWriter.object("path", problem.path(), "message", problem.message()))
                .toList();
    }
}
