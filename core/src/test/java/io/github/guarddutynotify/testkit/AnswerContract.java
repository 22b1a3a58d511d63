package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From an open destination to an answer, or to an exception in time; one attempt each. */
abstract class AnswerContract extends SettingsContract {
    @Test
    void tellsThatItWasAccepted() throws InterruptedException {
        DeliveryResult result = deliver(open()).result();

        assertThat(result.status()).as("%s", result).isEqualTo(Status.ACCEPTED);
        assertThat(result.reason()).isEmpty();
        assertThat(farEnd().attempts()).as("attempts").isEqualTo(1);
        assertThat(farEnd().messages()).as("messages").hasSize(1);
    }

    @Test
    void tellsThatItWasDeferredAndForHowLong() throws InterruptedException {
        farEnd().will(Behaviour.DEFER);

        DeliveryResult result = deliver(open()).result();

        assertThat(result.status()).as("%s", result).isEqualTo(Status.DEFERRED);
        assertThat(result.reason()).isPresent();
        assertThat(result.retryAfter())
                .as("the time that the far end asked for")
                .isEqualTo(farEnd().retryAfter());
        assertThat(farEnd().attempts())
                .as("attempts: retrying is the dispatcher's")
                .isEqualTo(1);
    }

    @Test
    void tellsThatItWasRejectedAndWhy() throws InterruptedException {
        farEnd().will(Behaviour.REJECT);

        DeliveryResult result = deliver(open()).result();

        assertThat(result.status()).as("%s", result).isEqualTo(Status.REJECTED);
        assertThat(result.reason()).isPresent();
        assertThat(farEnd().attempts()).as("attempts").isEqualTo(1);
    }

    @Test
    void throwsWhenTheFarEndIsGone() throws InterruptedException {
        Destination destination = open();
        farEnd().close();

        deliver(destination).ioException();
    }

    @Test
    void throwsWhenTheFarEndResetsTheConnectionAndDoesNotSendAgain() throws InterruptedException {
        farEnd().will(Behaviour.RESET);

        deliver(open()).ioException();

        assertThat(farEnd().attempts())
                .as("attempts: the first may have arrived")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "HANG_MIDWAY"})
    void throwsInTimeWhenTheFarEndHangs(Behaviour hanging) throws InterruptedException {
        farEnd().will(hanging);

        deliver(open(), notification("A title"), SHORT).ioException();

        assertThat(farEnd().attempts()).as("attempts").isEqualTo(1);
    }

    @Test
    void doesNotAttemptForLongWhenNoTimeIsLeft() throws InterruptedException {
        farEnd().will(Behaviour.HANG);

        deliver(open(), notification("A title"), Duration.ZERO).ioException();
    }

    @Test
    void letsAnInterruptOut() throws InterruptedException {
        farEnd().will(Behaviour.HANG);
        Attempt attempt = Attempt.start(open(), notification("A title"), Duration.ofMinutes(5));
        farEnd().awaitAttempt();

        attempt.interrupt();

        assertThat(attempt.promptOutcome().thrown()).isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCEPT")
    void isNotPoisonedByAFailure(Behaviour failing) throws InterruptedException {
        Destination destination = open();
        farEnd().will(failing);
        deliver(destination, notification("Lost"), SHORT);
        int attempts = farEnd().attempts();

        farEnd().will(Behaviour.ACCEPT);

        assertThat(deliver(destination, notification("Told"), AMPLE).result().status())
                .isEqualTo(Status.ACCEPTED);
        assertThat(farEnd().attempts()).as("attempts").isEqualTo(attempts + 1);
        assertThat(lastJudged()).anyMatch(text -> text.contains("Told")).noneMatch(text -> text.contains("Lost"));
    }
}
