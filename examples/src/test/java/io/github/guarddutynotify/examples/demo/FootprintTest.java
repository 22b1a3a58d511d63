package io.github.guarddutynotify.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.Trial;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.examples.lambda.OneEvent;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What telling one finding to all four channels leaves and takes. Nothing here is a time: classes and threads can be
 * counted on any machine. Who loads fewer classes lowers the number.
 */
class FootprintTest {
    /**
     * Of ours and of the libraries; the JDK's own differ from one JDK to the next. They were some 90 more when every start built the
     * SDK's whole chain of credentials.
     */
    private static final int MOST_CLASSES = 2_620;

    /**
     * Of one warm finding's four messages, times those of its event's tree: 39 kB of mail, 26 kB of JSON. They
     * were twice as many when the mail library put the mail together, of parts for each of which it searched the class path.
     */
    private static final double MOST_BYTES = 30;

    private static final int ROUNDS = 300;

    private static final String EVENT = "findings/unauthorizedaccess-ec2-sshbruteforce.json";

    private final List<FarEnd> ends = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        ends.add(WebhookEnd.slack(Trouble.none()));
        ends.add(WebhookEnd.googleChat(Trouble.none()));
        ends.add(MailEnd.start(Trouble.none()));
        ends.add(SnsEnd.start(Trouble.none()));
    }

    @AfterEach
    void stop() {
        ends.forEach(FarEnd::close);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        ends.forEach(end -> environment.putAll(end.environment("one")));
        environment.put("ATTEMPT_TIMEOUT", "PT30S");
        environment.put("AWS_REGION", "eu-west-1");
        return environment;
    }

    @Test
    void theFirstMessageLoadsNoMoreClassesThanItDid(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("notifier.json"), Resources.text(Demo.CONFIG));
        Path event = Files.writeString(folder.resolve("event.json"), Resources.text(EVENT));
        Path log = folder.resolve("classes.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneEvent.class.getName())
                .redirectInput(event.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment());
        builder.environment().put("NOTIFIER_CONFIG", config.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("\"complete\":true");
        assertThat(loaded(log)).as("classes loaded").isLessThanOrEqualTo(MOST_CLASSES);
    }

    /** Lines such as: [0.123s][info][class,load] java.lang.Object source: shared objects file. */
    private static long loaded(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.map(line -> line.substring(line.indexOf("] ") + 2).strip())
                    .filter(name -> !name.matches("(java|javax|jdk|sun|com\\.sun)\\..*"))
                    .count();
        }
    }

    @Test
    void aWarmFindingsFourMessagesTakeNoMoreMemoryThanTheyDid() throws Exception {
        byte[] event = Resources.text(EVENT).getBytes(StandardCharsets.UTF_8);
        NotifierConfig config =
                NotifierConfig.reader().environment(environment()).parse(Resources.text(Demo.CONFIG));
        try (FindingNotifier notifier = FindingNotifier.of(config)) {
            Trial trial = notifier.trial();

            long tree = bytes(() -> JsonValue.parse(event));
            long told = bytes(() -> trial.preview(FindingReader.read(event), trial.destinations()));

            assertThat((double) told / tree)
                    .as("bytes: tree %d, four messages %d", tree, told)
                    .isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    private static long bytes(Callable<?> work) throws Exception {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 2 * ROUNDS; i++) {
            before = i == ROUNDS ? thread.getCurrentThreadAllocatedBytes() : before;
            assertThat(work.call()).isNotNull();
        }
        return (thread.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    }

    @Test
    void aClosedNotifierLeavesNoThreadThatKeepsTheProcess() {
        Set<Thread> before = keeping();
        String config = Resources.text(Demo.CONFIG);
        try (FindingNotifier notifier = FindingNotifier.of(
                NotifierConfig.reader().environment(environment()).parse(config))) {
            assertThat(notifier.process(Resources.text(EVENT)).isComplete()).isTrue();
        }

        // the far ends' own, which answer us, come and go
        assertThat(keeping())
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("guardduty") || name.contains("HttpClient") || name.contains("sdk"));
    }

    private static Set<Thread> keeping() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
