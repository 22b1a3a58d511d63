package io.github.guarddutynotify.examples.lambda;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.Context;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.InMemoryLedger;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.UnreadableFindingException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One invocation: an event in, the report out, or a failure that says what is owed. */
@Timeout(20)
class GuardDutyHandlerTest {
    private static final String EVENT = Findings.builder("Recon:EC2/PortProbeUnprotectedPort", 8)
            .id("finding-1")
            .at("/title", "title-of-the-finding")
            .at("/description", "description-of-the-finding")
            .event();

    private static final String OTHER =
            Findings.builder("Recon:EC2/Portscan", 5).id("finding-2").event();

    private final RecordingDestination soc = new RecordingDestination();
    private final RecordingDestination oncall = new RecordingDestination();
    private final FindingNotifier notifier = builder().build();

    @AfterEach
    void close() {
        notifier.close();
    }

    @Test
    void tellsEveryDestinationAndAnswersWithTheReport() throws Exception {
        JsonValue report = JsonValue.parse(handle(EVENT, null));

        assertThat(report.at("/findingId").text()).contains("finding-1");
        assertThat(report.at("/complete").isTrue()).isTrue();
        assertThat(report.all("/destinations/*/destination"))
                .map(name -> name.text().orElseThrow())
                .containsExactly("soc", "oncall");
        assertThat(report.all("/destinations/*/outcome"))
                .map(outcome -> outcome.text().orElseThrow())
                .containsOnly("accepted");
        assertThat(soc.findings()).hasSize(1);
        assertThat(oncall.findings()).hasSize(1);
    }

    @Test
    void failsTheInvocationWithWhatIsOwedAndWhyAndNothingOfTheFinding() {
        soc.answers(DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404 no_service"));

        assertThatExceptionOfType(IncompleteDeliveryException.class)
                .isThrownBy(() -> handle(EVENT, null))
                .withMessage(
                        "1 of 2 destinations still owed the finding: soc rejected (not-found): HTTP 404 no_service");
        assertThat(oncall.findings()).as("the other one").hasSize(1);
    }

    @Test
    void tellsOnlyThoseStillOwedWhenTheSameInstanceIsInvokedAgain() throws IOException {
        soc.answers(DeliveryResult.rejected(Reason.NOT_FOUND, ""), DeliveryResult.accepted());
        assertThatExceptionOfType(IncompleteDeliveryException.class).isThrownBy(() -> handle(EVENT, null));

        assertThat(handle(EVENT, null)).contains("\"complete\":true");
        assertThat(soc.deliveries()).hasSize(2);
        assertThat(oncall.deliveries()).hasSize(1);
    }

    @Test
    void failsOnAnUnreadableEventWithItsReason() {
        assertThatExceptionOfType(UnreadableFindingException.class)
                .isThrownBy(() -> handle("{\"detail\": {}}", null))
                .withMessageContaining("detail-type: expected");
        assertThat(soc.deliveries()).isEmpty();
    }

    @Test
    void tellsOfEachOfSeveralFindingsAndAnswersWithAReportOfEach() throws Exception {
        JsonValue reports = JsonValue.parse(handle("[" + EVENT + "," + OTHER + "]", null));

        assertThat(reports.all("/*/findingId"))
                .map(id -> id.text().orElseThrow())
                .containsExactly("finding-1", "finding-2");
        assertThat(soc.findings()).map(Finding::id).containsExactly("finding-1", "finding-2");
    }

    @Test
    void tellsOfTheOthersOfSeveralAndFailsWithWhatIsWrongWithEach() {
        soc.answers(DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404"), DeliveryResult.accepted());

        assertThatExceptionOfType(IncompleteDeliveryException.class)
                .isThrownBy(() -> handle("[" + EVENT + ",{\"a\":1}," + OTHER + "]", null))
                .withMessageStartingWith("2 of 3 records are not told of. finding-1: 1 of 2 destinations still owed the"
                        + " finding: soc rejected (not-found): HTTP 404. can't be read, [1]: no finding");
        assertThat(oncall.findings()).map(Finding::id).containsExactly("finding-1", "finding-2");
    }

    @Test
    void sharesTheTimeAmongSeveral() {
        oncall.answers(DeliveryResult.deferred(Reason.SERVER_ERROR, "HTTP 500").retryAfter(Duration.ofMillis(100)));
        long begun = System.nanoTime();

        assertThatExceptionOfType(IncompleteDeliveryException.class)
                .isThrownBy(() ->
                        invoke(new GuardDutyHandler(notifier), "[" + EVENT + "," + OTHER + "]", new Remaining(4_000)))
                .withMessageStartingWith("2 of 2 records");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        assertThat(soc.findings()).hasSize(2);
        assertThat(oncall.deliveries().get(0).timeLeft()).isLessThan(Duration.ofMillis(1_600));
    }

    @ParameterizedTest
    @CsvSource({"60000,59000", "6000,5000", "3000,2400", "500,400", "1,1", "0,1", "-5,1"})
    void spendsWhatIsLeftButForAMargin(int left, int atMost) throws IOException {
        RecordingDestination asked = new RecordingDestination();
        Duration limit = Duration.ofMillis(atMost);
        try (FindingNotifier one = FindingNotifier.builder()
                .destination("asked", asked)
                .route(any(), "asked")
                .build()) {
            invoke(new GuardDutyHandler(one), EVENT, new Remaining(left));
        } catch (IncompleteDeliveryException outOfTime) {
            assertThat(atMost).isLessThan(500);
        }
        assertThat(asked.deliveries()).map(Delivery::timeLeft).allMatch(time -> time.compareTo(limit) <= 0);
    }

    @Test
    void stopsInTimeWhenTheFarEndDoesNot() {
        long begun = System.nanoTime();
        try (FindingNotifier one = FindingNotifier.builder()
                .destination("deaf", delivery -> {
                    Thread.sleep(60_000);
                    return DeliveryResult.accepted();
                })
                .route(any(), "deaf")
                .build()) {
            assertThatExceptionOfType(IncompleteDeliveryException.class)
                    .isThrownBy(() -> invoke(new GuardDutyHandler(one), EVENT, new Remaining(3_000)))
                    .withMessageStartingWith("1 of 1 destinations still owed the finding: deaf deferred (");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void warnsWhereTheLedgerDoesNotOutliveTheInstance() {
        try (Log log = Log.capture()) {
            new GuardDutyHandler(notifier);
            assertThat(log.text()).contains("WARN").contains("isDurable()").contains("NotifierBuilder.ledger");
        }
    }

    @Test
    void doesNotWarnWhereTheLedgerDoes() {
        try (FindingNotifier durable = builder().ledger(new DurableLedger()).build();
                Log log = Log.capture()) {
            new GuardDutyHandler(durable);
            assertThat(log.text()).isEmpty();
        }
    }

    @Test
    void logsOneLineForAFindingAndNoneOfItsText() throws IOException {
        GuardDutyHandler handler = new GuardDutyHandler(notifier);
        try (Log log = Log.capture()) {
            invoke(handler, EVENT, null);
            assertThat(log.text().lines())
                    .singleElement()
                    .asString()
                    .contains("finding-1", "\"soc\"", "\"oncall\"", "accepted")
                    .doesNotContain("-of-the-finding");
        }
    }

    private NotifierBuilder builder() {
        return FindingNotifier.builder()
                .destination("soc", soc)
                .destination("oncall", oncall)
                .route(any(), "soc", "oncall");
    }

    private String handle(String event, Context context) throws IOException {
        return invoke(new GuardDutyHandler(notifier), event, context);
    }

    private static String invoke(GuardDutyHandler handler, String event, Context context) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static final class DurableLedger implements DeliveryLedger {
        private final InMemoryLedger memory = new InMemoryLedger(InstantSource.system());

        @Override
        public Claim claim(Entry entry, Duration lease) {
            return memory.claim(entry, lease);
        }

        @Override
        public void told(Entry entry, String token, Telling telling) {
            memory.told(entry, token, telling);
        }

        @Override
        public void release(Entry entry, String token) {
            memory.release(entry, token);
        }

        @Override
        public boolean isDurable() {
            return true;
        }
    }
}
