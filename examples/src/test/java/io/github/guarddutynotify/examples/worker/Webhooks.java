package io.github.guarddutynotify.examples.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Four webhooks, two of Slack and two of Google Chat, that tell which finding came to which of them. */
final class Webhooks implements AutoCloseable {
    static final List<String> NAMES = List.of("slack-1", "slack-2", "gchat-1", "gchat-2");
    private static final Pattern WHAT = Pattern.compile("mark-\\d+|\\d+(?= more GuardDuty findings)");

    /**
     * A message that came.
     *
     * @param destination to which webhook
     * @param finding the mark in its finding's title; of a message of many, their number
     */
    record Arrival(String destination, String finding) {}

    /**
     * What a webhook answers.
     *
     * @param retryAfter in seconds; none if zero
     */
    record Answer(int status, int retryAfter) {
        static final Answer OK = new Answer(200, 0);
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Function<Arrival, Answer> onArrival;

    /** @param onArrival decides the answer; called in many threads */
    Webhooks(Function<Arrival, Answer> onArrival) throws IOException {
        this.onArrival = onArrival;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static String finding(int number) {
        return String.format("mark-%05d", number);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String name = exchange.getRequestURI().getPath().substring(1).replaceFirst("/.*", "");
            Answer answer = onArrival.apply(new Arrival(name, what(body)));
            if (answer.retryAfter() > 0) {
                exchange.getResponseHeaders().add("Retry-After", String.valueOf(answer.retryAfter()));
            }
            byte[] text = (name.startsWith("slack") ? "ok" : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /** The finding's mark, or how many findings there are in a message of many. */
    private static String what(String body) {
        Matcher what = WHAT.matcher(body);
        if (!what.find()) {
            throw new UncheckedIOException(new IOException("a message without a mark: " + body));
        }
        return what.group();
    }

    /** A configuration that sends every finding to all four, at a rate. */
    String config(String rate) {
        Map<String, Object> destinations = new LinkedHashMap<>();
        for (String name : NAMES) {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
            destinations.put(
                    name,
                    name.startsWith("slack")
                            ? Map.of("channel", "slack", "webhookUrl", url, "rate", rate)
                            : Map.of(
                                    "channel",
                                    "gchat",
                                    "webhookUrl",
                                    url + "/v1/spaces/x/messages?key=k&token=t",
                                    "rate",
                                    rate));
        }
        return JsonWriter.write(Map.of("destinations", destinations, "routes", List.of(Map.of("to", NAMES))));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
