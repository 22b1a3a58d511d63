package io.github.guarddutynotify.testkit;

import io.github.guarddutynotify.testkit.HttpRequestReader.Incoming;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A far end that speaks HTTP/1.1, in the clear or over TLS, on 127.0.0.1.
 *
 * <ul>
 *   <li>what it accepts with is the vendor's to say, so it has to be given
 *   <li>it defers with 429 and {@code Retry-After: 17}, and rejects with 404, unless told otherwise
 *   <li>its certificate is made when it is first needed, is good for {@code 127.0.0.1} and {@code localhost}, and is
 *       nobody's but this JVM's: trust it by {@code trustedCertificates} and {@link #certificate()}
 * </ul>
 */
public final class HttpFarEnd extends FarEnd {
    private final ServerSocket listener;
    private final @Nullable FarEndCertificate certificate;
    private final HttpAnswer accepted;
    private volatile HttpAnswer deferred = HttpAnswer.of(429, "").with("Retry-After", "17");
    private volatile HttpAnswer rejected = HttpAnswer.of(404, "");
    private volatile @Nullable HttpAnswer always;
    private volatile @Nullable HttpScript script;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(HttpFarEnd::thread);

    private HttpFarEnd(HttpAnswer accepted, @Nullable FarEndCertificate certificate) {
        this.accepted = accepted;
        this.certificate = certificate;
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            this.listener = certificate == null
                    ? new ServerSocket(0, 100, loopback)
                    : certificate.context().getServerSocketFactory().createServerSocket(0, 100, loopback);
        } catch (IOException noPort) {
            throw new UncheckedIOException("can't listen on 127.0.0.1", noPort);
        }
        threads.execute(this::listen);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "http-far-end");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts one in the clear.
     *
     * @param accepted what it accepts with
     * @return the far end
     */
    public static HttpFarEnd http(HttpAnswer accepted) {
        return new HttpFarEnd(accepted, null);
    }

    /**
     * Starts one over TLS, with a certificate for its own address.
     *
     * @param accepted what it answers when it accepts
     * @return the far end
     */
    public static HttpFarEnd https(HttpAnswer accepted) {
        return new HttpFarEnd(accepted, FarEndCertificate.ofLoopback());
    }

    /**
     * Starts one over TLS.
     *
     * @param accepted what it answers when it accepts
     * @param certificate what it shows
     * @return the far end
     */
    public static HttpFarEnd https(HttpAnswer accepted, FarEndCertificate certificate) {
        return new HttpFarEnd(accepted, certificate);
    }

    /**
     * Sets what it answers when it defers.
     *
     * @param answer the answer; a Retry-After in it is in seconds
     * @return this
     */
    public HttpFarEnd deferring(HttpAnswer answer) {
        deferred = answer;
        return this;
    }

    /**
     * Sets what it answers when it rejects.
     *
     * @param answer the answer
     * @return this
     */
    public HttpFarEnd rejecting(HttpAnswer answer) {
        rejected = answer;
        return this;
    }

    @Override
    public void will(Behaviour next) {
        always = null;
        script = null;
        super.will(next);
    }

    /**
     * Answers every request so from now on, until {@link #will} says otherwise.
     *
     * @param answer the answer
     */
    public void willAnswer(HttpAnswer answer) {
        script = null;
        always = answer;
    }

    /**
     * Answers every request with bytes of the test's own from now on, until {@link #will} says otherwise, and closes the
     * connection after each.
     *
     * @param bytes writes them
     */
    public void willSend(HttpScript bytes) {
        script = bytes;
    }

    /**
     * A request as it came.
     *
     * @param method such as {@code POST}
     * @param target what follows the method: path and query, or a whole URL where this far end was taken for a proxy
     * @param headers by name, in any case
     * @param body as UTF-8; its bytes are in {@link FarEnd#messages()}
     */
    public record Request(String method, String target, Map<String, String> headers, String body) {}

    /**
     * The requests so far.
     *
     * @return the requests in the order of their arrival
     */
    public List<Request> requests() {
        return Collections.unmodifiableList(requests);
    }

    /**
     * A URL here.
     *
     * @param pathAndQuery such as {@code /services/x}
     * @return the URL, with 127.0.0.1 as its host
     */
    public String url(String pathAndQuery) {
        return (certificate == null ? "http" : "https") + "://127.0.0.1:" + port() + pathAndQuery;
    }

    /**
     * The certificate that vouches for the one it shows, for {@code trustedCertificates}.
     *
     * @return a PEM file that lasts as long as this JVM
     * @throws NullPointerException if it speaks in the clear
     */
    public Path certificate() {
        return Objects.requireNonNull(certificate, "this far end speaks in the clear")
                .pem();
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(deferred.headers().get("Retry-After"))
                .map(wait -> Duration.ofSeconds(Long.parseLong(wait)));
    }

    private void listen() {
        while (gone.getCount() > 0) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connected();
                threads.execute(() -> serve(socket));
                if (gone.getCount() == 0) {
                    socket.close(); // close() may have looked before it was added
                }
            } catch (IOException | RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            HttpRequestReader reader = new HttpRequestReader(new BufferedInputStream(socket.getInputStream()), out);
            Optional<Incoming> next;
            do {
                next = reader.next();
                next.ifPresent(this::record);
            } while (next.isPresent() && answer(socket, out));
        } catch (IOException | InterruptedException hungUp) { // or closed: a test sees at its own end if that was right
        } finally {
            open.remove(socket);
        }
    }

    private void record(Incoming incoming) {
        requests.add(incoming.request());
        took(incoming.body().toByteArray());
        attempted();
    }

    /** Answers, and says whether the connection goes on. */
    private boolean answer(Socket socket, OutputStream out) throws IOException, InterruptedException {
        HttpScript own = script;
        if (own != null) {
            own.write(out, gone);
            out.flush();
            return false;
        }
        HttpAnswer fixed = always;
        if (fixed != null) {
            return send(out, fixed);
        }
        return switch (behaviour()) {
            case ACCEPT -> send(out, accepted);
            case DEFER -> send(out, deferred);
            case REJECT -> send(out, rejected);
            case HANG -> silent(out);
            case HANG_MIDWAY -> {
                out.write(HttpAnswer.of(200, "x".repeat(100)).firstBytes());
                yield silent(out);
            }
            case RESET -> {
                socket.setSoLinger(true, 0); // closing now sends RST
                yield false;
            }
        };
    }

    private static boolean send(OutputStream out, HttpAnswer answer) throws IOException {
        out.write(answer.bytes());
        out.flush();
        return answer.endsTheExchange();
    }

    private boolean silent(OutputStream out) throws IOException, InterruptedException {
        out.flush();
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
            throw new UncheckedIOException("can't close the far end", unclosed);
        }
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a thread of the far end did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
