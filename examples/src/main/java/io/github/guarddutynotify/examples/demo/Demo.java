package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.finding.UnreadableFindingException;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells findings to embedded far ends and leaves what arrived there in a folder: the messages byte for byte, a report, and
 * a page that shows them as their readers would see them.
 *
 * <p>The Lambda function of these examples tells them, by the configuration that is left there too. It routes to every
 * channel that the project ships; the custom channel of these examples is there to be copied, not to be shown. Of two
 * files about the same finding both are told, unless there is a memory: each is a call after a cold start. Where far ends
 * fail on purpose, times are short, so that a person can watch.
 */
public final class Demo {
    static final String REPORT = "report.json";
    static final String PAGE = "index.html";
    static final String CONFIG = "notifier.json";

    /** In the folder of each finding, beside its messages. */
    private static final String ANSWER = "answer.json";

    /** How long an attempt may take, as the configuration refers to it. */
    private static final String ATTEMPT_TIMEOUT = "ATTEMPT_TIMEOUT";

    private static final String PATIENT = "PT10S";
    private static final String IMPATIENT = "PT2S";
    private static final RetryPolicy SHORT_RETRY = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(2));

    private final OutFolder out;
    private final List<FarEnd> farEnds;
    private final DemoTable table;
    private final Faults faults;
    private final Memory memory;
    private final String config = Resources.text(CONFIG);
    private final List<Entry> entries = new ArrayList<>();
    private int trays;

    private Demo(OutFolder out, List<FarEnd> farEnds, DemoTable table, Faults faults, Memory memory) {
        this.out = out;
        this.farEnds = farEnds;
        this.table = table;
        this.faults = faults;
        this.memory = memory;
    }

    /**
     * Runs the demo.
     *
     * @param arguments files and folders of everything that {@link FindingReader} reads; the findings that the demo ships if there are none
     * @param folder where the results go
     * @param table shows how it goes
     * @param faults how the far ends fail
     * @param memory who was told what
     * @return whether every input was read and every message delivered
     * @throws IOException if the folder can't be written to, or no far end be started
     */
    public static boolean run(List<Path> arguments, Path folder, DemoTable table, Faults faults, Memory memory)
            throws IOException {
        OutFolder out = OutFolder.open(folder);
        List<Input> inputs = arguments.isEmpty() ? Inputs.shipped() : Inputs.of(arguments);
        try (FarEnd slack = WebhookEnd.slack(faults.of("slack", table::note));
                FarEnd chat = WebhookEnd.googleChat(faults.of("gchat", table::note));
                FarEnd mail = MailEnd.start(faults.of("mail", table::note));
                FarEnd sns = SnsEnd.start(faults.of("sns", table::note))) {
            Demo demo = new Demo(out, List.of(slack, chat, mail, sns), table, faults, memory);
            demo.tell(inputs);
            return demo.entries.stream().allMatch(Entry::isDelivered);
        }
    }

    private void tell(List<Input> inputs) throws IOException {
        out.write(CONFIG, config);
        table.begin();
        for (Input input : inputs) {
            tell(input);
        }
        out.write(REPORT, report());
        out.write(PAGE, InboxPage.of(entries));
        table.end(entries, out.path().resolve(PAGE));
    }

    /** A file may hold several records; each that is a finding is a call of its own. */
    private void tell(Input input) throws IOException {
        List<FindingRecord> records;
        try {
            records = input.records();
        } catch (IOException unreadable) {
            add(new Entry.Unreadable(input.name(), String.valueOf(unreadable.getMessage())));
            return;
        }
        if (records.isEmpty()) {
            add(new Entry.Unreadable(input.name(), "nothing here, expected a finding"));
            return;
        }
        String folder = out.folderFor(input);
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i) instanceof FindingRecord.Found found) {
                tell(input, records.size() == 1 ? folder : folder + "/" + (i + 1), found.finding());
            } else {
                add(new Entry.Unreadable(input.name(), records.get(i).toString()));
            }
        }
    }

    private void tell(Input input, String folder, Finding finding) throws IOException {
        String tray = "finding-" + ++trays;
        Invocation invocation;
        try {
            invocation = Invocation.of(finding.original(), function(tray));
        } catch (UnreadableFindingException alone) {
            add(new Entry.Unreadable(input.name(), "can't be read without what it stood in: " + alone.getMessage()));
            return;
        }
        Map<String, byte[]> messages = new LinkedHashMap<>();
        for (FarEnd farEnd : farEnds) {
            farEnd.take(tray).ifPresent(bytes -> messages.put(farEnd.file(), bytes));
        }
        for (Map.Entry<String, byte[]> message : messages.entrySet()) {
            out.write(folder + "/" + message.getKey(), message.getValue());
        }
        if (invocation.answer() != null) {
            out.write(folder + "/" + ANSWER, invocation.answer());
        }
        add(new Entry.Told(input.name(), folder, invocation, messages));
    }

    private NotifierBuilder function(String tray) throws IOException {
        Map<String, String> environment = new HashMap<>();
        farEnds.forEach(farEnd -> environment.putAll(farEnd.environment(tray)));
        environment.put(ATTEMPT_TIMEOUT, faults.isEmpty() ? PATIENT : IMPATIENT);
        return FindingNotifier.builder()
                .config(NotifierConfig.reader().environment(environment).parse(config))
                .ledger(memory.open())
                .retry(faults.isEmpty() ? RetryPolicy.standard() : SHORT_RETRY);
    }

    private void add(Entry entry) {
        entries.add(entry);
        table.row(entry);
    }

    /** An array of one entry a line. */
    private String report() {
        return entries.stream()
                .map(entry -> JsonWriter.write(entry.toMap()))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
