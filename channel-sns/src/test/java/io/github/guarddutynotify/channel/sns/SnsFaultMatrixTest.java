package io.github.guarddutynotify.channel.sns;

import static io.github.guarddutynotify.channel.sns.Bench.topicAt;
import static io.github.guarddutynotify.channel.sns.Bench.withKeys;
import static io.github.guarddutynotify.testkit.FaultBench.assertLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.FaultBench;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What goes wrong on the way to a topic, and what a notifier then reports; a destination beside it is told exactly once.
 * Attempts are two where trying again may help.
 */
@Timeout(60)
class SnsFaultMatrixTest {
    private final SnsFarEnd farEnd = new SnsFarEnd();

    @AfterEach
    void close() {
        farEnd.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Throttling         | Rate exceeded                       | DEFERRED | RATE_LIMITED    | 2",
                "400 | KMSThrottling      | denied due to request throttling    | DEFERRED | RATE_LIMITED    | 2",
                "500 | InternalError      | x                                   | DEFERRED | SERVER_ERROR    | 2",
                "503 | ServiceUnavailable | x                                   | DEFERRED | SERVER_ERROR    | 2",
                "400 | KMSAccessDenied    | The ciphertext refers to            | REJECTED | AUTH            | 2",
                "400 | KMSDisabled        | x                                   | REJECTED | NOT_FOUND       | 1",
                "403 | ExpiredToken       | The security token is expired       | REJECTED | AUTH            | 2",
                "403 | AuthorizationError | User is not authorized              | REJECTED | AUTH            | 2",
                "404 | NotFound           | Topic does not exist                | REJECTED | NOT_FOUND       | 1",
                "400 | InvalidParameter   | Invalid parameter: Message too long | REJECTED | TOO_LARGE       | 1",
                "400 | InvalidParameter   | Invalid parameter: Subject          | REJECTED | INVALID_MESSAGE | 1"
            })
    void comesToItsOutcomeAndTheSiblingIsToldOnce(
            int status, String code, String message, Outcome outcome, Reason reason, int attempts) {
        farEnd.refusePublish(status, code, message);

        assertLine(tell(topic()), outcome, reason, attempts);
        assertThat(farEnd.published()).as("requests").hasSize(attempts);
    }

    @ParameterizedTest
    @CsvSource({"RESET, UNREACHABLE", "HANG, TIMEOUT", "HANG_MIDWAY, TIMEOUT"})
    void isDeferredWhenNothingAnswers(Behaviour behaviour, Reason reason) {
        farEnd.will(behaviour);

        assertLine(tell(topic()), Outcome.DEFERRED, reason, 2);
    }

    @Test
    void isRejectedWhenTheAnswerIsNoneOfSns() {
        farEnd.answerPublish("<html><body>Welcome to this hotel</body></html>");

        assertLine(tell(topic()), Outcome.REJECTED, Reason.UNEXPECTED_ANSWER, 1);
    }

    @Test
    void isDeferredWhenRefused() {
        farEnd.close();

        assertLine(tell(topic()), Outcome.DEFERRED, Reason.UNREACHABLE, 2);
    }

    @Test
    void isDeferredWhenTheHostHasNoAddress() {
        assertLine(
                tell(topic().with("endpoint", "https://no-such-host.invalid/")),
                Outcome.DEFERRED,
                Reason.UNREACHABLE,
                2);
    }

    private DestinationSpec topic() {
        return withKeys(topicAt(farEnd));
    }

    private static DestinationReport tell(DestinationSpec spec) {
        return FaultBench.tell(spec.withTimeout(Duration.ofSeconds(5)));
    }
}
