package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.delivery;
import static io.github.guarddutynotify.channel.smtp.Mails.notification;
import static io.github.guarddutynotify.channel.smtp.Mails.open;
import static io.github.guarddutynotify.channel.smtp.Mails.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long connections live, and how a delivery ends that is not answered. */
@Timeout(60)
class SmtpConnectionsTest {
    private final SmtpFarEnd farEnd = SmtpFarEnd.plain();
    private final AtomicReference<Instant> now = new AtomicReference<>(Mails.NOW);
    private final SmtpDestination destination = open(to(farEnd), now::get);

    @AfterEach
    void closeBoth() {
        destination.close();
        farEnd.close();
    }

    private Status deliver(String title) throws IOException, InterruptedException {
        return destination.deliver(delivery(title)).status();
    }

    @Test
    void sendsManyMailsOverOneConnection() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(deliver("Mail " + i)).isEqualTo(Status.ACCEPTED);
        }

        assertThat(farEnd.connections()).isEqualTo(1);
        assertThat(farEnd.messages()).hasSize(20);
    }

    @Test
    void keepsAConnectionOnWhichARecipientOrAMailWasRefused() throws Exception {
        for (String step : List.of("RCPT TO", "MAIL FROM", "DATA", "end")) {
            farEnd.willAnswer(step, "550 5.7.1 no");
            assertThat(deliver("Refused")).isEqualTo(Status.REJECTED);
            farEnd.willAnswerNothingSpecial();
            assertThat(deliver("Fine")).isEqualTo(Status.ACCEPTED);
        }

        assertThat(farEnd.connections()).isEqualTo(1);
    }

    @Test
    void noticesThatTheServerHungUpAndSendsOnceOverANewConnection() throws Exception {
        deliver("First");
        farEnd.hangUp();

        assertThat(deliver("Second")).isEqualTo(Status.ACCEPTED);
        assertThat(farEnd.connections()).isEqualTo(2);
        assertThat(farEnd.messages()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.4.2 idle for too long", "500 what?", SmtpFarEnd.CLOSE})
    void takesANewConnectionWhenTheServerDoesNotWantTheKeptOne(String answer) throws Exception {
        deliver("First");
        farEnd.willAnswer("RSET", answer);

        assertThat(deliver("Second")).isEqualTo(Status.ACCEPTED);
        assertThat(farEnd.connections()).isEqualTo(2);
        assertThat(farEnd.messages()).hasSize(2);
    }

    @Test
    void losesOnlyAMomentToAKeptConnectionThatIsDeadWithoutKnowingIt() throws Exception {
        deliver("First");
        farEnd.willAnswer("RSET", SmtpFarEnd.SILENCE);
        Delivery second =
                Delivery.of(notification("Second"), Deadline.in(Duration.ofSeconds(4), InstantSource.system()));

        assertThat(destination.deliver(second).status()).isEqualTo(Status.ACCEPTED);
        assertThat(farEnd.connections()).isEqualTo(2);
    }

    @Test
    void doesNotEvenAskAConnectionThatWasIdleForMoreThanAMinute() throws Exception {
        deliver("First");
        now.set(Mails.NOW.plusSeconds(60));
        deliver("Second");
        assertThat(farEnd.connections()).as("after a minute").isEqualTo(1);

        now.set(Mails.NOW.plusSeconds(121));
        deliver("Third");

        assertThat(farEnd.connections()).as("after more").isEqualTo(2);
        assertThat(farEnd.commands().stream().filter("RSET"::equals)).hasSize(1);
    }

    @Test
    void doesNotSendAgainWhatTheServerMayHaveTaken() {
        farEnd.willAnswer("end", SmtpFarEnd.CLOSE);

        assertThatThrownBy(() -> deliver("A title")).isInstanceOf(IOException.class);
        assertThat(farEnd.attempts()).isEqualTo(1);
    }

    @Test
    void hasNoMoreConnectionsAtOnceThanAMailboxMayHave() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Status>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String title = "Mail " + i;
                calls.add(() -> deliver(title));
            }
            for (Future<Status> told : threads.invokeAll(calls)) {
                assertThat(told.get()).isEqualTo(Status.ACCEPTED);
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(farEnd.connections()).isBetween(1, SmtpDestination.MAX_CONNECTIONS);
        assertThat(farEnd.messages()).hasSize(100);
    }

    @Test
    void saysThatAllConnectionsAreBusyInsteadOfWaitingForEver() throws Exception {
        farEnd.will(Behaviour.HANG);
        List<Thread> hanging = new ArrayList<>();
        for (int i = 0; i < SmtpDestination.MAX_CONNECTIONS; i++) {
            hanging.add(started(new FutureTask<>(() -> deliver("Hanging"))));
            farEnd.awaitAttempt();
        }

        DeliveryResult result = destination.deliver(
                Delivery.of(notification("One more"), Deadline.in(Duration.ofMillis(50), InstantSource.system())));

        assertThat(result.status()).isEqualTo(Status.DEFERRED);
        assertThat(result.reason()).contains(Reason.OUT_OF_TIME);
        for (Thread thread : hanging) {
            thread.interrupt();
            thread.join();
        }
        farEnd.will(Behaviour.ACCEPT);
        assertThat(deliver("Next")).isEqualTo(Status.ACCEPTED);
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeting", "EHLO", "MAIL FROM", "RCPT TO", "DATA", "end"})
    void givesUpInTimeWhateverStepHangs(String step) {
        farEnd.willAnswer(step, SmtpFarEnd.SILENCE);
        Delivery brief =
                Delivery.of(notification("A title"), Deadline.in(Duration.ofMillis(300), InstantSource.system()));

        assertThatThrownBy(() -> destination.deliver(brief)).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void givesUpOnTlsThatNeverComesAbout() throws Exception {
        try (SmtpFarEnd silent = SmtpFarEnd.plain().willAnswer("greeting", SmtpFarEnd.SILENCE);
                SmtpDestination tls = open(to(silent).with("security", "tls"))) {
            Delivery brief =
                    Delivery.of(notification("A title"), Deadline.in(Duration.ofMillis(300), InstantSource.system()));

            assertThatThrownBy(() -> tls.deliver(brief)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void endsWhatRunsAndLeavesNoThreadWhenItIsClosed() throws Exception {
        farEnd.will(Behaviour.HANG);
        FutureTask<Status> hanging = new FutureTask<>(() -> deliver("Hanging"));
        Thread thread = started(hanging);
        farEnd.awaitAttempt();

        destination.close();

        thread.join();
        assertThatThrownBy(hanging::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> deliver("Too late"))
                .isInstanceOf(IOException.class)
                .hasMessage("the destination is closed");
    }

    @Test
    void saysGoodbyeOnAKeptConnection() throws Exception {
        deliver("A title");

        destination.close();

        while (!farEnd.commands().contains("QUIT")) { // the server's thread reads it in its own time
            Thread.onSpinWait();
        }
        while (isThreadOfOursAlive()) { // one that has nothing left to do ends in its own time
            Thread.onSpinWait();
        }
    }

    private static boolean isThreadOfOursAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .anyMatch("guardduty-notify-smtp"::equals);
    }

    @Test
    void needsNothingOfTheCallersContextClassLoader() throws Exception {
        try (URLClassLoader other = new URLClassLoader(new URL[0], null)) {
            for (ClassLoader loader : new ClassLoader[] {null, other}) {
                FutureTask<Status> told = new FutureTask<>(() -> {
                    Thread.currentThread().setContextClassLoader(loader);
                    return freshly("A title");
                });
                started(told);

                assertThat(told.get()).isEqualTo(Status.ACCEPTED);
            }
        }
        assertThat(farEnd.messages()).hasSize(2).allSatisfy(MailJudge::of);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void sendsForVirtualThreadsToo() throws Exception {
        List<FutureTask<Status>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String title = "Mail " + i;
            calls.add(new FutureTask<>(() -> deliver(title)));
        }
        for (FutureTask<Status> call : calls) {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, call);
        }
        for (FutureTask<Status> call : calls) {
            assertThat(call.get()).isEqualTo(Status.ACCEPTED);
        }
        assertThat(farEnd.messages()).hasSize(50);
    }

    /** With a session of its own, made under that class loader. */
    private Status freshly(String title) throws IOException, InterruptedException {
        try (SmtpDestination fresh = open(to(farEnd))) {
            return fresh.deliver(delivery(title)).status();
        }
    }
}
