package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.examples.demo.Demo;
import io.github.guarddutynotify.examples.demo.DemoTable;
import io.github.guarddutynotify.examples.demo.Faults;
import io.github.guarddutynotify.examples.demo.FolderServer;
import io.github.guarddutynotify.examples.demo.Memory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what findings become at every channel, without an account anywhere. */
@Command(
        name = "demo",
        header = "Tells findings to embedded far ends of all four channels and shows what arrived there.",
        description = {
            "",
            "Leaves in the out folder, for each input, a folder with the messages as the far ends got them (slack.json, "
                    + "gchat.json, mail.eml, sns.json) and answer.json, what the Lambda function that told them "
                    + "returned; and for all of them report.json, the configuration notifier.json, and index.html, a "
                    + "page that shows the messages as their readers would see them. Nothing leaves this machine.",
            "",
            "To watch what becomes of a finding when its destinations fail, let them: --fail. With --ledger, run again "
                    + "without --fail, only those are told that are still owed."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every input was read and everything was delivered", "1:not so", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  examples/guardduty-notify demo",
            "  examples/guardduty-notify demo --out inbox --serve my-event.json more-events/",
            "  examples/guardduty-notify demo --ledger told.jsonl --fail slack=500,gchat=429:1,mail=timeout my-event.json",
            "  examples/guardduty-notify demo --ledger told.jsonl my-event.json"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int FREE_PORT = 0;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "${sys:guarddutynotify.target:-target}/demo",
            description = "where the results go, default ${DEFAULT-VALUE}; what an earlier run left there is replaced")
    private Path out = Path.of("");

    @Option(
            names = "--fail",
            split = ",",
            paramLabel = "DEST=FAULT[:TIMES]",
            description =
                    "lets far ends fail: DEST is slack, gchat, mail or sns; FAULT an HTTP status (300-599), for mail "
                            + "an SMTP reply (400-599), timeout, reset or refused; TIMES how many attempts at each finding "
                            + "fail, all of them by default. An attempt has 2 seconds then, and is made 3 times at most")
    private List<String> fail = List.of();

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description =
                    "remembers in a file who was told what, so that nobody is told twice, in this run and later ones")
    private @Nullable Path ledger;

    @Option(
            names = "--serve",
            arity = "0..1",
            paramLabel = "PORT",
            parameterConsumer = PortConsumer.class,
            description = "afterwards serve the page on the loopback interface, on a free port unless you name one, "
                    + "until interrupted")
    private @Nullable Integer port;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            description =
                    "EventBridge events of findings, or folders of them (*.json); ten findings of its own by default")
    private List<Path> inputs = List.of();

    DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        boolean delivered = run(new DemoTable(print, CommandLine.Help.Ansi.AUTO.enabled()));
        if (port != null) {
            serve(port, print);
        }
        return delivered ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean run(DemoTable table) throws IOException {
        try {
            return Demo.run(inputs, out, table, faults(), memory());
        } catch (FileSystemException unusable) {
            throw new ParameterException(
                    spec.commandLine(),
                    "can't use " + unusable.getFile() + ": "
                            + (unusable instanceof FileAlreadyExistsException
                                    ? "it is there already, and not of a demo"
                                    : Unwritable.reason(unusable))
                            + "; choose another folder by --out",
                    unusable);
        }
    }

    private Faults faults() {
        try {
            return Faults.parse(fail);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--fail " + wrong.getMessage(), wrong);
        }
    }

    /** Opens the ledger once, so that one that can't be used is told before anybody is. */
    private Memory memory() {
        if (ledger == null) {
            return Memory.ofOneCall();
        }
        LedgerOption.inFile(ledger, spec).close();
        return Memory.inFile(ledger);
    }

    /** Comes back when the thread is interrupted; Ctrl-C ends the whole program. */
    private void serve(int wanted, PrintWriter print) {
        try (FolderServer server = FolderServer.start(out, wanted)) {
            print.println("Serving " + server.url() + " until interrupted (Ctrl-C)");
            print.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (IOException taken) {
            throw new ParameterException(
                    spec.commandLine(), "can't serve on port " + wanted + ": " + taken.getMessage(), taken);
        }
    }

    /** Takes the next argument only if it is a number: {@code --serve event.json} means a free port and an event. */
    static final class PortConsumer implements IParameterConsumer {
        PortConsumer() {}

        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            boolean isPort = !arguments.isEmpty() && arguments.peek().matches("\\d{1,5}");
            int port = isPort ? Integer.parseInt(arguments.pop()) : FREE_PORT;
            if (port > 65_535) {
                throw new ParameterException(command.commandLine(), "there is no port " + port);
            }
            option.setValue(port);
        }
    }
}
