package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.FarEndCertificate;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a topic is reached, and what is sent there. */
@Timeout(60)
class SnsTopicTest {
    private static final HttpAnswer MESSAGE_ID = HttpAnswer.of(
            200, "<PublishResponse><PublishResult><MessageId>m1</MessageId></PublishResult></PublishResponse>");

    private final SnsFarEnd farEnd = new SnsFarEnd();

    @AfterEach
    void close() {
        farEnd.close();
    }

    @Test
    void sendsOnceWhenTheAnswerIsLost() throws Exception {
        try (Destination destination = open()) {
            assertThat(Bench.deliver(destination).status()).isEqualTo(Status.ACCEPTED); // the connection stays open

            farEnd.will(Behaviour.RESET);

            assertThatThrownBy(() -> Bench.deliver(destination)).isInstanceOf(IOException.class);
        }
        assertThat(farEnd.attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "HANG_MIDWAY"})
    void leavesNoThreadBehindWhenItGivesUp(Behaviour hanging) throws Exception {
        farEnd.will(hanging);

        try (Destination destination = open()) {
            assertThatThrownBy(() ->
                            destination.deliver(Bench.within(Duration.ofMillis(500), Bench.notification("A title"))))
                    .isInstanceOf(InterruptedIOException.class);
        }

        for (Thread thread : exchanges()) {
            thread.join(10_000);
        }
        assertThat(exchanges()).isEmpty();
    }

    private static List<Thread> exchanges() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("guardduty-notify-sns"))
                .toList();
    }

    @Test
    void asksNobodyWhenThereIsNoTimeLeft() throws Exception {
        try (Destination destination = open()) {
            assertThatThrownBy(() -> destination.deliver(Bench.within(Duration.ZERO, Bench.notification("A title"))))
                    .isInstanceOf(InterruptedIOException.class);
        }
        assertThat(farEnd.connections()).isZero();
    }

    @Test
    void asksNobodyOnceItIsClosed() {
        Destination destination = open();
        destination.close();

        assertThatThrownBy(() -> Bench.deliver(destination)).isInstanceOf(IOException.class);
        assertThat(farEnd.connections()).isZero();
    }

    @Test
    void goesThroughTheProxy() throws Exception {
        try (HttpFarEnd proxy = HttpFarEnd.http(MESSAGE_ID)) {
            DeliveryResult result = Bench.deliver(keys().withProxy(proxy.url("")));

            assertThat(result.reference()).contains("m1");
            assertThat(proxy.requests()).extracting(HttpFarEnd.Request::target).containsExactly(farEnd.url());
        }
        assertThat(farEnd.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "aws,        eu-west-1,       sns.eu-west-1.amazonaws.com",
        "aws-cn,     cn-north-1,      sns.cn-north-1.amazonaws.com.cn",
        "aws-us-gov, us-gov-west-1,   sns.us-gov-west-1.amazonaws.com",
        "aws-iso,    us-iso-east-1,   sns.us-iso-east-1.c2s.ic.gov",
        "aws-eusc,   eusc-de-east-1,  sns.eusc-de-east-1.amazonaws.eu"
    })
    void findsTheEndpointOfEachPartition(String partition, String region, String host) throws Exception {
        String arn = "arn:" + partition + ":sns:" + region + ":111122223333:guardduty";

        assertThat(wayTo(Bench.withKeys(SnsChannel.toTopic(arn)))).containsExactly("CONNECT " + host + ":443");
    }

    @Test
    void findsTheRoleServiceOfTheTopicsPartition() throws Exception {
        DestinationSpec spec = Bench.withKeys(SnsChannel.toTopic("arn:aws-cn:sns:cn-north-1:111122223333:guardduty"))
                .with("roleArn", "arn:aws-cn:iam::111122223333:role/notify");

        assertThat(wayTo(spec)).containsExactly("CONNECT sts.cn-north-1.amazonaws.com.cn:443");
    }

    @Test
    void prefersTheRegionThatIsSetToThatOfTheArn() throws Exception {
        DestinationSpec spec = Bench.withKeys(SnsChannel.toTopic(Bench.TOPIC)).with("region", "eu-central-1");

        assertThat(wayTo(spec)).containsExactly("CONNECT sns.eu-central-1.amazonaws.com:443");
    }

    @Test
    void takesNoEndpointFromAProfileFile(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("config"), "[default]\nuse_fips_endpoint = true\n");
        System.setProperty("aws.configFile", config.toString());
        try {
            assertThat(wayTo(Bench.withKeys(SnsChannel.toTopic(Bench.TOPIC))))
                    .containsExactly("CONNECT sns.eu-west-1.amazonaws.com:443");
        } finally {
            System.clearProperty("aws.configFile");
        }
    }

    /** Where a delivery wants to go, asked of a proxy that lets nothing through. */
    private static List<String> wayTo(DestinationSpec spec) throws InterruptedException {
        try (HttpFarEnd proxy = HttpFarEnd.http(HttpAnswer.of(502, ""))) {
            assertThatThrownBy(() -> Bench.deliver(spec.withProxy(proxy.url(""))))
                    .isInstanceOf(IOException.class);
            return proxy.requests().stream()
                    .map(request -> request.method() + " " + request.target())
                    .toList();
        }
    }

    @Test
    void trustsACertificateAuthorityOfItsOwn() throws Exception {
        try (HttpFarEnd secure = HttpFarEnd.https(MESSAGE_ID)) {
            DestinationSpec spec = at(secure).withTrustedCertificates(secure.certificate());

            assertThat(Bench.deliver(spec).reference()).contains("m1");
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        try (HttpFarEnd secure = HttpFarEnd.https(MESSAGE_ID)) {
            assertThatThrownBy(() -> Bench.deliver(at(secure)))
                    .isInstanceOf(SSLException.class)
                    .hasCauseInstanceOf(CertificateException.class);
            assertThat(secure.messages()).isEmpty();
        }
    }

    @Test
    void refusesACertificateOfAnotherName() {
        try (HttpFarEnd elsewhere = HttpFarEnd.https(MESSAGE_ID, FarEndCertificate.ofElsewhere())) {
            assertThatThrownBy(() -> Bench.deliver(at(elsewhere).withTrustedCertificates(elsewhere.certificate())))
                    .isInstanceOf(SSLException.class)
                    .hasRootCauseInstanceOf(CertificateException.class);
            assertThat(elsewhere.messages()).isEmpty();
        }
    }

    private static DestinationSpec at(HttpFarEnd end) {
        return Bench.withKeys(SnsChannel.toTopic(Bench.TOPIC)).with("endpoint", end.url(""));
    }

    @Test
    void publishesSubjectBodyAndAttributesToTheTopic() throws Exception {
        Bench.deliver(keys());

        assertThat(farEnd.published().get(0).parameters())
                .containsEntry("TopicArn", Bench.TOPIC)
                .containsEntry("Subject", "HIGH: A title")
                .containsEntry("MessageStructure", "json")
                .containsEntry("MessageAttributes.entry.1.Name", "severityLabel")
                .containsEntry("MessageAttributes.entry.1.Value.StringValue", "HIGH")
                .doesNotContainKeys("MessageGroupId", "MessageDeduplicationId");
        assertThat(SnsRules.messages(farEnd.published().get(0).parameters()))
                .containsEntry("default", "A title\nA summary\n")
                .containsEntry("sms", "HIGH: A title");
    }

    @ParameterizedTest
    @CsvSource({"json, JSON", "amazon-q, AMAZON_Q"})
    void publishesInTheFormatThatIsSetInAFileOrInCode(String word, Format format) throws Exception {
        Bench.deliver(keys().with("format", word));
        Bench.deliver(Bench.withKeys(SnsChannel.toTopic(Bench.TOPIC, format).with("endpoint", farEnd.url())));

        String body =
                SnsMessage.of(Bench.notification("A title"), format, false, "").body();
        assertThat(parameter("Message")).containsExactly(body, body);
        assertThat(parameter("MessageStructure")).containsOnlyNulls();
    }

    @Test
    void saysInAnUpdateWhatChanged() throws Exception {
        Finding finding = Findings.of("Recon:EC2/Portscan", 8);
        Telling before = new Telling(Severity.LOW, 1, null, Instant.EPOCH, null);
        Notification notification =
                Bench.notification("A title").toBuilder().finding(finding).build();
        try (Destination destination = Bench.open(keys())) {
            destination.deliver(
                    Bench.within(Duration.ofSeconds(30), notification).after(before));
        }

        assertThat(SnsRules.messages(farEnd.published().get(0).parameters()).get("default"))
                .startsWith("Severity Low → High since 1970-01-01T00:00:00Z\n\nA title\n");
    }

    @Test
    void keepsAFindingTogetherAndDeduplicatesOnAFifoTopic() throws Exception {
        try (Destination destination = Bench.open(fifo())) {
            Bench.deliver(destination);
            Bench.deliver(destination);
            Bench.deliver(destination, updated(Bench.notification("A title")));
        }

        assertThat(parameter("MessageGroupId")).containsOnly("guardduty/111122223333/eu-west-1/f1");
        assertThat(parameter("MessageDeduplicationId"))
                .containsExactly(
                        "guardduty/111122223333/eu-west-1/f1/-/1/HIGH",
                        "guardduty/111122223333/eu-west-1/f1/-/1/HIGH",
                        "guardduty/111122223333/eu-west-1/f1/-/2/HIGH");
    }

    private static Notification updated(Notification notification) {
        return notification.toBuilder()
                .keys(notification.threadKey(), "guardduty/111122223333/eu-west-1/f1/-/2/HIGH")
                .build();
    }

    @Test
    void findsFifoIdsForWhatIsAboutNoFinding() throws Exception {
        Notification test =
                Bench.notification("A test").toBuilder().keys("", "").build();
        try (Destination destination = Bench.open(fifo())) {
            assertThat(Bench.deliver(destination, test).status()).isEqualTo(Status.ACCEPTED);
        }

        assertThat(parameter("MessageGroupId")).containsExactly("guardduty-notify");
        assertThat(parameter("MessageDeduplicationId").get(0)).matches("[0-9a-f]{64}");
    }

    private List<String> parameter(String name) {
        return farEnd.published().stream().map(call -> call.parameter(name)).toList();
    }

    private DestinationSpec fifo() {
        return keys().with("topicArn", Bench.TOPIC + ".fifo");
    }

    private DestinationSpec keys() {
        return Bench.withKeys(Bench.topicAt(farEnd));
    }

    private Destination open() {
        return Bench.open(keys());
    }
}
