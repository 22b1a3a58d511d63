package io.github.guarddutynotify.examples.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.examples.LocalDynamoDb;
import io.github.guarddutynotify.examples.worker.Webhooks.Arrival;
import io.github.guarddutynotify.testkit.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker is killed again and again while it drains a queue to four destinations. Nothing may be lost, and only what was
 * under way at a kill may come twice.
 *
 * <p>Short by default. The long form: {@code -Dcrash.kills=200 -Dcrash.findings=1000}. It prints what was lost and what came
 * twice, and the seed by which the moments of the kills are chosen ({@code -Dcrash.seed}).
 */
@Timeout(3600)
class CrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 4);
    private static final int FINDINGS = Integer.getInteger("crash.findings", 120);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

    /** What the worker may have under way at a destination, and as many again that go on beside one that is being recorded. */
    private static final int UNDER_WAY = 20;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<List<Arrival>> lives = new ArrayList<>();
    private WorkerProcess worker;
    private int untilKill = Integer.MAX_VALUE;

    @Test
    void losesNothingAndTellsTwiceOnlyWhatWasUnderWayAtAKill() throws Exception {
        try (Queues queues = new Queues();
                LocalDynamoDb dynamo = new LocalDynamoDb();
                Webhooks webhooks = new Webhooks(this::arrived)) {
            String queue = queues.standard("findings");
            for (int i = 0; i < FINDINGS; i++) {
                queues.send(queue, event(i));
            }
            Map<String, String> environment = new HashMap<>(dynamo.environment());
            environment.put("AWS_ENDPOINT_URL_SQS", queues.endpoint().toString());
            environment.put("QUEUE_URL", queue);
            environment.put("MESSAGE_SECONDS", "20");
            environment.put("MESSAGES_TOGETHER", "10");
            environment.put(
                    "NOTIFIER_CONFIG",
                    Files.writeString(folder.resolve("notifier.json"), webhooks.config("unlimited"))
                            .toString());

            for (int kill = 0; kill < KILLS; kill++) {
                start(environment, 1 + random.nextInt(FINDINGS * Webhooks.NAMES.size() / KILLS));
                assertThat(worker.awaitEnd(300)).as(worker::toString).isTrue();
            }
            start(environment, Integer.MAX_VALUE);
            awaitAll(queues, queue);
            worker.end();
            assertThat(worker.awaitEnd(60)).as("ends on SIGTERM").isTrue();
            assertThat(worker.log()).contains("ended, nothing is under way");
        } finally {
            worker.kill();
        }
        judge(Files.readString(folder.resolve("worker.log")).split("ledger did not answer", -1).length - 1);
    }

    private synchronized void start(Map<String, String> environment, int arrivalsUntilKill) throws Exception {
        lives.add(new ArrayList<>());
        untilKill = arrivalsUntilKill;
        worker = WorkerProcess.start(folder.resolve("worker.log"), environment);
    }

    /** The kill falls before the answer, or after it, when others are anywhere between their claim and their deletion. */
    private synchronized Webhooks.Answer arrived(Arrival arrival) {
        lives.get(lives.size() - 1).add(arrival);
        untilKill--;
        if (untilKill == 0) {
            if (random.nextBoolean()) {
                worker.kill();
            } else {
                WorkerProcess victim = worker;
                new Thread(victim::kill, "kill").start();
            }
        }
        return Webhooks.Answer.OK;
    }

    /** Until the queue is empty; what was under way at the last kill is hidden in it for a while. */
    private void awaitAll(Queues queues, String queue) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(900);
        while (queues.size(queue) > 0 && System.nanoTime() < end && worker.isAlive()) {
            worker.awaitEnd(1);
        }
        assertThat(queues.size(queue)).as("messages left").isZero();
    }

    private synchronized void judge(int withoutLedger) {
        Map<Arrival, List<Integer>> livesByArrival = new LinkedHashMap<>();
        int unexplained = 0;
        for (int life = 0; life < lives.size(); life++) {
            for (Arrival arrival : lives.get(life)) {
                List<Integer> before = livesByArrival.computeIfAbsent(arrival, none -> new ArrayList<>());
                if (!before.isEmpty() && !wasUnderWay(arrival, before.get(before.size() - 1), life)) {
                    unexplained++;
                }
                before.add(life);
            }
        }
        long lost = (long) FINDINGS * Webhooks.NAMES.size() - livesByArrival.size();
        long duplicated = livesByArrival.values().stream()
                .mapToLong(times -> times.size() - 1)
                .sum();
        System.out.printf(
                "crash: %d kills, %d findings, %d destinations: lost %d, duplicated %d, of these not by a kill %d;"
                        + " told without the ledger %d (seed %d)%n",
                KILLS, FINDINGS, Webhooks.NAMES.size(), lost, duplicated, unexplained, withoutLedger, SEED);
        assertThat(lost).as("lost").isZero();
        assertThat(unexplained)
                .as("told twice though the telling had been recorded")
                .isZero();
    }

    /** Whether a former life ended with this telling under way: it was among the last that came to its destination. */
    private boolean wasUnderWay(Arrival arrival, int before, int now) {
        List<Arrival> told = lives.get(before).stream()
                .filter(other -> other.destination().equals(arrival.destination()))
                .toList();
        return before < now && told.lastIndexOf(arrival) >= told.size() - UNDER_WAY;
    }

    private static String event(int number) {
        String mark = Webhooks.finding(number);
        return Findings.builder("Recon:EC2/Portscan", 5)
                .id(mark)
                .at("/title", mark)
                .event();
    }
}
