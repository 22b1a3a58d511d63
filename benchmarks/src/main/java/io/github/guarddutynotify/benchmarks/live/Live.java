package io.github.guarddutynotify.benchmarks.live;

import com.sun.net.httpserver.HttpServer;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.benchmarks.FarEnds;
import io.github.guarddutynotify.benchmarks.Samples;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.finding.FindingReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The rows that need far ends, which are a process of their own beside this one, on the same processors. */
public final class Live {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TELLERS = 16;
    private static final int FAN_OUT = 4;
    private static final int ANSWER_MILLIS = 200;

    private final Path folder;
    private final String event;

    private Live(Path root) throws IOException {
        this.folder = root.resolve("benchmarks/src/main/resources");
        this.event = Files.readString(
                root.resolve("examples/src/main/resources/io/github/guarddutynotify/examples/demo/findings")
                        .resolve("unauthorizedaccess-iamuser-toripcaller.json"));
    }

    /**
     * Runs them.
     *
     * @param args the repository's folder; how many findings and how many mails
     * @throws Exception if a row can't be measured
     */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        Live live = new Live(root);
        live.fanOut();
        try (FarEnds farEnds = FarEnds.start(root.resolve("examples"))) {
            live.mails(Integer.parseInt(args[2]), farEnds.environment());
            live.findings(Integer.parseInt(args[1]), farEnds.environment());
        }
    }

    private static String id(int number) {
        return String.format("%032x", number);
    }

    /** An event of its own for each number. */
    private String event(int number) {
        return event.replaceFirst("\"id\":\\s*\"[0-9a-f]{32}\"", "\"id\": \"" + id(number) + "\"");
    }

    private FindingNotifier notifier(String name, Map<String, String> environment) throws IOException {
        String config = Files.readString(folder.resolve(name));
        return FindingNotifier.of(
                NotifierConfig.reader().environment(environment).parse(config));
    }

    /** Four destinations that each answer in 200 ms. */
    private void fanOut() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.setExecutor(threads);
        slow.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            pause();
            byte[] thanks = "{\"name\":\"spaces/A/messages/1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, thanks.length);
            try (exchange) {
                exchange.getResponseBody().write(thanks);
            }
        });
        slow.start();
        String url = "http://127.0.0.1:" + slow.getAddress().getPort() + "/v1/spaces/A/messages?key=k&token=t";
        try (FindingNotifier notifier = notifier("fan-out.json", Map.of("URL", url))) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                long start = System.nanoTime();
                complete(notifier.process(event(i), LIMIT));
                if (i >= 5) {
                    millis.add((System.nanoTime() - start) / 1e6);
                }
            }
            Samples samples = Samples.of(millis, one -> one);
            System.out.printf(
                    Locale.ROOT,
                    "fan-out: %d destinations that each answer in %d ms: %s ms, %.2f times the slowest%n",
                    FAN_OUT,
                    ANSWER_MILLIS,
                    samples,
                    samples.median() / ANSWER_MILLIS);
        } finally {
            slow.stop(0);
            threads.shutdownNow();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ANSWER_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void complete(DeliveryReport report) {
        if (!report.isComplete()) {
            throw new IllegalStateException("not all was told: " + report);
        }
    }

    /** One mail after the other, over the destination's connection and over one for each. */
    private void mails(int count, Map<String, String> environment) throws Exception {
        double perMail;
        try (FindingNotifier notifier = notifier("mail.json", environment)) {
            for (int i = 0; i < count / 10; i++) {
                complete(notifier.process(event(i), LIMIT));
            }
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                complete(notifier.process(event(100_000 + i), LIMIT));
            }
            perMail = (System.nanoTime() - start) / 1e6 / count;
        }
        ConnectPerMail other = new ConnectPerMail(environment);
        int others = Math.max(20, count / 10);
        other.send(others / 2, event);
        long start = System.nanoTime();
        other.send(others, event);
        double perConnection = (System.nanoTime() - start) / 1e6 / others;
        System.out.printf(
                Locale.ROOT,
                "mail with STARTTLS and login: %d mails, %.2f ms each; with a connection for each %.2f ms: %.1f times%n",
                count,
                perMail,
                perConnection,
                perConnection / perMail);
    }

    /** Four destinations each, by as many threads as a worker would have. */
    private void findings(int count, Map<String, String> environment)
            throws IOException, InterruptedException, ExecutionException {
        Map<String, String> four = new HashMap<>(environment);
        try (FindingNotifier notifier = notifier("four.json", four)) {
            tell(notifier, 0, count / 5);
            System.gc();
            long before = used();
            long start = System.nanoTime();
            tell(notifier, count, count);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.gc();
            System.out.printf(
                    Locale.ROOT,
                    "end to end: %d findings to four destinations in %.1f s: %.0f messages/s; heap before %d MiB, after %d MiB%n",
                    count,
                    seconds,
                    FAN_OUT * count / seconds,
                    before >> 20,
                    used() >> 20);
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void tell(FindingNotifier notifier, int from, int count) throws InterruptedException, ExecutionException {
        ExecutorService tellers = Executors.newFixedThreadPool(TELLERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = from + i;
                all.add(tellers.submit(() -> complete(notifier.process(FindingReader.read(event(number)), LIMIT))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            tellers.shutdownNow();
        }
    }
}
