package io.github.guarddutynotify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.FileLedger;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Some recipients have the message, others don't, and the time is up: the next process tells just those others. */
@Timeout(60)
class OwedRecipientsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String BEN = "ben@example.com";
    private static final String CEM = "cem@example.com";

    private final RecordingDestination mail = new RecordingDestination();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void theNextProcessTellsOnlyWhoWasLeftOut() {
        mail.answers(owing(BEN), DeliveryResult.accepted());

        assertThat(tell(finding(5, 1)).outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(tell(finding(5, 1)).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(tell(finding(5, 1)).reason()).contains(Reason.ALREADY_TOLD);

        assertThat(recipients()).containsExactly(Set.of(), Set.of(BEN));
        assertThat(mail.deliveries().get(1).previous())
                .as("ben was told nothing")
                .isEmpty();
    }

    @Test
    void whoIsOwedStaysOwedThroughEveryFailure() {
        mail.answers(
                owing(BEN, CEM),
                DeliveryResult.deferred(Reason.UNREACHABLE, "no connection"),
                owing(CEM),
                DeliveryResult.rejected(Reason.NOT_FOUND, "550"),
                DeliveryResult.accepted());
        for (int i = 0; i < 4; i++) {
            assertThat(tell(finding(5, 1)).outcome().isComplete()).isFalse();
        }
        assertThat(tell(finding(5, 1)).outcome()).isEqualTo(Outcome.ACCEPTED);

        assertThat(recipients())
                .containsExactly(Set.of(), Set.of(BEN, CEM), Set.of(BEN, CEM), Set.of(CEM), Set.of(CEM));
    }

    @Test
    void aRefusalOfTheRestKeepsWhoHasTheMessage() {
        mail.answers(owing(BEN), DeliveryResult.rejected(Reason.TOO_LARGE, "552"), DeliveryResult.accepted());
        try (FindingNotifier patient = notifier("", new RetryPolicy(2, Duration.ZERO, Duration.ZERO))) {
            assertThat(tell(patient, finding(5, 1)).outcome()).isEqualTo(Outcome.REJECTED);
        }
        tell(finding(5, 1));

        assertThat(recipients()).containsExactly(Set.of(), Set.of(BEN), Set.of(BEN));
    }

    @Test
    void anUpdateThatIsNothingNewGoesToWhoWasLeftOutAlone() {
        mail.answers(owing(BEN), DeliveryResult.accepted());
        tell(finding(5, 1));

        assertThat(tell(finding(5, 9)).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(tell(finding(5, 9)).outcome()).isEqualTo(Outcome.SKIPPED);

        assertThat(recipients()).containsExactly(Set.of(), Set.of(BEN));
    }

    @Test
    void anUpdateThatIsNewsGoesToAll() {
        mail.answers(owing(BEN), DeliveryResult.accepted());
        tell(finding(5, 1));

        assertThat(tell(finding(8, 2)).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(tell(finding(5, 1)).reason()).as("the older one").contains(Reason.OUTDATED);

        assertThat(recipients()).containsExactly(Set.of(), Set.of());
        assertThat(mail.deliveries().get(1).previous().map(Telling::count)).contains(1L);
    }

    @Test
    void aDigestThatNotAllHaveIsToldToTheRestWithoutWhatCameLater() {
        mail.answers(owing(BEN), DeliveryResult.accepted());
        String digest = ", 'digest': 'PT1H'";
        try (FindingNotifier notifier = notifier(digest, RetryPolicy.none())) {
            tell(notifier, low("f1"));
            tell(notifier, low("f2"));
            pass(Duration.ofHours(2));
            assertThat(held(notifier).outcome()).isEqualTo(Outcome.DEFERRED);
            tell(notifier, low("f3"));
        }
        try (FindingNotifier notifier = notifier(digest, RetryPolicy.none())) {
            assertThat(held(notifier).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(held(notifier).reason()).as("f3 waits").contains(Reason.NOT_DUE);
            pass(Duration.ofHours(2));
            assertThat(held(notifier).outcome()).isEqualTo(Outcome.ACCEPTED);
        }

        assertThat(recipients()).containsExactly(Set.of(), Set.of(BEN), Set.of());
        assertThat(mail.notifications())
                .extracting(message -> message.title())
                .containsExactly(
                        "2 GuardDuty findings were held",
                        "2 GuardDuty findings were held",
                        "1 GuardDuty finding was held");
    }

    @Test
    void aDigestWhoseContentIsNotKnownAnyMoreIsToldToAll() {
        mail.answers(owing(BEN), DeliveryResult.accepted());
        try (FindingNotifier notifier = notifier(", 'digest': 'PT1H'", RetryPolicy.none())) {
            tell(notifier, low("f1"));
            tell(notifier, low("f2"));
            pass(Duration.ofHours(2));
            held(notifier);
            tell(notifier, builder("f1", 2, 9)); // held anew, in place of what was in the message
            tell(notifier, builder("f1", 5, 10)); // and told, so held no more
            pass(Duration.ofHours(2));
            held(notifier);
        }

        assertThat(recipients()).containsExactly(Set.of(), Set.of(), Set.of());
    }

    private static DeliveryResult owing(String... recipients) {
        return DeliveryResult.deferred(Reason.RATE_LIMITED, "451").owing(Set.of(recipients));
    }

    private List<Set<String>> recipients() {
        return mail.deliveries().stream().map(Delivery::recipients).toList();
    }

    /** As a process of its own does. */
    private DestinationReport tell(Finding finding) {
        try (FindingNotifier notifier = notifier("", RetryPolicy.none())) {
            return tell(notifier, finding);
        }
    }

    private static DestinationReport tell(FindingNotifier notifier, Finding finding) {
        return notifier.process(finding, LIMIT).destinations().get(0);
    }

    private static DestinationReport held(FindingNotifier notifier) {
        return notifier.tellHeld(LIMIT).destinations().get(0);
    }

    private FindingNotifier notifier(String settings, RetryPolicy retry) {
        String document =
                "{'destinations': {'mail': {'channel': 'pager'" + settings + "}}, 'routes': [{'to': 'mail'}]}";
        try {
            return FindingNotifier.builder()
                    .config(NotifierConfig.parse(document.replace('\'', '"')))
                    .channel(new TestChannel("pager", config -> mail))
                    .ledger(FileLedger.open(folder.resolve("ledger.jsonl"), () -> now))
                    .retry(retry)
                    .clock(() -> now)
                    .build();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Finding finding(double severity, long count) {
        return builder("f1", severity, count);
    }

    private Finding low(String id) {
        return builder(id, 2, 1);
    }

    private static Finding builder(String id, double severity, long count) {
        return Findings.builder("Recon:EC2/Portscan", severity)
                .id(id)
                .at("/service/count", count)
                .at(
                        "/updatedAt",
                        Instant.parse("2026-11-24T11:00:00Z").plusSeconds(count).toString())
                .build();
    }
}
