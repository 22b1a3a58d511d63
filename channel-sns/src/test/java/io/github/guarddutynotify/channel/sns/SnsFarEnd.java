package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.sns.SnsRules.SnsError;
import io.github.guarddutynotify.testkit.FarEnd;
import io.github.guarddutynotify.testkit.FarEndCertificate;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import javax.net.ServerSocketFactory;

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
    private final List<Call> asked = new CopyOnWriteArrayList<>();
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
    private volatile String retryAfter = "";
    private volatile boolean dripping;
    private final Map<String, String> topicAttributes = new ConcurrentHashMap<>();
    private volatile Duration session = Duration.ofHours(1);

    SnsFarEnd() {
        this(ServerSocketFactory.getDefault());
    }

    /** One that speaks TLS and shows a certificate. */
    SnsFarEnd(FarEndCertificate certificate) {
        this(certificate.context().getServerSocketFactory());
    }

    private SnsFarEnd(ServerSocketFactory sockets) {
        try {
            listener = sockets.createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        threads.execute(this::listen);
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    String secureUrl() {
        return "https://127.0.0.1:" + port();
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    /** Answers every publish with an error. */
    void refusePublish(int status, String code, String message) {
        publishError = new SnsError(status, code, message);
    }

    /** Asks for patience with every error. */
    void wantsPatience(String header) {
        retryAfter = "Retry-After: " + header + "\r\n";
    }

    /** Asks for it at a time of its own. */
    void wantsPatience(String header, String date) {
        retryAfter = "Date: " + date + "\r\nRetry-After: " + header + "\r\n";
    }

    /** Sends each answer byte by byte, and has no end of it. */
    void drips() {
        dripping = true;
    }

    /** Shows a topic to whoever asks for its attributes. */
    void shows(Map<String, String> attributes) {
        topicAttributes.putAll(attributes);
    }

    /** Answers every AssumeRole with an error. */
    void refuseRole(int status, String code, String message) {
        assumeError = new SnsError(status, code, message);
    }

    /** Takes back what was refused. */
    void allowAll() {
        publishError = null;
        assumeError = null;
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

    /** Who wanted to see the topic. */
    List<Call> asked() {
        return List.copyOf(asked);
    }

    List<Call> assumed() {
        return List.copyOf(assumed);
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
        Call call = call(headers, SnsRules.form(body));
        if ("AssumeRole".equals(call.parameter("Action"))) {
            assumed.add(call);
            return send(
                    socket,
                    assumeError == null ? SnsAnswer.credentials(assumed.size(), session) : refused(assumeError));
        }
        if ("GetTopicAttributes".equals(call.parameter("Action"))) {
            asked.add(call);
            return send(
                    socket,
                    publishError != null
                            ? refused(publishError)
                            : rawAnswer != null ? SnsAnswer.of(200, rawAnswer) : SnsAnswer.topic(topicAttributes));
        }
        published.add(call);
        took(body);
        attempted();
        return switch (behaviour()) {
            case ACCEPT -> send(socket, ofPublish(call));
            case DEFER -> send(socket, refused(new SnsError(400, "Throttling", "Rate exceeded")));
            case REJECT -> send(socket, refused(new SnsError(404, "NotFound", "Topic does not exist")));
            case HANG -> silence();
            case HANG_MIDWAY -> {
                byte[] whole = SnsAnswer.messageId(published.size()).bytes();
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

    private SnsAnswer ofPublish(Call call) {
        if (rawAnswer != null) {
            return SnsAnswer.of(200, rawAnswer);
        }
        SnsError own = publishError;
        return Optional.ofNullable(own)
                .or(() -> SnsRules.broken(call.parameters()))
                .map(this::refused)
                .orElseGet(() -> SnsAnswer.messageId(published.size()));
    }

    private SnsAnswer refused(SnsError error) {
        return SnsAnswer.error(error, retryAfter);
    }

    private boolean send(Socket socket, SnsAnswer answer) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        if (dripping) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!gone.await(50, TimeUnit.MILLISECONDS)) {
                out.write(' ');
            }
            return false;
        }
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
