package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.sns.SnsRules.SnsError;
import io.github.guarddutynotify.testkit.FarEnd;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SNS and STS on one port, as their Query APIs are spoken: refuses what AWS refuses, in its words, and gives credentials
 * for a role that expire when a test says.
 */
final class SnsFarEnd extends FarEnd {
    private static final Pattern SIGNER =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([a-z0-9-]+)/([a-z]+)/aws4_request, .*");

    /** A call as it came, with who signed it, for which region and service. */
    record Call(
            Map<String, String> parameters, String accessKeyId, String sessionToken, String region, String service) {
        String parameter(String name) {
            return parameters.get(name);
        }
    }

    private final ServerSocket listener;
    private final List<Call> published = new CopyOnWriteArrayList<>();
    private final List<Call> assumed = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sns-far-end");
        thread.setDaemon(true);
        return thread;
    });
    private volatile SnsError publishError;
    private volatile SnsError assumeError;
    private volatile String rawAnswer;
    private volatile Duration session = Duration.ofHours(1);

    SnsFarEnd() {
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        threads.execute(this::listen);
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    /** Answers every publish with an error. */
    void refusePublish(int status, String code, String message) {
        publishError = new SnsError(status, code, message);
    }

    /** Answers every AssumeRole with an error. */
    void refuseRole(int status, String code, String message) {
        assumeError = new SnsError(status, code, message);
    }

    /** Answers every publish with a body of the test's own, under 200. */
    void answerPublish(String body) {
        rawAnswer = body;
    }

    /** Gives credentials that last so long. */
    void grantRoleFor(Duration length) {
        session = length;
    }

    List<Call> published() {
        return List.copyOf(published);
    }

    List<Call> assumed() {
        return List.copyOf(assumed);
    }

    /** The parameters of a call, from the body of its request. */
    static Map<String, String> form(byte[] body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void listen() {
        while (gone.getCount() > 0) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connected();
                threads.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (boolean goesOn = true; goesOn; ) {
                Map<String, String> headers = head(in);
                goesOn = !headers.isEmpty() && answer(socket, headers, body(in, headers));
            }
        } catch (IOException | InterruptedException hungUp) {
            // The client gave up, or close() was called.
        } finally {
            open.remove(socket);
        }
    }

    private static Map<String, String> head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return Map.of();
            }
            head.append((char) b);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.toString().strip().split("\r\n", -1)) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
    }

    private boolean answer(Socket socket, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        Call call = call(headers, form(body));
        if ("AssumeRole".equals(call.parameter("Action"))) {
            assumed.add(call);
            return send(socket, assumeError == null ? credentials(assumed.size()) : error(assumeError));
        }
        published.add(call);
        took(body);
        attempted();
        return switch (behaviour()) {
            case ACCEPT -> send(socket, ofPublish(call));
            case DEFER -> send(socket, error(new SnsError(400, "Throttling", "Rate exceeded")));
            case REJECT -> send(socket, error(new SnsError(404, "NotFound", "Topic does not exist")));
            case HANG -> silence();
            case HANG_MIDWAY -> {
                byte[] whole = messageId().bytes();
                socket.getOutputStream().write(whole, 0, whole.length - 50);
                yield silence();
            }
            case RESET -> {
                socket.setSoLinger(true, 0); // closing now sends RST
                yield false;
            }
        };
    }

    private static Call call(Map<String, String> headers, Map<String, String> parameters) {
        Matcher signer = SIGNER.matcher(headers.getOrDefault("Authorization", ""));
        boolean isSigned = signer.matches();
        return new Call(
                parameters,
                isSigned ? signer.group(1) : "",
                headers.getOrDefault("X-Amz-Security-Token", ""),
                isSigned ? signer.group(2) : "",
                isSigned ? signer.group(3) : "");
    }

    private Answer ofPublish(Call call) {
        if (rawAnswer != null) {
            return new Answer(200, rawAnswer);
        }
        SnsError own = publishError;
        return Optional.ofNullable(own)
                .or(() -> SnsRules.broken(call.parameters()))
                .map(SnsFarEnd::error)
                .orElseGet(this::messageId);
    }

    private record Answer(int status, String body) {
        byte[] bytes() {
            String head = "HTTP/1.1 %d Said\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n"
                    .formatted(status, SnsRules.utf8(body));
            return (head + body).getBytes(StandardCharsets.UTF_8);
        }
    }

    private Answer messageId() {
        return new Answer(200, """
                <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <PublishResult><MessageId>message-%d</MessageId></PublishResult>
                  <ResponseMetadata><RequestId>f187a3c1-376f-11df-8963-01868b7c937a</RequestId></ResponseMetadata>
                </PublishResponse>
                """.formatted(published.size()));
    }

    private Answer credentials(int number) {
        return new Answer(200, """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleResult>
                    <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/x/y</Arn><AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser>
                    <Credentials>
                      <AccessKeyId>ASIAROLE%1$d</AccessKeyId>
                      <SecretAccessKey>role-secret-%1$d</SecretAccessKey>
                      <SessionToken>role-token-%1$d</SessionToken>
                      <Expiration>%2$s</Expiration>
                    </Credentials>
                  </AssumeRoleResult>
                  <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
                </AssumeRoleResponse>
                """.formatted(number, Instant.now().plus(session).truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Answer error(SnsError error) {
        return new Answer(error.status(), """
                <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error>
                  <RequestId>9dd01905-5012-5f99-8663-4b3ecd0dfaef</RequestId>
                </ErrorResponse>
                """.formatted(
                        error.status() < 500 ? "Sender" : "Receiver", error.code(), error.message()));
    }

    private static boolean send(Socket socket, Answer answer) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(answer.bytes()); // at once: two writes may wait for each other's receipt
        return true;
    }

    private boolean silence() throws InterruptedException {
        gone.await();
        return false;
    }

    @Override
    public void close() {
        gone.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
