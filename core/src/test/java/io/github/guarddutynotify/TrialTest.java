package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.routing.Suppression;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person asks of a notifier before the incident. */
@Timeout(20)
class TrialTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Finding FINDING =
            FindingReader.read(Findings.builder("Recon:EC2/Portscan", 2).event());

    private final RecordingDestination plain = new RecordingDestination();
    private final Provable provable = new Provable();
    private final FindingNotifier notifier = FindingNotifier.builder()
            .destination("plain", plain)
            .destination("provable", provable)
            .adapt(
                    "provable",
                    notification -> notification.toBuilder()
                            .title("Page: " + notification.title())
                            .build())
            .route(any(), "plain", "provable")
            .suppress(new Suppression("everything", any(), null))
            .build();

    @AfterEach
    void close() {
        notifier.close();
    }

    @Test
    void asksEachDestinationOnceWhetherItWouldTakeAMessage() {
        provable.answer = DeliveryResult.rejected(Reason.AUTH, "the login was refused; see the password");

        assertThat(notifier.trial().probe(List.of("plain", "provable"), LIMIT))
                .extracting(
                        DestinationReport::destination,
                        DestinationReport::outcome,
                        DestinationReport::cause,
                        DestinationReport::attempts)
                .containsExactly(
                        tuple("plain", Outcome.SKIPPED, Reason.UNPROVEN, 0),
                        tuple("provable", Outcome.REJECTED, Reason.AUTH, 1));
        assertThat(plain.deliveries()).isEmpty();
    }

    @Test
    void saysThatADestinationWouldTakeAMessageAndTellsItNone() {
        assertThat(notifier.trial().probe(List.of("provable"), LIMIT))
                .extracting(DestinationReport::outcome)
                .containsExactly(Outcome.ACCEPTED);
        assertThat(provable.delivered.get()).isZero();
    }

    @Test
    void asksOnceOnlyWhereTheFarEndCouldNotBeReached() {
        provable.failure = new IOException("not there");

        DestinationReport line =
                notifier.trial().probe(List.of("provable"), LIMIT).get(0);

        assertThat(line.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(line.attempts()).isEqualTo(1);
    }

    @Test
    void aProofHasTheTimeOfOneAttempt() {
        notifier.trial().probe(List.of("provable"), Duration.ofMinutes(1));

        assertThat(provable.timeLeft)
                .singleElement(as(DURATION))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }

    @Test
    void showsWhatADestinationWouldBeSentInItsOwnWords() {
        Map<String, Optional<Preview>> previews = notifier.trial().preview(FINDING, List.of("provable", "plain"));

        assertThat(previews.keySet()).containsExactly("provable", "plain");
        assertThat(previews.get("plain")).isEmpty();
        assertThat(previews.get("provable").orElseThrow().content()).startsWith("Page: Reconnaissance: ");
        assertThat(provable.delivered.get()).isZero();
    }

    @Test
    void testsPastRoutesAndSuppressionsAndEachTime() {
        notifier.trial().test(List.of("plain"), LIMIT);
        notifier.trial().test(List.of("plain"), LIMIT);

        assertThat(plain.deliveries())
                .extracting(sent -> sent.notification().title())
                .containsExactly(
                        "[TEST] guardduty-notify reaches this destination",
                        "[TEST] guardduty-notify reaches this destination");
    }

    @Test
    void sendsPastSuppressionsButNotTwice() {
        assertThat(notifier.trial().send(FINDING, List.of("plain"), LIMIT).isComplete())
                .isTrue();
        assertThat(notifier.trial().send(FINDING, List.of("plain"), LIMIT).destinations())
                .extracting(DestinationReport::cause)
                .containsExactly(Reason.ALREADY_TOLD);
        assertThat(plain.deliveries()).hasSize(1);
    }

    @Test
    void namesTheDestinationsThatThereAreWhereOneIsMisspelt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> notifier.trial().test(List.of("plian"), LIMIT))
                .withMessage("no destination named \"plian\" (did you mean plain?); defined: plain, provable");
    }

    /** Can be asked and can show what it would send. */
    private static final class Provable implements Destination {
        private volatile DeliveryResult answer = DeliveryResult.accepted();
        private volatile IOException failure;
        private final List<Duration> timeLeft = new CopyOnWriteArrayList<>();
        private final AtomicInteger delivered = new AtomicInteger();

        @Override
        public DeliveryResult deliver(Delivery delivery) {
            delivered.incrementAndGet();
            return DeliveryResult.accepted();
        }

        @Override
        public Optional<DeliveryResult> probe(Deadline deadline) throws IOException {
            timeLeft.add(deadline.left());
            if (failure != null) {
                throw failure;
            }
            return Optional.of(answer);
        }

        @Override
        public Optional<Preview> preview(Delivery delivery) {
            Notification told = delivery.notification();
            return Optional.of(new Preview("text/plain", told.title()));
        }
    }
}
