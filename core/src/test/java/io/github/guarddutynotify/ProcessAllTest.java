package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.categories;
import static io.github.guarddutynotify.routing.Filters.events;
import static io.github.guarddutynotify.routing.Filters.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.DeliveryCounts;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.delivery.Outcome;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.notification.Link;
import io.github.guarddutynotify.notification.Notification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams and batches, and what a configuration says of messages. */
@Timeout(30)
class ProcessAllTest {
    private final List<Notification> told = Collections.synchronizedList(new ArrayList<>());

    private final class Taking implements Destination {
        @Override
        public DeliveryResult deliver(Delivery delivery) {
            told.add(delivery.notification());
            return DeliveryResult.accepted();
        }
    }

    private static String finding(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"Backdoor:EC2/Spambot\",\"severity\":5,\"accountId\":\"111122223333\","
                + "\"region\":\"eu-west-1\",\"service\":{\"eventLastSeen\":\"2026-01-01T00:00:00Z\"}}";
    }

    private static InputStream stream(String... lines) {
        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void reportsOnEveryRecordAndCountsThem() throws IOException {
        List<DeliveryReport> reports = new ArrayList<>();
        List<DeliveryReport> observed = new ArrayList<>();
        try (FindingNotifier notifier = FindingNotifier.builder()
                .destination("soc", new Taking())
                .route(any(), "soc")
                .onReport(observed::add)
                .build()) {
            DeliveryCounts counts =
                    notifier.processAll(stream(finding("a"), "{\"id\":", finding("b"), "{}"), reports::add);
            assertThat(counts).isEqualTo(new DeliveryCounts(2, 0, 2));
            assertThat(counts.records()).isEqualTo(4);
            assertThat(counts.isComplete()).isFalse();
        }
        assertThat(reports).extracting(DeliveryReport::id).containsExactly("a", "line 2", "b", "line 4");
        assertThat(reports).extracting(DeliveryReport::isComplete).containsExactly(true, false, true, false);
        assertThat(observed).isEqualTo(reports);
        assertThat(reports.get(1).finding()).isEmpty();
        assertThat(reports.get(1).isUnrouted()).isFalse();
        assertThat(reports.get(1).toJson())
                .startsWith("{\"complete\":false,\"unreadable\":\"line 2: not valid JSON (line 2, column 1)\",")
                .endsWith("\"routes\":[],\"destinations\":[]}");
        assertThat(reports.get(1))
                .hasToString("DeliveryReport[incomplete: unreadable, line 2: not valid JSON (line 2, column 1)]");
        assertThat(told).hasSize(2);
    }

    @Test
    void allRecordsShareTheTimeAndWhatIsNotToldInItIsDeferred() throws IOException {
        List<DeliveryReport> reports = new ArrayList<>();
        Destination deaf = delivery -> {
            new CountDownLatch(1).await();
            return DeliveryResult.accepted();
        };
        long begin = System.nanoTime();
        try (FindingNotifier notifier = FindingNotifier.builder()
                .destination("soc", deaf)
                .route(any(), "soc")
                .retry(RetryPolicy.none())
                .build()) {
            Duration limit = Duration.ofMillis(400);
            DeliveryCounts counts =
                    notifier.processAll(stream(finding("a"), finding("b"), finding("c")), limit, reports::add);
            assertThat(counts).isEqualTo(new DeliveryCounts(0, 3, 0));
        }
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.destinations())
                        .extracting(DestinationReport::outcome)
                        .containsExactly(Outcome.DEFERRED));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void filtersNameKindsOfEventsAndCategories() throws IOException {
        List<DeliveryReport> reports = new ArrayList<>();
        String scan = "{\"detail-type\":\"GuardDuty Malware Protection Object Scan Result\",\"detail\":{}}";
        try (FindingNotifier notifier = FindingNotifier.builder()
                .destination("soc", new Taking())
                .destination("health", new Taking())
                .route(events("GuardDuty Malware Protection *"), "health")
                .route(not(events("GuardDuty Malware *")), "soc")
                .route(categories("command and control"), "health")
                .build()) {
            notifier.processAll(stream(scan, finding("a")), reports::add);
        }
        assertThat(reports.get(0).decision().destinations()).containsExactly("health");
        assertThat(reports.get(1).decision().destinations()).containsExactly("soc", "health");
    }

    private NotifierBuilder configured(String notification) {
        return FindingNotifier.builder()
                .clock(InstantSource.fixed(Instant.parse("2026-01-01T00:07:00Z")))
                .channel(new TestChannel("pager", config -> new Taking()))
                .config(NotifierConfig.parse("""
                        {"destinations":{"soc":{"channel":"pager"}},"routes":[{"to":["soc"],
                          "events":["GuardDuty Finding"],"categories":["Command*"]}],
                         "notification":%s}
                        """.formatted(notification)));
    }

    @Test
    void theConfigurationNamesAccountsAndTheWayToTheConsole() throws IOException {
        try (FindingNotifier notifier = configured("""
                        {"accountNames":{"111122223333":"production"},"consoleBase":"https://console.example.eu/",
                         "accessPortal":{"url":"https://example.awsapps.com/start","role":"Audit"}}
                        """).build()) {
            assertThat(notifier.processAll(stream(finding("a")), report -> {}).isComplete())
                    .isTrue();
        }
        Notification notification = told.get(0);
        assertThat(notification.summary())
                .isEqualTo("Medium severity · production (111122223333) · eu-west-1 · seen 7 minutes ago");
        assertThat(notification.links())
                .extracting(Link::target)
                .extracting(Object::toString)
                .anyMatch(link -> link.startsWith("https://console.example.eu/guardduty/home?region=eu-west-1#"))
                .anyMatch(link -> link.startsWith("https://example.awsapps.com/start/#/console?account_id=111122223333"
                        + "&role_name=Audit&destination=https%3A%2F%2Fconsole.example.eu"));
    }

    @Test
    void theConfigurationsMistakesAreToldAtOnce() {
        assertThatThrownBy(() -> configured("""
                                {"accountNames":{"production":"111122223333"},"consoleBase":"http://console.example.eu",
                                 "accessPortal":{"role":"Audit"},"acountNames":{}}
                                """).build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("notification.accountNames.production: is no account id")
                .hasMessageContaining(
                        "notification.consoleBase: is \"http://console.example.eu\", expected an https address")
                .hasMessageContaining("notification.accessPortal.url: is missing; it must be set")
                .hasMessageContaining("notification.acountNames: unknown key");
    }
}
