package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.FileLedger;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told later: digests and quiet hours, from the document to the message. */
@Timeout(60)
class HoldingTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RecordingDestination far = new RecordingDestination();
    private final List<AutoCloseable> opened = new ArrayList<>();
    /** A Tuesday. */
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    // Digests.

    @Test
    void holdsLesserFindingsForTheDigestAndTellsTheOthersAtOnce() {
        FindingNotifier notifier = notifier("'digest': 'PT1H'");

        DestinationReport low = tell(notifier, finding("f1", 2));
        DestinationReport medium = tell(notifier, finding("f2", 5));

        assertThat(low.outcome()).isEqualTo(Outcome.HELD);
        assertThat(low.reason()).contains(Reason.DIGEST);
        assertThat(low.outcome().isComplete()).isTrue();
        assertThat(medium.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(far.findings()).extracting(Finding::id).containsExactly("f2");
    }

    @Test
    void neverHoldsWhatDoesNotSayHowBadItIs() {
        FindingNotifier notifier = notifier("'digest': {'every': 'PT1H', 'below': 'CRITICAL'}");
        Finding unknown =
                Findings.builder("Recon:EC2/Portscan", 2).at("/severity", null).build();

        assertThat(tell(notifier, unknown).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(tell(notifier, finding("f1", 9)).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(tell(notifier, finding("f2", 8.9)).outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void tellsADigestOnceWhenItIsDue() {
        FindingNotifier notifier = notifier("'digest': 'PT1H'");
        tell(notifier, finding("f1", 2));
        tell(notifier, finding("f2", 2));

        assertThat(held(notifier).reason()).contains(Reason.NOT_DUE);
        pass(Duration.ofHours(1));
        assertThat(held(notifier).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(held(notifier).reason()).contains(Reason.NOT_DUE);
        pass(Duration.ofHours(5));
        assertThat(held(notifier).reason()).contains(Reason.NOT_DUE);

        assertThat(far.notifications()).hasSize(1);
        Notification digest = far.notifications().get(0);
        assertThat(digest.title()).isEqualTo("2 GuardDuty findings were held");
        assertThat(digest.summary()).isEqualTo("The worst is Low · 2 Low · 1 account");
        assertThat(digest.findings()).isEmpty();
    }

    @Test
    void aRepeatOfWhatIsHeldIsNeitherHeldAgainNorTold() {
        FindingNotifier notifier = notifier("'digest': 'PT1H'");
        tell(notifier, finding("f1", 2));

        assertThat(tell(notifier, finding("f1", 2)).reason()).contains(Reason.ALREADY_TOLD);
        pass(Duration.ofHours(1));
        held(notifier);
        assertThat(tell(notifier, finding("f1", 2)).reason()).contains(Reason.ALREADY_TOLD);
        assertThat(far.notifications()).hasSize(1);
    }

    @Test
    void aDigestThatIsRefusedKeepsItsContent() {
        FindingNotifier notifier = notifier("'digest': 'PT1H'");
        tell(notifier, finding("f1", 2));
        pass(Duration.ofHours(1));

        far.answers(DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404"));
        assertThat(held(notifier).outcome()).isEqualTo(Outcome.REJECTED);
        far.isUnreachable();
        DeliveryReport report = notifier.tellHeld(LIMIT);
        assertThat(report.isComplete()).isFalse();
        assertThat(report.destinations().get(0).reason()).contains(Reason.UNREACHABLE);

        far.answers(DeliveryResult.accepted());
        assertThat(held(notifier).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(far.notifications().get(2).title()).isEqualTo("1 GuardDuty finding was held");
    }

    @Test
    void aDigestSurvivesTheProcess() throws Exception {
        FindingNotifier first = notifier("'digest': 'PT1H'");
        tell(first, finding("f1", 2));
        first.close();
        pass(Duration.ofHours(1));

        assertThat(held(notifier("'digest': 'PT1H'")).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatBecameWorseIsToldAtOnceAndIsNoPartOfTheDigest() {
        FindingNotifier notifier = notifier("'digest': 'PT1H'");
        tell(notifier, finding("f1", 2));
        tell(notifier, finding("f2", 2));

        assertThat(tell(notifier, finding("f1", 8)).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(far.deliveries().get(0).change()).contains("Severity Low → High since 12:00 UTC");
        pass(Duration.ofHours(1));
        held(notifier);

        assertThat(far.notifications().get(1).title()).isEqualTo("1 GuardDuty finding was held");
    }

    @Test
    void twoWhoTellAtOnceTellOnce() throws Exception {
        FindingNotifier notifier = notifier("'digest': 'PT1H'");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        opened.add(threads::shutdownNow);
        for (int round = 0; round < 20; round++) {
            tell(notifier, finding("f" + round, 2));
            pass(Duration.ofHours(2));
            CyclicBarrier start = new CyclicBarrier(8);
            Callable<Outcome> telling = () -> {
                start.await(30, TimeUnit.SECONDS);
                return held(notifier).outcome();
            };
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> told : threads.invokeAll(Collections.nCopies(8, telling))) {
                outcomes.add(told.get());
            }

            assertThat(outcomes).filteredOn(Outcome.ACCEPTED::equals).hasSize(1);
            assertThat(far.notifications()).hasSize(round + 1);
        }
    }

    @Test
    void groupsByTypeAndAccountTheWorstFirst() {
        FindingNotifier notifier = notifier("'digest': {'every': 'PT1H', 'below': 'HIGH'}");
        tell(notifier, builder("a", "Recon:EC2/Portscan", 2, "111122223333", 40));
        tell(notifier, builder("b", "Recon:EC2/Portscan", 2, "111122223333", 2));
        tell(notifier, builder("c", "Recon:EC2/Portscan", 2, "444455556666", 1));
        tell(notifier, builder("d", "Policy:S3/BucketPublicAccessGranted", 5, "111122223333", 1));
        tell(notifier, builder("e", "evil.example.com", 2, "not an account", 1));
        pass(Duration.ofHours(1));

        held(notifier);

        Notification digest = far.notifications().get(0);
        assertThat(digest.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(digest.summary()).isEqualTo("The worst is Medium · 1 Medium, 4 Low · 3 accounts");
        assertThat(digest.sections().get(0).facts())
                .containsExactly(
                        new Fact(
                                "Medium · 1 finding",
                                new Fact.Own("Policy:S3/BucketPublicAccessGranted · account 111122223333")),
                        new Fact(
                                "Low · 2 findings, seen 42 times",
                                new Fact.Own("Recon:EC2/Portscan · account 111122223333")),
                        new Fact("Low · 1 finding", new Fact.Own("Recon:EC2/Portscan · account 444455556666")),
                        new Fact("Low · 1 finding", new Fact.Foreign("evil.example.com · account not an account")));
    }

    @Test
    void countsWhatItHasNoRoomToList() {
        FindingNotifier notifier = notifier("'digest': 'PT1H'");
        for (int i = 0; i < 25; i++) {
            tell(notifier, builder("f" + i, "Recon:EC2/Portscan", 2, "1111222233" + (10 + i), 2));
        }
        pass(Duration.ofHours(1));

        held(notifier);

        List<Fact> facts = far.notifications().get(0).sections().get(0).facts();
        assertThat(facts).hasSize(21);
        assertThat(facts.get(20))
                .isEqualTo(new Fact("Low · 5 findings, seen 10 times", new Fact.Own("of 5 more types and accounts")));
    }

    @Test
    void tellsADigestAtItsTimeOfDay() {
        FindingNotifier notifier = notifier("'digest': {'at': '07:00', 'zone': 'Europe/Berlin', 'below': 'HIGH'}");
        tell(notifier, finding("f1", 5)); // noon

        assertThat(held(notifier).reason()).contains(Reason.NOT_DUE);
        now = Instant.parse("2026-11-25T05:59:59Z");
        assertThat(held(notifier).reason())
                .as("a second before seven in Berlin")
                .contains(Reason.NOT_DUE);
        now = Instant.parse("2026-11-25T06:00:00Z");
        assertThat(held(notifier).outcome()).isEqualTo(Outcome.ACCEPTED);
        tell(notifier, finding("f2", 2));
        now = Instant.parse("2026-11-26T05:00:00Z");
        assertThat(held(notifier).reason()).as("tomorrow's").contains(Reason.NOT_DUE);
        now = Instant.parse("2026-11-26T09:00:00Z");
        assertThat(held(notifier).outcome())
                .as("late, since nobody asked at seven")
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(far.notifications()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59Z, NOT_DUE", // Berlin's clocks go from two to three
        "2026-03-29T01:29:59Z, NOT_DUE",
        "2026-03-29T01:30:00Z, DUE",
        "2026-10-24T23:30:00Z, NOT_DUE", // and back from three to two
        "2026-10-25T00:30:00Z, DUE",
    })
    void aTimeOfDayIsKeptWhenTheClocksChange(Instant time, String expected) {
        now = time.minus(Duration.ofHours(5));
        FindingNotifier notifier = notifier("'digest': {'at': '02:30', 'zone': 'Europe/Berlin'}");
        tell(notifier, finding("f1", 2));
        now = time;

        assertThat(held(notifier).outcome()).isEqualTo(expected.equals("DUE") ? Outcome.ACCEPTED : Outcome.SKIPPED);
    }

    @Test
    void aDigestThatFailsAtItsTimeIsToldLater() {
        far.answers(DeliveryResult.deferred(Reason.SERVER_ERROR, "HTTP 500"), DeliveryResult.accepted());
        FindingNotifier notifier = notifier("'digest': {'at': '13:00'}");
        tell(notifier, finding("f1", 2));
        now = Instant.parse("2026-11-24T13:00:00Z");

        assertThat(held(notifier).outcome()).isEqualTo(Outcome.DEFERRED);
        now = Instant.parse("2026-11-24T13:01:00Z");
        assertThat(held(notifier).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void codeAsksForADigestByTheSameKey() {
        FindingNotifier notifier = open(FindingNotifier.builder()
                .channel(new TestChannel("pager", config -> far))
                .destination("far", DestinationSpec.of("pager").with("digest", Duration.ofHours(1)))
                .route(any(), "far")
                .clock(() -> now));

        assertThat(tell(notifier, finding("f1", 2)).outcome()).isEqualTo(Outcome.HELD);
    }

    // Quiet hours.

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T21:59:59Z, 5, ACCEPTED",
        "2026-11-24T22:00:00Z, 5, HELD",
        "2026-11-25T06:59:59Z, 5, HELD",
        "2026-11-25T07:00:00Z, 5, ACCEPTED",
        "2026-11-25T00:00:00Z, 7, ACCEPTED",
    })
    void holdsLesserFindingsInQuietHours(Instant time, double severity, Outcome outcome) {
        now = time;

        assertThat(tell(notifier("'quiet': {'from': '22:00', 'to': '07:00'}"), finding("f1", severity))
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T22:30:00Z, ACCEPTED", // Friday night in Berlin
        "2026-11-27T23:00:00Z, HELD",
        "2026-11-28T12:00:00Z, HELD",
        "2026-11-29T22:59:59Z, HELD",
        "2026-11-29T23:00:00Z, ACCEPTED",
    })
    void quietDaysAreThoseOfTheirPlace(Instant time, Outcome outcome) {
        now = time;

        assertThat(tell(
                                notifier("'quiet': {'from': '00:00', 'to': '00:00', 'days': ['SATURDAY', 'sunday'],"
                                        + " 'zone': 'Europe/Berlin', 'below': 'CRITICAL'}"),
                                finding("f1", 8))
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void tellsWhatWaitedWhenQuietHoursEnd() {
        FindingNotifier notifier = notifier("'quiet': {'from': '11:00', 'to': '13:00'}");
        assertThat(tell(notifier, finding("f1", 5)).reason()).contains(Reason.QUIET_HOURS);

        assertThat(held(notifier).reason()).contains(Reason.NOT_DUE);
        pass(Duration.ofHours(1));
        assertThat(held(notifier).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aDigestKeepsQuietToo() {
        FindingNotifier notifier = notifier("'digest': 'PT1M', 'quiet': {'from': '11:00', 'to': '13:00'}");
        tell(notifier, finding("f1", 2));
        pass(Duration.ofMinutes(30));

        assertThat(held(notifier).reason()).contains(Reason.NOT_DUE);
        pass(Duration.ofMinutes(30));
        assertThat(held(notifier).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    // Reports.

    @Test
    void reportsOnlyDestinationsThatHoldAndToObserversToo() {
        List<DeliveryReport> seen = new ArrayList<>();
        FindingNotifier notifier = open(builder("'digest': 'PT1H'")
                .destination("other", new RecordingDestination())
                .onReport(seen::add));

        DeliveryReport report = notifier.tellHeld(LIMIT);

        assertThat(seen).containsExactly(report);
        assertThat(report.isOfHeld()).isTrue();
        assertThat(report.isUnrouted()).isFalse();
        assertThat(report.toJson())
                .startsWith("{\"complete\":true,\"time\":\"2026-11-24T12:00:00Z\",\"configVersion\":\"")
                .contains(
                        "\"held\":true,\"destinations\":[{\"destination\":\"far\",\"outcome\":\"skipped\",\"reason\":\"not-due\"");
    }

    // Problems.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'digest': 'hourly' | .digest: is \"hourly\", expected a duration of more than zero in ISO 8601, such as PT10S or PT1H",
                "'digest': {} | .digest.every: is missing; say how long a finding may wait, such as PT1H, or at for a time of day",
                "'digest': {'every': 'PT1H', 'at': '07:00'} | .digest.at: is set beside every; a digest has one of them",
                "'digest': {'every': 'PT1H', 'zone': 'UTC'} | .digest.zone: is for at, a time of day; leave it out beside every",
                "'digest': {'at': '7 am'} | .digest.at: is \"7 am\", expected a time of day such as 22:00",
                "'digest': {'at': '07:00', 'zone': 'Mars'} | .digest.zone: is \"Mars\", expected a time zone such as Europe/Berlin or UTC",
                "'digest': {'every': 'PT1H', 'belov': 'HIGH'} | .digest.belov: unknown key (did you mean below?)",
                "'digest': {'every': 'PT1H', 'below': 'LOW'} | .digest.below: no finding is below LOW, so nothing would wait; say MEDIUM, HIGH or CRITICAL",
                "'quiet': '22:00' | .quiet: expected an object, found a plain value",
                "'quiet': {'to': '07:00'} | .quiet.from: is missing; say a time of day such as 22:00",
                "'quiet': {'from': '10pm', 'to': '07:00'} | .quiet.from: is \"10pm\", expected a time of day such as 22:00",
                "'quiet': {'from': '22:00', 'to': '07:00', 'days': []} | .quiet.days: is an empty list; leave it out for all days",
                "'quiet': {'from': '22:00', 'to': '07:00', 'days': 'Sat'} | .quiet.days: is \"Sat\", expected a day such as SATURDAY",
                "'quiet': {'from': '22:00', 'to': '07:00', 'zone': 'Mars'} | .quiet.zone: is \"Mars\", expected a time zone such as Europe/Berlin or UTC",
                "'rate': '1 per second' | .rate: is \"1 per second\", expected a rate such as 1/s, 30/min or 500/h, or \"unlimited\"",
                "'concurrency': 0 | .concurrency: is 0, expected a whole number from 1 to 1000",
            })
    void saysWhatIsWrong(String setting, String problem) {
        assertThat(problemsOf(builder(setting).ledger(ledger()))).containsExactly("destinations.far" + problem);
    }

    @Test
    void aLedgerThatForgetsCannotHold() {
        String remedy =
                ": what waits must outlive the process, but this notifier's ledger keeps nothing; give it one that"
                        + " does, such as that of guardduty-notify-ledger-dynamodb, or leave this out";

        assertThat(problemsOf(builder("'digest': 'PT1H', 'quiet': {'from': '22:00', 'to': '07:00'}")))
                .containsExactly("destinations.far.digest" + remedy, "destinations.far.quiet" + remedy);
    }

    private static List<String> problemsOf(NotifierBuilder builder) {
        List<String> problems = new ArrayList<>();
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(builder::build)
                .satisfies(wrong ->
                        wrong.problems().stream().map(Problem::toString).forEach(problems::add));
        return problems;
    }

    private DestinationReport tell(FindingNotifier notifier, Finding finding) {
        return notifier.process(finding, LIMIT).destinations().get(0);
    }

    private static DestinationReport held(FindingNotifier notifier) {
        return notifier.tellHeld(LIMIT).destinations().get(0);
    }

    private FindingNotifier notifier(String settings) {
        return open(builder(settings));
    }

    private FindingNotifier open(NotifierBuilder builder) {
        FindingNotifier notifier = builder.ledger(ledger()).build();
        opened.add(notifier);
        return notifier;
    }

    private DeliveryLedger ledger() {
        try {
            FileLedger ledger = FileLedger.open(folder.resolve("ledger.jsonl"), () -> now);
            opened.add(ledger);
            return ledger;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private NotifierBuilder builder(String settings) {
        String document =
                "{'destinations': {'far': {'channel': 'pager', " + settings + "}}, 'routes': [{'to': 'far'}]}";
        return FindingNotifier.builder()
                .config(NotifierConfig.parse(document.replace('\'', '"')))
                .channel(new TestChannel("pager", config -> far))
                .retry(RetryPolicy.none())
                .clock(() -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time).plusSeconds(30); // what happened before took real time too
    }

    private static Finding finding(String id, double severity) {
        return builder(id, "Recon:EC2/Portscan", severity, "111122223333", 1);
    }

    private static Finding builder(String id, String type, double severity, String account, long count) {
        return Findings.builder(type, severity)
                .id(id)
                .account(account)
                .at("/service/count", count)
                .build();
    }
}
