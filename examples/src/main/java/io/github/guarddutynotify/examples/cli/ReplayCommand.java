package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.FindingNotifier;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells once more what ended in a dead-letter queue, to those who are still owed it. */
@Command(
        name = "replay",
        header = "Tells once more what ended in a dead-letter queue, only to those who are still owed it.",
        description = {
            "",
            "Reads Lambda's records of failed invocations, SQS messages as \"aws sqs receive-message\" prints them, and events "
                    + "as they are. Who was told already is known from the ledger: the table in LEDGER_TABLE, which the Lambda "
                    + "function has too, or a file. Nothing is deleted from the queue: do that with what was told everywhere."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nobody is owed anything any more",
            "1:somebody is, or something could not be read, or no route takes it",
            "2:the configuration has problems, or wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  aws sqs receive-message --queue-url \"$DLQ_URL\" --max-number-of-messages 10 > dead.json",
            "  LEDGER_TABLE=guardduty-notify examples/guardduty-notify replay notifier.json dead.json",
            "  examples/guardduty-notify replay --ledger told.jsonl notifier.json dead.json"
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private Setup setup = new Setup();

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "DLQ-FILE",
            description = "what came out of the queue; files, or folders of them (*.json)")
    private List<Path> files = List.of();

    @Mixin
    private LedgerOption memory = new LedgerOption();

    ReplayCommand() {}

    @Override
    public Integer call() {
        List<Event> records = Event.of(files, setup);
        Screen screen = setup.screen();
        try (FindingNotifier notifier = setup.notifier(memory.open(setup).orElse(null))) {
            if (!notifier.hasDurableLedger()) {
                screen.progress(
                        "nobody knows who was told already, so all are told again; to tell only those still owed, set"
                                + " LEDGER_TABLE to the function's table, or name a file by --ledger");
            }
            return new Round(screen, InstantSource.system())
                    .tell(records, event -> notifier.process(event.record(), Setup.LIMIT));
        }
    }
}
