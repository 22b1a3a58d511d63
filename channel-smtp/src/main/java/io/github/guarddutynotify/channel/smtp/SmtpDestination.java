package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.channel.Reason;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Recipients behind one mail server.
 *
 * <p>The mail library blocks, holds its own monitors while it does, and heeds no interrupt. So it runs on platform threads
 * of our own, whatever thread delivers, and that thread waits: when its time is over or it is interrupted, it closes the
 * socket.
 */
final class SmtpDestination implements Destination {
    /**
     * At once, and so kept: Exchange Online takes three from one mailbox, by <a
     * href="https://learn.microsoft.com/en-us/exchange/troubleshoot/send-emails/smtp-submission-improvements">its page on
     * SMTP submission</a>, and most servers take more.
     */
    static final int MAX_CONNECTIONS = 3;

    private static final DeliveryResult BUSY = DeliveryResult.deferred(
            Reason.OUT_OF_TIME, "all " + MAX_CONNECTIONS + " connections to the server were busy");

    private static final long IDLE_SECONDS = 5;
    private static final long END_MILLISECONDS = 250;

    /** Of the time of a probe, what is left to say what took so long. */
    private static final int TELLING_SHARE = 4;

    /** What a thread is sent to the server for. */
    private interface Errand {
        DeliveryResult run(HeldConnection held) throws IOException;
    }

    private final SmtpServer server;
    private final MailSettings mail;
    private final InstantSource clock;
    private final SmtpConnections connections;
    private final Semaphore permits = new Semaphore(MAX_CONNECTIONS, true);
    private final Set<HeldConnection> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), SmtpDestination::thread);

    SmtpDestination(SmtpServer server, MailSettings mail, InstantSource clock) {
        this.server = server;
        this.mail = mail;
        this.clock = clock;
        this.connections = new SmtpConnections(server);
    }

    /** The mail library finds its parts by the context class loader, and the caller's may be none or know none of it. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "guardduty-notify-smtp");
        thread.setDaemon(true);
        thread.setContextClassLoader(SmtpDestination.class.getClassLoader());
        return thread;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) throws IOException, InterruptedException {
        MailSettings addressed = mail.addressedTo(delivery.notification());
        if (addressed.recipients(delivery.recipients()).isEmpty()) {
            return DeliveryResult.accepted().noting("those who were owed it are no recipients any more");
        }
        Submission submission = new Submission(server, connections, addressed, clock, delivery);
        return answer(submission::run, delivery::timeLeft);
    }

    @Override
    public Optional<DeliveryResult> probe(Deadline deadline) throws IOException, InterruptedException {
        Duration timeLeft = deadline.left();
        Deadline inner = deadline.atMost(timeLeft.minus(timeLeft.dividedBy(TELLING_SHARE)));
        SmtpProbe probe = new SmtpProbe(server, connections, mail.addressedToAll(), inner);
        try {
            return Optional.of(answer(probe::run, deadline::left));
        } catch (SocketTimeoutException late) {
            return Optional.of(Unreached.slow(server));
        }
    }

    @Override
    public Optional<Preview> preview(Delivery delivery) {
        Thread caller = Thread.currentThread();
        ClassLoader callers = caller.getContextClassLoader();
        caller.setContextClassLoader(SmtpDestination.class.getClassLoader());
        try {
            MailMessage message = MailMessage.of(
                    delivery, mail.addressedTo(delivery.notification()), clock.instant(), connections.session());
            ByteArrayOutputStream content = new ByteArrayOutputStream(32_768);
            message.writeTo(content);
            return Optional.of(new Preview("message/rfc822", content.toString(StandardCharsets.US_ASCII)));
        } catch (MessagingException | IOException cannotRender) {
            throw new IllegalStateException("the mail can't be put together", cannotRender);
        } finally {
            caller.setContextClassLoader(callers);
        }
    }

    /** Waits for what comes of an errand, and calls it off when the time is over. */
    private DeliveryResult answer(Errand errand, Supplier<Duration> timeLeft) throws IOException, InterruptedException {
        if (!permits.tryAcquire(timeLeft.get().toNanos(), TimeUnit.NANOSECONDS)) {
            return BUSY;
        }
        HeldConnection held = new HeldConnection();
        Future<DeliveryResult> answer = start(errand, held);
        try {
            return answer.get(timeLeft.get().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new SocketTimeoutException("no answer in time");
        } catch (ExecutionException failed) {
            throw unwrapped(failed.getCause());
        } finally {
            if (!answer.isDone()) {
                held.giveUp();
            }
        }
    }

    /** The permit is the thread's, not the caller's: one that hangs in a look-up of the host still has it. */
    private Future<DeliveryResult> start(Errand errand, HeldConnection held) throws IOException {
        running.add(held);
        try {
            return threads.submit(() -> {
                try {
                    return errand.run(held);
                } finally {
                    held.drop();
                    running.remove(held);
                    permits.release();
                }
            });
        } catch (RejectedExecutionException closed) {
            running.remove(held);
            permits.release();
            throw new IOException("the destination is closed", closed);
        }
    }

    private static IOException unwrapped(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException bug) {
            throw bug;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof IOException unasked ? unasked : new IOException(thrown);
    }

    /** Ends what runs, and says goodbye on what is kept. */
    @Override
    public void close() {
        running.forEach(HeldConnection::giveUp);
        connections.end().forEach(kept -> threads.execute(kept::close));
        threads.shutdown();
        try {
            threads.awaitTermination(END_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "SmtpDestination[" + server + "]";
    }
}
