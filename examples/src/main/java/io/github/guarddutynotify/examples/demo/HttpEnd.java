package io.github.guarddutynotify.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A far end over HTTP: gives a vendor's answers, unless trouble comes first, and keeps what the vendor takes in trays. */
final class HttpEnd implements AutoCloseable {
    /** More than any message that a channel may send. */
    private static final int MAX_BODY = 1 << 20;

    /** With the answers that mean "later"; one second, for a person is watching. */
    private static final String RETRY_AFTER = "1";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** @param authorization the header; empty if there is none */
    record Request(String method, String target, String authorization, String body) {}

    record Answer(int status, String contentType, String body) {}

    /**
     * What a vendor does with a request.
     *
     * @param answer what it says
     * @param message what it takes; {@code null} if it refuses
     */
    record Reply(Answer answer, @Nullable String message) {
        static Reply refusal(Answer answer) {
            return new Reply(answer, null);
        }
    }

    /** What tells one vendor's end from another's. */
    interface Vendor {
        /** The tray that the request's credential names; empty where there is none. */
        Optional<String> tray(Request request);

        Reply reply(Request request);

        /** What it says when it fails with a status. */
        Answer failure(int status);
    }

    private final Vendor vendor;
    private final Trouble trouble;
    private final Map<String, byte[]> trays = new ConcurrentHashMap<>();

    /** One a request, for one that keeps silent must not keep the next. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final HttpServer server;

    private HttpEnd(Vendor vendor, Trouble trouble) throws IOException {
        this.vendor = vendor;
        this.trouble = trouble;
        this.server = Loopback.serve(0, this::handle, threads);
        if (trouble.isAbsence()) {
            server.stop(0);
        }
    }

    static HttpEnd start(Vendor vendor, Trouble trouble) throws IOException {
        return new HttpEnd(vendor, trouble);
    }

    /** Where it is, or would be. */
    String origin() {
        return Loopback.origin(server);
    }

    Optional<byte[]> take(String tray) {
        return Optional.ofNullable(trays.remove(tray));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Answer> answer = answer(request(exchange));
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                authorization == null ? "" : authorization,
                new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8));
    }

    /** Empty where the connection ends without one. */
    private Optional<Answer> answer(Request request) {
        Optional<String> tray = vendor.tray(request);
        Optional<Fault> fault = tray.flatMap(trouble::meet);
        if (fault.isPresent()) {
            return fault.filter(met -> met.kind() == Fault.Kind.CODE).map(met -> vendor.failure(met.code()));
        }
        Reply reply = vendor.reply(request);
        if (tray.isPresent() && reply.message() != null) {
            trays.put(tray.get(), reply.message().getBytes(StandardCharsets.UTF_8));
        }
        return Optional.of(reply.answer());
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        if (answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE) {
            exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER);
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        trouble.close();
        server.stop(0);
        threads.shutdown();
    }
}
