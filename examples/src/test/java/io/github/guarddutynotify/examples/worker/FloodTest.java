package io.github.guarddutynotify.examples.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.examples.worker.Webhooks.Answer;
import io.github.guarddutynotify.examples.worker.Webhooks.Arrival;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.testkit.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of findings within a minute, as CreateSampleFindings and a port scan make them, at far ends that answer 429 above
 * one request a second: everything is told, nothing twice, and nobody is flooded.
 *
 * <p>Short by default. The long form: {@code -Dflood.findings=10000 -Dflood.limit=30 -DargLine=-Xmx192m}. It prints what each
 * destination got.
 */
@Timeout(3600)
class FloodTest {
    private static final int TOGETHER = Integer.getInteger("flood.together", 200);
    private static final int FLOOD = Integer.getInteger("flood.findings", 150);
    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("flood.limit", 5));
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What one destination got. */
    private static final class Got {
        private final List<String> alone = new ArrayList<>();
        private int messagesOfMany;
        private int inMessagesOfMany;
        private int turnedAway;
        private long last = System.nanoTime() - SECOND;

        synchronized Answer answer(String what) {
            long now = System.nanoTime();
            if (now - last < SECOND) {
                turnedAway++;
                return new Answer(429, 1);
            }
            last = now;
            if (what.startsWith("mark-")) {
                alone.add(what);
            } else {
                messagesOfMany++;
                inMessagesOfMany += Integer.parseInt(what);
            }
            return Answer.OK;
        }

        synchronized int findings() {
            return alone.size() + inMessagesOfMany;
        }

        @Override
        public synchronized String toString() {
            return findings() + " findings, " + alone.size() + " alone and " + inMessagesOfMany + " in "
                    + messagesOfMany + " messages; turned away " + turnedAway;
        }
    }

    private final Map<String, Got> got = new HashMap<>();

    @Test
    void tellsEveryFindingOnceAndFloodsNobody() throws Exception {
        Webhooks.NAMES.forEach(name -> got.put(name, new Got()));
        try (Queues queues = new Queues();
                Webhooks webhooks = new Webhooks(this::arrived);
                FindingNotifier notifier = FindingNotifier.of(NotifierConfig.parse(webhooks.config("1/s")))) {
            String queue = queues.standard("flood");
            List<Finding> samples = Findings.samples();
            IntStream.range(0, FLOOD).parallel().forEach(i -> queues.send(queue, event(i, samples)));
            QueueWorker worker = new QueueWorker(queues.client(), queue, notifier, LIMIT, TOGETHER);
            Thread thread = new Thread(() -> run(worker), "worker");
            thread.start();
            while (queues.size(queue) > 0) {
                thread.join(500);
                assertThat(thread.isAlive()).as("the worker runs").isTrue();
            }
            worker.stop();
            thread.join();
        }
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        got.forEach((name, all) -> System.out.printf("flood: %d findings: %s got %s%n", FLOOD, name, all));
        System.out.printf(
                "flood: %d MB in use of at most %d%n",
                used >> 20, Runtime.getRuntime().maxMemory() >> 20);

        assertThat(got.values()).allSatisfy(all -> {
            assertThat(all.findings()).as(all.toString()).isEqualTo(FLOOD);
            assertThat(all.alone).doesNotHaveDuplicates();
        });
    }

    private Answer arrived(Arrival arrival) {
        return got.get(arrival.destination()).answer(arrival.finding());
    }

    private static void run(QueueWorker worker) {
        try {
            worker.run();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** A sample of each type in turn, and between them a port scan that goes on from account to account. */
    private static String event(int number, List<Finding> samples) {
        String mark = Webhooks.finding(number);
        if (number % 2 == 0) {
            return Findings.builder("Recon:EC2/PortProbeUnprotectedPort", 2)
                    .id(mark)
                    .account(String.format("%012d", number % 7))
                    .at("/title", mark)
                    .event();
        }
        Map<String, Object> detail = new HashMap<>(plain(samples.get(number / 2 % samples.size())));
        detail.put("id", mark);
        detail.put("title", mark);
        return JsonWriter.write(
                Map.of("detail-type", "GuardDuty Finding", "source", "aws.guardduty", "detail", detail));
    }

    private static Map<String, Object> plain(Finding sample) {
        Map<String, Object> members = new HashMap<>();
        sample.document()
                .names()
                .forEach(
                        name -> members.put(name, sample.document().member(name).toJava()));
        return members;
    }
}
