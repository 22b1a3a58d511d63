package io.github.guarddutynotify.examples.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a> of Lambda on the loopback
 * interface, as far as a runtime interface client needs it.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static {
        // Without it each answer waits 40 ms for the receipt of its own headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /**
     * What a function did with an event, or with its start.
     *
     * @param path the last step of the path it was posted to: {@code response} or {@code error}
     * @param errorType the error's type, in the words of the runtime interface client; {@code null} for a response
     * @param body the JSON
     */
    record Answer(String path, String errorType, String body) {}

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Duration timeout;
    private final HttpServer server;

    /** A Runtime API whose function has this long for an event. */
    RuntimeApi(Duration timeout) throws IOException {
        this.timeout = timeout;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(PREFIX, this::handle);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Gives the function an event and waits for what it makes of it. */
    Answer invoke(String event) throws InterruptedException {
        events.add(event);
        return answer();
    }

    /** Waits for what the function posts next. */
    Answer answer() throws InterruptedException {
        Answer answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("the function did not answer within " + PATIENCE);
        }
        return answer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
            if (path.equals("invocation/next")) {
                next(exchange);
            } else {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
                send(exchange, 202, "{\"status\":\"OK\"}");
                answers.add(new Answer(path.substring(path.lastIndexOf('/') + 1), type, body));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        String event = events.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(timeout).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:111122223333:function:guardduty");
        send(exchange, 200, event);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json"); // or the native client crashes
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
