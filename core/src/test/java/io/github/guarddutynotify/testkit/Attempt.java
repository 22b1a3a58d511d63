package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One delivery in a thread of its own, so that a destination that never returns fails a test instead of stopping it. */
final class Attempt {
    /** How much later than its time an attempt may end: a busy machine's pauses, and less than any default timeout. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final FutureTask<DeliveryResult> call;
    private final Thread thread;
    private final Duration limit;

    private Attempt(Destination destination, Notification notification, Duration limit) {
        Delivery delivery = Delivery.of(notification, Deadline.in(limit, InstantSource.system()));
        this.limit = limit;
        this.call = new FutureTask<>(() -> destination.deliver(delivery));
        this.thread = new Thread(call, "attempt");
        thread.setDaemon(true);
        thread.start();
    }

    static Attempt start(Destination destination, Notification notification, Duration limit) {
        return new Attempt(destination, notification, limit);
    }

    void interrupt() {
        thread.interrupt();
    }

    /** What comes of it within its time; that nothing does is a failure. */
    Outcome outcome() throws InterruptedException {
        return outcomeWithin(limit.plus(MARGIN));
    }

    /** What comes of it at once, however much time it had. */
    Outcome promptOutcome() throws InterruptedException {
        return outcomeWithin(MARGIN);
    }

    private Outcome outcomeWithin(Duration patience) throws InterruptedException {
        try {
            return new Outcome(call.get(patience.toMillis(), TimeUnit.MILLISECONDS), null);
        } catch (ExecutionException failed) {
            return new Outcome(null, failed.getCause());
        } catch (TimeoutException late) {
            AssertionError failure = new AssertionError("the attempt did not come back in time; it is at:");
            failure.setStackTrace(thread.getStackTrace());
            throw failure;
        }
    }

    /** An answer, or what was thrown. */
    record Outcome(
            @Nullable DeliveryResult answer, @Nullable Throwable thrown) {
        /** The answer; that there is none is a failure. */
        DeliveryResult result() {
            if (answer == null) {
                throw new AssertionError("expected an answer of the far end, but the attempt threw", thrown);
            }
            return answer;
        }

        /** The exception that says that the far end could not be asked; that it is another is a failure. */
        IOException ioException() {
            assertThat(thrown)
                    .as("not being able to ask is an IOException; the answer was %s", answer)
                    .isInstanceOf(IOException.class);
            return (IOException) thrown;
        }

        /** Everything that may come to light of it: answer, messages, causes, what was suppressed, stacks. */
        String shown() {
            StringWriter shown = new StringWriter();
            if (answer != null) {
                shown.append(answer + " " + answer.detail() + " " + answer.reference());
            }
            if (thrown != null) {
                thrown.printStackTrace(new PrintWriter(shown, true));
            }
            return shown.toString();
        }
    }
}
