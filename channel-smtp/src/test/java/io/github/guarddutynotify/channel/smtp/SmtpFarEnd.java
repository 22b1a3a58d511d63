package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.testkit.FarEnd;
import io.github.guarddutynotify.testkit.FarEndCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
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
 * A mail server on 127.0.0.1 that says what a test tells it to: in the clear, with STARTTLS, or in TLS from the first
 * byte. A login is {@value #USER} with {@value #PASSWORD} or the token {@value #TOKEN}.
 */
final class SmtpFarEnd extends FarEnd {
    static final String USER = "alerts";
    static final String PASSWORD = "s3cr3tP4ssw0rd";
    static final String TOKEN = "ya29.s3cr3tT0k3n";

    /** Instead of an answer: the connection ends. */
    static final String CLOSE = "close";

    /** Instead of an answer: nothing comes. */
    static final String SILENCE = "silence";

    /** Instead of an answer: one that goes on and on. */
    static final String DRIP = "drip";

    /** Instead of an answer to DATA: leave to go on, and then the mail is not read. */
    static final String STALL = "stall";

    /** Instead of an answer to DATA: leave to go on, and the connection is reset within the mail. */
    static final String CUT = "cut";

    /** How a mail came. */
    record Mail(String from, List<String> to, String login, boolean isSecure) {}

    private final ServerSocket listener;
    private final @Nullable FarEndCertificate certificate;
    private final boolean offersStartTls;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(SmtpFarEnd::thread);

    private SmtpFarEnd(@Nullable FarEndCertificate certificate, boolean offersStartTls) {
        this.certificate = certificate;
        this.offersStartTls = offersStartTls;
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            boolean isTls = certificate != null && !offersStartTls;
            this.listener = isTls
                    ? certificate.context().getServerSocketFactory().createServerSocket(0, 100, loopback)
                    : new ServerSocket(0, 100, loopback);
        } catch (IOException noPort) {
            throw new UncheckedIOException("can't listen on 127.0.0.1", noPort);
        }
        threads.execute(this::listen);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "smtp-far-end");
        thread.setDaemon(true);
        return thread;
    }

    static SmtpFarEnd plain() {
        return new SmtpFarEnd(null, false);
    }

    static SmtpFarEnd startTls() {
        return new SmtpFarEnd(FarEndCertificate.ofLoopback(), true);
    }

    static SmtpFarEnd startTlsUnderAnotherName() {
        return new SmtpFarEnd(FarEndCertificate.ofElsewhere(), true);
    }

    static SmtpFarEnd startTlsOfYesterday() {
        return new SmtpFarEnd(FarEndCertificate.ofYesterday(), true);
    }

    static SmtpFarEnd tlsUnderAnotherName() {
        return new SmtpFarEnd(FarEndCertificate.ofElsewhere(), false);
    }

    static SmtpFarEnd tls() {
        return new SmtpFarEnd(FarEndCertificate.ofLoopback(), false);
    }

    /** Answers every command that begins so, or {@code greeting}, with this from now on. */
    SmtpFarEnd willAnswer(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** Answers as ever from now on. */
    void willAnswerNothingSpecial() {
        answers.clear();
    }

    /** The lines that came, without mails and without what follows AUTH. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    List<Mail> mails() {
        return List.copyOf(mails);
    }

    // For a conversation.

    @Nullable
    FarEndCertificate certificate() {
        return certificate;
    }

    boolean offersStartTls() {
        return offersStartTls;
    }

    @Nullable
    String answerTo(String command) {
        return answers.entrySet().stream()
                .filter(entry -> command.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    void heard(String command) {
        commands.add(command.startsWith("AUTH ") ? command.split(" ", 3)[1] : command);
    }

    Behaviour received(byte[] message, Mail mail) {
        took(message);
        mails.add(mail);
        Behaviour behaviour = behaviour();
        attempted();
        return behaviour;
    }

    void awaitTheEnd() throws InterruptedException {
        gone.await();
    }

    /** Whether the end has come within the time between two drops. */
    boolean isAtTheEnd() throws InterruptedException {
        return gone.await(50, TimeUnit.MILLISECONDS);
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    private void listen() {
        while (gone.getCount() > 0) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connected();
                threads.execute(() -> converse(socket));
                if (gone.getCount() == 0) {
                    socket.close(); // close() may have looked before it was added
                }
            } catch (IOException | RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new SmtpConversation(this, socket).run();
        } catch (IOException | InterruptedException hungUp) {
            // The client gave up or close() was called. A test sees at its own end whether that was right.
        } finally {
            open.remove(socket);
        }
    }

    /** Ends every connection, as a server does that is restarted. */
    void hangUp() {
        try {
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException unclosed) {
            throw new UncheckedIOException("can't hang up", unclosed);
        }
    }

    @Override
    public void close() {
        gone.countDown();
        try {
            listener.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException("can't close the far end", unclosed);
        }
        hangUp();
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
