package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.Rate;
import io.github.guarddutynotify.config.SendingLimits;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many findings in one call, on time that passes by hand. */
@Timeout(120)
class BatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final NotificationComposer COMPOSER = new NotificationComposer();

    private final ManualTime time = new ManualTime();
    private final InMemoryLedger ledger = new InMemoryLedger(time);
    private final RecordingDestination recording = new RecordingDestination();

    @Test
    void tellsOneByOneTheWorstFirstWhatTheRateHasRoomFor() {
        List<DestinationReport> lines = tell(paced("1/s", recording), 2, 5, 8, 9.5, 5);

        assertThat(lines).extracting(DestinationReport::outcome).containsOnly(Outcome.ACCEPTED);
        assertThat(recording.findings()).extracting(Finding::id).containsExactly("f3", "f2", "f1", "f4", "f0");
        assertThat(time.waits()).hasSize(4).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void foldsWhatIsMoreIntoOneMessageAndDropsNone() {
        List<DestinationReport> lines = tell(paced("1/s", recording), severities(100));

        assertThat(lines).hasSize(100).extracting(DestinationReport::outcome).containsOnly(Outcome.ACCEPTED);
        List<Notification> told = recording.notifications();
        Notification last = told.get(told.size() - 1);
        int single = told.size() - 1;
        assertThat(single).isBetween(10, 20);
        assertThat(recording.findings()).hasSize(single);
        assertThat(last.title()).isEqualTo(100 - single + " more GuardDuty findings");
        assertThat(lines)
                .filteredOn(line -> line.detail().equals("in one message of " + (100 - single) + " findings"))
                .hasSize(100 - single);
        assertThat(recording.findings())
                .extracting(Finding::severity)
                .as("the worst are told by themselves")
                .containsOnly(Severity.HIGH);
    }

    @Test
    void remembersEachOfWhatItFolded() {
        tell(paced("1/s", recording), severities(100));
        int messages = recording.notifications().size();
        time.pass(Duration.ofHours(1));

        List<DestinationReport> again = tell(paced("1/s", recording), severities(100));

        assertThat(again)
                .hasSize(100)
                .allSatisfy(line -> assertThat(line.reason()).contains(Reason.ALREADY_TOLD));
        assertThat(recording.notifications()).hasSize(messages);
    }

    @Test
    void neverFoldsACriticalOne() {
        double[] severities =
                IntStream.range(0, 40).mapToDouble(i -> i < 20 ? 2 : 9.5).toArray();

        List<DestinationReport> lines = tell(paced("1/s", recording), severities);

        assertThat(lines).extracting(DestinationReport::outcome).containsOnly(Outcome.ACCEPTED);
        assertThat(recording.notifications()).hasSize(21);
        assertThat(recording.findings())
                .hasSize(20)
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.CRITICAL));
        assertThat(recording.notifications())
                .extracting(Notification::title)
                .containsOnlyOnce("20 more GuardDuty findings");
    }

    @Test
    void tellsTheMessageOfManyEvenWhereCriticalOnesTakeAllTheTime() {
        double[] severities = new double[100];
        Arrays.fill(severities, 9.5);
        Arrays.fill(severities, 60, 100, 2);

        List<DestinationReport> lines = tell(paced("1/s", recording), severities);

        assertThat(lines.subList(60, 100))
                .as("the lesser ones, in one message")
                .extracting(DestinationReport::outcome)
                .containsOnly(Outcome.ACCEPTED);
        assertThat(lines.subList(0, 60))
                .as("critical ones, as many as the rate lets through")
                .extracting(DestinationReport::outcome)
                .contains(Outcome.ACCEPTED, Outcome.DEFERRED);
        assertThat(recording.notifications().get(15).title()).isEqualTo("40 more GuardDuty findings");
    }

    @Test
    void owesEachOfAMessageThatWasNotAccepted() {
        List<Delivery> asked = new ArrayList<>();
        Destination noFolds = delivery -> {
            asked.add(delivery);
            return delivery.notification().findings().isEmpty()
                    ? DeliveryResult.rejected(Reason.TOO_LARGE, "HTTP 413")
                    : DeliveryResult.accepted();
        };

        List<DestinationReport> lines = tell(paced("1/s", noFolds), severities(100));

        assertThat(lines)
                .filteredOn(line -> line.outcome() == Outcome.REJECTED)
                .hasSize(100 - asked.size() + 1)
                .allSatisfy(line -> assertThat(line.reason()).contains(Reason.TOO_LARGE));
        time.pass(Duration.ofHours(1));
        assertThat(tell(paced("unlimited", recording), severities(100)))
                .filteredOn(line -> line.outcome() == Outcome.ACCEPTED)
                .hasSize(100 - asked.size() + 1);
    }

    @Test
    void aMessageOfManyThatNotAllHaveGoesToTheRestAlone() {
        Set<String> ben = Set.of("ben@example.com");
        Destination busy = delivery -> {
            recording.deliver(delivery);
            boolean isFirstOfMany = delivery.notification().findings().isEmpty()
                    && delivery.recipients().isEmpty();
            return isFirstOfMany
                    ? DeliveryResult.deferred(Reason.RATE_LIMITED, "451")
                            .owing(ben)
                            .retryAfter(LIMIT)
                    : DeliveryResult.accepted();
        };
        tell(paced("1/s", busy), severities(100));
        int messages = recording.deliveries().size();
        time.pass(Duration.ofHours(1));

        assertThat(tell(paced("1/s", busy), severities(100)))
                .extracting(DestinationReport::outcome)
                .containsOnly(Outcome.SKIPPED, Outcome.ACCEPTED);
        assertThat(recording
                        .deliveries()
                        .subList(messages, recording.deliveries().size()))
                .extracting(Delivery::recipients)
                .isNotEmpty()
                .containsOnly(ben);
    }

    @Test
    void aMessageOfManyLeavesOutWhatIsKnownOrInFlight() {
        OpenDestination far = paced("2/h", recording);
        List<Finding> findings = findings(2, 2, 2, 2, 2, 2);
        dispatcher()
                .dispatch(
                        COMPOSER.apply(findings.get(4)),
                        List.of(paced("unlimited", d -> DeliveryResult.accepted())),
                        LIMIT);
        ledger.claim(
                new DeliveryLedger.Entry(COMPOSER.apply(findings.get(5)).threadKey(), "far"), Duration.ofMinutes(5));

        // two alone, of which the second takes the moment that the message of the others would need
        List<DestinationReport> lines = tell(far, 2, 2, 2, 2, 2, 2);

        assertThat(lines.subList(0, 2)).extracting(DestinationReport::outcome).containsOnly(Outcome.ACCEPTED);
        assertThat(lines.subList(2, 4))
                .allSatisfy(line -> assertThat(line.reason()).contains(Reason.RATE_LIMITED));
        assertThat(lines.get(4).reason()).contains(Reason.ALREADY_TOLD);
        assertThat(lines.get(5).reason()).contains(Reason.IN_FLIGHT);
        assertThat(lines.get(5).retryAfter()).contains(Duration.ofMinutes(5));
        time.pass(Duration.ofHours(2));
        assertThat(tell(far, 2, 2, 2, 2, 2, 2))
                .extracting(DestinationReport::outcome)
                .containsExactly(
                        Outcome.SKIPPED,
                        Outcome.SKIPPED,
                        Outcome.ACCEPTED,
                        Outcome.ACCEPTED,
                        Outcome.SKIPPED,
                        Outcome.ACCEPTED);
    }

    @Test
    void aSlowDestinationCostsTheOthersNothing() {
        List<Instant> told = new ArrayList<>();
        OpenDestination fast = new OpenDestination("fast", Duration.ofSeconds(10), delivery -> {
            told.add(time.instant());
            return DeliveryResult.accepted();
        });
        OpenDestination slow = paced("1/h", recording);
        Instant begin = time.instant();

        List<List<DestinationReport>> lines = dispatcher()
                .dispatchAll(
                        findings(severities(50)).stream()
                                .map(finding -> new Addressed(finding, List.of(slow, fast)))
                                .toList(),
                        COMPOSER,
                        LIMIT);

        assertThat(told).hasSize(50).containsOnly(begin);
        assertThat(lines)
                .allSatisfy(each -> assertThat(each)
                        .extracting(DestinationReport::destination)
                        .containsExactly("far", "fast"));
    }

    @Test
    void aFloodIsToldWithinTheRateAndNothingIsLost() {
        int flood = 10_000;
        List<Instant> asked = new ArrayList<>();
        Destination strict = delivery -> {
            Instant now = time.instant();
            boolean isTooSoon = !asked.isEmpty()
                    && Duration.between(asked.get(asked.size() - 1), now).compareTo(Duration.ofSeconds(1)) < 0;
            asked.add(now);
            return isTooSoon
                    ? DeliveryResult.deferred(Reason.RATE_LIMITED, "HTTP 429").retryAfter(Duration.ofSeconds(1))
                    : recording.deliver(delivery);
        };

        List<DestinationReport> lines = tell(paced("1/s", strict), severities(flood));

        assertThat(lines).hasSize(flood).extracting(DestinationReport::outcome).containsOnly(Outcome.ACCEPTED);
        assertThat(asked).hasSameSizeAs(recording.notifications());
        assertThat(recording.notifications()).hasSizeLessThan(20);
    }

    @Test
    void anInterruptDefersWhatIsLeft() throws InterruptedException {
        OpenDestination far = paced("1/s", recording);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<List<DestinationReport>> lines;
        try {
            Thread.currentThread().interrupt();
            lines = new Dispatcher(ledger, RetryPolicy.none(), threads, time)
                    .dispatchAll(
                            findings(severities(50)).stream()
                                    .map(finding -> new Addressed(finding, List.of(far)))
                                    .toList(),
                            COMPOSER,
                            LIMIT);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(lines)
                .hasSize(50)
                .allSatisfy(each -> assertThat(each.get(0).outcome()).isEqualTo(Outcome.DEFERRED));
        assertThat(recording.deliveries()).isEmpty();
    }

    @Test
    void tellsOfAFindingThatIsGivenTwiceOnce() {
        List<Finding> twice = List.of(
                findings(5).get(0),
                findings(2, 2).get(1),
                findings(5).get(0),
                findings(8).get(0));

        List<List<DestinationReport>> lines = dispatcher()
                .dispatchAll(
                        twice.stream()
                                .map(finding -> new Addressed(finding, List.of(paced("unlimited", recording))))
                                .toList(),
                        COMPOSER,
                        LIMIT);

        assertThat(lines)
                .extracting(each -> each.get(0).outcome())
                .containsExactly(Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.SKIPPED, Outcome.ACCEPTED);
        assertThat(recording.findings()).extracting(Finding::id).containsExactlyInAnyOrder("f0", "f1", "f0");
    }

    @Test
    void aBatchOfNothingHasNoLines() {
        assertThat(dispatcher().dispatchAll(List.of(), COMPOSER, LIMIT)).isEmpty();
        assertThat(dispatcher().dispatchAll(List.of(new Addressed(findings(2).get(0), List.of())), COMPOSER, LIMIT))
                .containsExactly(List.of());
    }

    private List<DestinationReport> tell(OpenDestination far, double... severities) {
        return dispatcher()
                .dispatchAll(
                        findings(severities).stream()
                                .map(finding -> new Addressed(finding, List.of(far)))
                                .toList(),
                        COMPOSER,
                        LIMIT)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private Dispatcher dispatcher() {
        return new Dispatcher(ledger, RetryPolicy.standard(), Runnable::run, time, time);
    }

    private static OpenDestination paced(String rate, Destination far) {
        return new OpenDestination(
                "far",
                new DestinationRules(
                        Duration.ofSeconds(10), SendingLimits.none().rate(Rate.parse(rate)), Holding.nothing()),
                far,
                () -> far);
    }

    /** A fifth High, the others Low. */
    private static double[] severities(int count) {
        return IntStream.range(0, count).mapToDouble(i -> i % 5 == 0 ? 8 : 2).toArray();
    }

    private static List<Finding> findings(double... severities) {
        return IntStream.range(0, severities.length)
                .mapToObj(i -> Findings.builder("Recon:EC2/Portscan", severities[i])
                        .id("f" + i)
                        .build())
                .toList();
    }
}
