package io.github.guarddutynotify.examples.lambda;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.Context;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Rate;
import io.github.guarddutynotify.delivery.FileLedger;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One batch: what is to be sent again is named, and nothing else. */
@Timeout(30)
class GuardDutyQueueHandlerTest {
    private static final String QUEUE = "arn:aws:sqs:eu-west-1:111122223333:findings";
    private static final String FIFO = QUEUE + ".fifo";

    private final RecordingDestination oncall = new RecordingDestination();

    @TempDir
    private Path folder;

    @Test
    void answersWithNoFailureWhenAllIsTold() throws Exception {
        assertThat(handle(accepting(), message("m1", event("a")), message("m2", event("b"))))
                .isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(toldIds()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void namesJustTheMessagesOfWhichADestinationIsOwedSomething() throws Exception {
        Destination soc = refusing("b", "d");

        assertThat(failures(
                        soc,
                        message("m1", event("a")),
                        message("m2", event("b")),
                        message("m3", event("c")),
                        message("m4", event("d"))))
                .containsExactly("m2", "m4");
        assertThat(toldIds()).as("the other destination").containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void tellsOnlyWhoIsOwedWhenTheFailedMessageComesAgain() throws Exception {
        RecordingDestination soc = new RecordingDestination()
                .answers(DeliveryResult.rejected(Reason.NOT_FOUND, ""), DeliveryResult.accepted());
        try (FindingNotifier notifier = notifier(soc)) {
            assertThat(invoke(notifier, null, message("m1", event("a")))).contains("m1");
            assertThat(invoke(notifier, null, message("m1", event("a")))).doesNotContain("m1");
        }
        assertThat(soc.deliveries()).hasSize(2);
        assertThat(oncall.deliveries()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "hello", "{\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\"}", "[]"})
    void namesAMessageThatCannotBeReadAndTellsItsNeighbours(String body) throws Exception {
        assertThat(failures(accepting(), message("m1", event("a")), message("m2", body), message("m3", event("b"))))
                .containsExactly("m2");
        assertThat(toldIds()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void readsAnSnsMessageWithinAMessage() throws Exception {
        String sns = JsonWriter.write(Map.of(
                "Type", "Notification",
                "MessageId", "0e5b",
                "TopicArn", "arn:aws:sns:eu-west-1:111122223333:findings",
                "Message", event("a")));

        assertThat(failures(accepting(), message("m1", sns))).isEmpty();
        assertThat(toldIds()).containsExactly("a");
    }

    @Test
    void tellsOfEveryFindingOfAMessageAndNamesItIfOneFailed() throws Exception {
        String several = "[" + event("a") + ",{\"no\":\"finding\"}," + event("b") + "]";

        assertThat(failures(accepting(), message("m1", several), message("m2", event("c"))))
                .containsExactly("m1");
        assertThat(toldIds()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void tellsOnceOfAFindingThatCameByTwoBuses() throws Exception {
        assertThat(failures(accepting(), message("m1", event("a")), message("m2", event("a"))))
                .isEmpty();
        assertThat(toldIds()).containsExactly("a");
    }

    // FIFO.

    @Test
    void returnsWhatFollowsAFailureInItsGroupOfAFifoQueueUntold() throws Exception {
        assertThat(failures(
                        refusing("a2"),
                        ofGroup(FIFO, "A", "m1", event("a1")),
                        ofGroup(FIFO, "A", "m2", event("a2")),
                        ofGroup(FIFO, "B", "m3", event("b1")),
                        ofGroup(FIFO, "A", "m4", event("a3")),
                        ofGroup(FIFO, "B", "m5", event("b2"))))
                .containsExactly("m2", "m4");
        assertThat(toldIds()).containsExactlyInAnyOrder("a1", "a2", "b1", "b2");
    }

    @Test
    void tellsAGroupOfAFifoQueueInOrder() throws Exception {
        List<Message> messages = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add("finding-" + i);
            messages.add(ofGroup(FIFO, "A", "m" + i, event("finding-" + i)));
        }

        assertThat(failures(accepting(), messages)).isEmpty();
        assertThat(toldIds()).containsExactlyElementsOf(ids);
    }

    @Test
    void aMessageThatCannotBeReadHoldsUpItsGroupOfAFifoQueue() throws Exception {
        assertThat(failures(accepting(), ofGroup(FIFO, "A", "m1", "hello"), ofGroup(FIFO, "A", "m2", event("a"))))
                .containsExactly("m1", "m2");
        assertThat(toldIds()).isEmpty();
    }

    @Test
    void aGroupOfAStandardQueueIsForFairnessAndKeepsNothingBack() throws Exception {
        assertThat(failures(
                        refusing("a"), ofGroup(QUEUE, "A", "m1", event("a")), ofGroup(QUEUE, "A", "m2", event("b"))))
                .containsExactly("m1");
    }

    // Time.

    @Test
    void tellsOfMessagesSideBySide() throws Exception {
        CountDownLatch all = new CountDownLatch(10);
        Destination meeting = delivery -> {
            all.countDown();
            return all.await(20, TimeUnit.SECONDS)
                    ? DeliveryResult.accepted()
                    : DeliveryResult.rejected(Reason.BUG, "alone");
        };
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            messages.add(message("m" + i, event("finding-" + i)));
        }

        assertThat(failures(meeting, messages)).isEmpty();
    }

    @Test
    void aBurstIsNoBurstOfMessages() throws Exception {
        RecordingDestination slow = new RecordingDestination();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            messages.add(message("m" + i, event("finding-" + i)));
        }
        List<String> failed;
        try (FindingNotifier notifier = FindingNotifier.builder()
                .channel(channel("pager", slow))
                .destination("slow", DestinationSpec.of("pager").withRate(Rate.parse("4/s")))
                .route(any(), "slow")
                .build()) {
            failed = failures(invoke(notifier, new Remaining(8_000), messages));
        }

        int alone = slow.findings().size();
        assertThat(slow.notifications()).hasSizeLessThan(40);
        assertThat(slow.notifications())
                .extracting(Notification::title)
                .contains(60 - alone + " more GuardDuty findings");
        assertThat(failed).isEmpty();
    }

    // A schedule.

    @ParameterizedTest
    @ValueSource(strings = {"aws.events", "aws.scheduler"})
    void tellsWhatIsHeldWhenAScheduleInvokesIt(String source) throws Exception {
        Instant[] now = {Instant.parse("2026-11-24T12:00:00Z")};
        RecordingDestination digests = new RecordingDestination();
        try (FindingNotifier notifier = FindingNotifier.builder()
                .channel(channel("pager", digests))
                .destination("digests", DestinationSpec.of("pager").with("digest", Duration.ofHours(1)))
                .route(any(), "digests")
                .ledger(FileLedger.open(folder.resolve("ledger.jsonl"), () -> now[0]))
                .clock(() -> now[0])
                .build()) {
            String scheduled = "{\"detail-type\":\"Scheduled Event\",\"source\":\"" + source + "\",\"detail\":{}}";
            String low = Findings.builder("Recon:EC2/Portscan", 2).id("a").event();
            assertThat(failures(invoke(notifier, null, message("m1", low)))).isEmpty();
            assertThat(invoke(notifier, null, scheduled)).contains("\"held\":true", "not-due");
            assertThat(digests.deliveries()).isEmpty();

            now[0] = now[0].plus(Duration.ofHours(2));
            assertThat(invoke(notifier, null, scheduled)).contains("\"held\":true", "accepted");
        }
        assertThat(digests.notifications())
                .extracting(Notification::title)
                .containsExactly("1 GuardDuty finding was held");
    }

    @Test
    void failsTheInvocationOfAScheduleWhenWhatIsHeldStaysHeld() throws Exception {
        Instant[] now = {Instant.parse("2026-11-24T12:00:00Z")};
        RecordingDestination digests =
                new RecordingDestination().answers(DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404"));
        try (FindingNotifier notifier = FindingNotifier.builder()
                .channel(channel("pager", digests))
                .destination("digests", DestinationSpec.of("pager").with("digest", Duration.ofHours(1)))
                .route(any(), "digests")
                .ledger(FileLedger.open(folder.resolve("ledger.jsonl"), () -> now[0]))
                .clock(() -> now[0])
                .build()) {
            invoke(
                    notifier,
                    null,
                    message("m1", Findings.builder("Recon:EC2/Portscan", 2).event()));
            now[0] = now[0].plus(Duration.ofHours(2));

            assertThatExceptionOfType(IncompleteDeliveryException.class)
                    .isThrownBy(() ->
                            invoke(notifier, null, "{\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\"}"))
                    .withMessageContaining("digests rejected (not-found)");
        }
    }

    private static NotificationChannel channel(String name, Destination destination) {
        return new NotificationChannel() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Destination open(DestinationConfig config) {
                return destination;
            }
        };
    }

    // The end of time.

    @Test
    void returnsInTimeWithAllThatTheFarEndDidNotTakeOrThatCouldNotBegin() throws Exception {
        Destination deaf = delivery -> {
            Thread.sleep(60_000);
            return DeliveryResult.accepted();
        };
        List<Message> messages = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add("m" + i);
            messages.add(message("m" + i, event("finding-" + i)));
        }

        try (FindingNotifier notifier = notifier(deaf)) {
            assertThat(failures(invoke(notifier, new Remaining(3_000), messages)))
                    .containsExactlyElementsOf(ids);
        }
        assertThat(oncall.deliveries()).as("the destination that listens").hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void aChannelWithABugCostsItsOwnMessageOnly() throws Exception {
        Destination broken = delivery -> {
            if (id(delivery).equals("a")) {
                throw new LinkageError("a class is missing");
            }
            return DeliveryResult.accepted();
        };

        assertThat(failures(broken, message("m1", event("a")), message("m2", event("b"))))
                .containsExactly("m1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"Records\":{}}",
                "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{}}]}",
                "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"{}\"}]}",
                "{\"Records\":[{\"messageId\":\"m1\",\"body\":\"{}\"}]}",
                "{\"detail-type\":\"GuardDuty Finding\",\"detail\":{}}"
            })
    void failsTheInvocationOnWhatIsNoEventOfAQueue(String event) {
        try (FindingNotifier notifier = notifier(accepting())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> invoke(notifier, null, event))
                    .withMessageStartingWith("this is not the event of an SQS queue: ")
                    .withMessageEndingWith("GuardDutyHandler is the handler");
        }
    }

    @Test
    void aBatchWithoutMessagesHasNoFailure() throws Exception {
        assertThat(handle(accepting())).isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void namesTheMessageWhenTheNotifierIsGone() throws Exception {
        FindingNotifier closed = notifier(accepting());
        closed.close();

        assertThat(failures(invoke(closed, null, message("m1", event("a"))))).containsExactly("m1");
    }

    @Test
    void keepsTheInterruptAndFails() {
        try (FindingNotifier notifier = notifier(accepting())) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> invoke(notifier, null, message("m1", event("a"))));
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void logsWhatBecameOfEachMessageAndNothingOfItsText() throws Exception {
        String event = Findings.builder("Recon:EC2/Portscan", 8)
                .id("finding-1")
                .at("/title", "title-of-the-finding")
                .event();
        try (FindingNotifier notifier = notifier(accepting())) {
            GuardDutyQueueHandler handler = new GuardDutyQueueHandler(notifier);
            try (Log log = Log.capture()) {
                invoke(handler, null, batch(List.of(message("m1", event), message("m2", "secret words"))));
                assertThat(log.text().lines())
                        .hasSize(2)
                        .anyMatch(line -> line.contains("INFO") && line.contains("m1") && line.contains("finding-1"))
                        .anyMatch(line -> line.contains("message m2 goes back to the queue"));
                assertThat(log.text()).doesNotContain("title-of-the-finding", "secret words");
            }
        }
    }

    private static Destination accepting() {
        return delivery -> DeliveryResult.accepted();
    }

    private static Destination refusing(String... findings) {
        return delivery -> Set.of(findings).contains(id(delivery))
                ? DeliveryResult.rejected(Reason.NOT_FOUND, "HTTP 404")
                : DeliveryResult.accepted();
    }

    private static String id(Delivery delivery) {
        return delivery.notification().findings().get(0).id();
    }

    private List<String> toldIds() {
        return oncall.findings().stream().map(Finding::id).toList();
    }

    private FindingNotifier notifier(Destination soc) {
        return FindingNotifier.builder()
                .destination("soc", soc)
                .destination("oncall", oncall)
                .route(any(), "soc", "oncall")
                .build();
    }

    private static String event(String id) {
        return Findings.builder("Recon:EC2/Portscan", 8).id(id).event();
    }

    private static Message message(String id, String body) {
        return new Message(QUEUE, "", id, body);
    }

    private static Message ofGroup(String queue, String group, String id, String body) {
        return new Message(queue, group, id, body);
    }

    private record Message(String queue, String group, String id, String body) {
        Map<String, Object> json() {
            Map<String, String> attributes = group.isEmpty() ? Map.of() : Map.of("MessageGroupId", group);
            return Map.of(
                    "messageId", id,
                    "body", body,
                    "attributes", attributes,
                    "eventSource", "aws:sqs",
                    "eventSourceARN", queue);
        }
    }

    private static String batch(List<Message> messages) {
        return JsonWriter.write(
                Map.of("Records", messages.stream().map(Message::json).toList()));
    }

    private List<String> failures(Destination soc, Message... messages) throws Exception {
        return failures(soc, List.of(messages));
    }

    private List<String> failures(Destination soc, List<Message> messages) throws Exception {
        try (FindingNotifier notifier = notifier(soc)) {
            return failures(invoke(notifier, null, messages));
        }
    }

    private static List<String> failures(String answer) throws Exception {
        return JsonValue.parse(answer).all("/batchItemFailures/*/itemIdentifier").stream()
                .map(id -> id.text().orElseThrow())
                .toList();
    }

    private String handle(Destination soc, Message... messages) throws Exception {
        try (FindingNotifier notifier = notifier(soc)) {
            return invoke(notifier, null, List.of(messages));
        }
    }

    private static String invoke(FindingNotifier notifier, Context context, Message message) throws Exception {
        return invoke(notifier, context, List.of(message));
    }

    private static String invoke(FindingNotifier notifier, Context context, List<Message> messages) throws Exception {
        return invoke(notifier, context, batch(messages));
    }

    private static String invoke(FindingNotifier notifier, Context context, String event) throws Exception {
        return invoke(new GuardDutyQueueHandler(notifier), context, event);
    }

    private static String invoke(GuardDutyQueueHandler handler, Context context, String event) throws Exception {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
        return answer.toString(StandardCharsets.UTF_8);
    }
}
