package io.github.guarddutynotify.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SNS as far as its <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a> goes, over the Query
 * API. The id of the access key that signed is the tray's name; the signature itself is not verified.
 */
final class SnsEnd implements FarEnd {
    static final String FILE = "sns.json";

    /** More than what SNS takes, in the form's encoding. */
    private static final int MAX_BODY = 1 << 20;

    private static final Pattern SIGNER =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/\\d{8}/[a-z0-9-]+/sns/aws4_request,.*");

    private final Map<String, byte[]> trays = new ConcurrentHashMap<>();
    private final HttpServer server;

    private SnsEnd() throws IOException {
        this.server = Loopback.serve(0, this::handle);
    }

    static SnsEnd start() throws IOException {
        return new SnsEnd();
    }

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public Map<String, String> environment(String tray) {
        return Map.of(
                "SNS_ENDPOINT", Loopback.origin(server), "AWS_ACCESS_KEY_ID", tray, "AWS_SECRET_ACCESS_KEY", "demo");
    }

    @Override
    public Optional<byte[]> take(String tray) {
        return Optional.ofNullable(trays.remove(tray));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
            PublishCall call = PublishCall.parse(form);
            Matcher signer = SIGNER.matcher(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                            .orElse(""));
            Optional<PublishCall.Refusal> refusal =
                    signer.matches() ? call.refusal() : Optional.of(PublishCall.Refusal.UNSIGNED);
            if (refusal.isEmpty()) {
                trays.put(signer.group(1), call.toJson().getBytes(StandardCharsets.UTF_8));
            }
            byte[] answer =
                    refusal.map(SnsEnd::error).orElseGet(SnsEnd::messageId).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(
                    refusal.map(PublishCall.Refusal::status).orElse(200), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String messageId() {
        return """
                <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <PublishResult><MessageId>%s</MessageId></PublishResult>
                  <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
                </PublishResponse>
                """.formatted(UUID.randomUUID(), UUID.randomUUID());
    }

    private static String error(PublishCall.Refusal refusal) {
        return """
                <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                  <RequestId>%s</RequestId>
                </ErrorResponse>
                """.formatted(refusal.code(), refusal.message(), UUID.randomUUID());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
