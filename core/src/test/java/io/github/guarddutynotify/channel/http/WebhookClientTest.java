package io.github.guarddutynotify.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the channels' contract does not see of it; the contract itself runs against it in the channels' modules. */
@Timeout(60)
class WebhookClientTest {
    private static final String PATH = "/hook/S3CRET?token=T0KEN";

    private final HttpFarEnd farEnd = HttpFarEnd.http(HttpAnswer.of(200, "fine"));
    private final Problems problems = new Problems();

    @AfterEach
    void close() {
        farEnd.close();
    }

    @Test
    void postsTheJsonAsUtf8AndReadsTheAnswer() throws Exception {
        WebhookResponse response = client(farEnd.url(PATH))
                .post("{\"text\":\"é€😀\"}", "a=b", within(20).timeLeft());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("fine");
        HttpFarEnd.Request request = farEnd.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo(PATH + "&a=b");
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/json; charset=UTF-8")
                .containsEntry("User-Agent", "guardduty-notify")
                .doesNotContainKeys("Upgrade", "HTTP2-Settings");
        assertThat(farEnd.messages().get(0)).isEqualTo("{\"text\":\"é€😀\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsTheBeginningOfALongAnswer() throws Exception {
        farEnd.willAnswer(HttpAnswer.of(200, "x".repeat(CappedBody.MAX_BYTES + 100_000)));

        assertThat(client(farEnd.url(PATH)).post("{}", within(20)).body()).hasSize(CappedBody.MAX_BYTES);
    }

    @Test
    void hangsUpOnAnAnswerThatItDoesNotAwaitAnyMore() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        farEnd.willSend((out, gone) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                while (!gone.await(10, TimeUnit.MILLISECONDS)) {
                    out.write('x');
                    out.flush();
                }
            } catch (IOException closedByClient) {
                hungUp.countDown();
            }
        });

        assertThatThrownBy(() -> client(farEnd.url(PATH)).post("{}", withinMillis(300)))
                .isInstanceOf(InterruptedIOException.class);

        assertThat(hungUp.await(20, TimeUnit.SECONDS)).as("the client hung up").isTrue();
    }

    @Test
    void asksForTheUrlAtEachPostSoThatANewOneIsUsed() throws Exception {
        Deque<String> urls = new ArrayDeque<>(List.of(farEnd.url("/old"), farEnd.url("/new")));
        WebhookClient client = client(Secret.from(urls::remove));

        client.post("{}", within(20));
        client.post("{}", within(20));

        assertThat(farEnd.requests()).extracting(HttpFarEnd.Request::target).containsExactly("/old", "/new");
    }

    @Test
    void throwsInOurOwnWordsWhenTheUrlOfAResolverIsNone() {
        WebhookClient client = client(Secret.from(() -> "no url S3CRET"));

        assertThat(problems.all()).isEmpty();
        assertThatIOException()
                .isThrownBy(() -> client.post("{}", within(20)))
                .withMessageContaining("webhookUrl")
                .withMessageNotContaining("S3CRET")
                .withNoCause();
    }

    @Test
    void reportsAMalformedUrlWhenOpenedWithoutQuotingIt() {
        client("https://ho st/S3CRET");

        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("destinations.hook.webhookUrl");
            assertThat(problem.message()).contains("https://").doesNotContain("S3CRET");
        });
    }

    @Test
    void reportsAMissingUrlOnce() {
        WebhookClient.to(DestinationSpec.of("hook").named("hook", problems), "webhookUrl");

        assertThat(problems.all())
                .containsExactly(new Problem("destinations.hook.webhookUrl", "is missing; it must be set"));
    }

    @Test
    void tellsRefusedUnknownAndBrokenApart() {
        farEnd.will(Behaviour.RESET);
        assertThatThrownBy(() -> client(farEnd.url(PATH)).post("{}", within(20)))
                .hasMessageContaining("the connection broke")
                .hasNoCause();

        farEnd.close();
        assertThatThrownBy(() -> client(farEnd.url(PATH)).post("{}", within(20)))
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> client("https://no-such-host.invalid" + PATH).post("{}", within(20)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageNotContaining("S3CRET");
    }

    @Test
    void keepsTheCertificatesFaultForTheReportToTell() {
        try (HttpFarEnd tls = HttpFarEnd.https(HttpAnswer.of(200, ""))) {
            assertThatThrownBy(() -> client(tls.url(PATH)).post("{}", within(20)))
                    .isInstanceOf(SSLException.class)
                    .hasMessageNotContaining("S3CRET");
        }
    }

    @Test
    void namesTheSettingOnly() {
        assertThat(client(farEnd.url(PATH))).hasToString("WebhookClient[webhookUrl]");
    }

    private WebhookClient client(Object url) {
        DestinationSpec spec = DestinationSpec.of("hook").with("webhookUrl", url);
        return WebhookClient.to(spec.named("hook", problems), "webhookUrl");
    }

    private static Delivery within(int seconds) {
        return withinMillis(seconds * 1000);
    }

    private static Delivery withinMillis(int millis) {
        Notification notification = Notification.builder("t", Severity.LOW).build();
        return Delivery.of(notification, Deadline.in(Duration.ofMillis(millis), InstantSource.system()));
    }
}
