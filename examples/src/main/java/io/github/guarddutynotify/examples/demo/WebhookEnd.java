package io.github.guarddutynotify.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A webhook. Its URL is its secret, and the end of that names the tray. */
final class WebhookEnd implements FarEnd {
    /** More than any message that a channel may send. */
    private static final int MAX_BODY = 1 << 20;

    private enum Refusal {
        NOT_FOUND,
        MALFORMED
    }

    private record Answer(int status, String contentType, String body) {}

    private final String file;
    private final String variable;
    private final String path;
    private final Answer thanks;
    private final Function<Refusal, Answer> refusals;
    private final HttpServer server;
    private final Map<String, byte[]> trays = new ConcurrentHashMap<>();

    private WebhookEnd(String file, String variable, String path, Answer thanks, Function<Refusal, Answer> refusals)
            throws IOException {
        this.file = file;
        this.variable = variable;
        this.path = path;
        this.thanks = thanks;
        this.refusals = refusals;
        this.server = Loopback.serve(0, this::handle);
    }

    /** Slack's <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming webhook</a>. */
    static WebhookEnd slack() throws IOException {
        return new WebhookEnd(
                "slack.json",
                "SLACK_WEBHOOK_URL",
                "/services/T00000000/B00000000/",
                new Answer(200, "text/html", "ok"),
                refusal -> refusal == Refusal.NOT_FOUND
                        ? new Answer(404, "text/html", "no_service")
                        : new Answer(400, "text/html", "invalid_payload"));
    }

    /** Google Chat's <a href="https://developers.google.com/workspace/chat/quickstart/webhooks">webhook</a>. */
    static WebhookEnd googleChat() throws IOException {
        return new WebhookEnd(
                "gchat.json",
                "CHAT_WEBHOOK_URL",
                "/v1/spaces/DEMO/messages?key=demo&token=",
                json(200, "{\"name\":\"spaces/DEMO/messages/1.1\",\"space\":{\"name\":\"spaces/DEMO\"}}"),
                refusal -> refusal == Refusal.NOT_FOUND
                        ? json(404, "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}")
                        : json(400, "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\"}}"));
    }

    private static Answer json(int status, String body) {
        return new Answer(status, "application/json; charset=UTF-8", body);
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public Map<String, String> environment(String tray) {
        return Map.of(variable, Loopback.origin(server) + path + tray);
    }

    @Override
    public Optional<byte[]> take(String tray) {
        return Optional.ofNullable(trays.remove(tray));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
            Answer answer = answer(exchange, body);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        String target = exchange.getRequestURI().toString();
        if (!exchange.getRequestMethod().equals("POST") || !target.startsWith(path)) {
            return refusals.apply(Refusal.NOT_FOUND);
        }
        if (!isObject(body)) {
            return refusals.apply(Refusal.MALFORMED);
        }
        String tray = target.substring(path.length()).replaceFirst("&.*", "");
        trays.put(tray, body);
        return thanks;
    }

    private static boolean isObject(byte[] body) {
        try {
            return JsonValue.parse(body).isObject();
        } catch (JsonSyntaxException malformed) {
            return false;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
