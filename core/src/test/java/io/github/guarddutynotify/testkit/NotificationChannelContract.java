package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a channel promises, as tests. The author of one extends this class (of one that speaks HTTP: {@link
 * HttpChannelContract}) and says what it can't know: the channel, a {@link FarEnd} that understands it, the settings that
 * lead there, which of them are required and which secret, and how its vendor would judge a message.
 *
 * <ul>
 *   <li><b>Found, not switched on.</b> ServiceLoader knows it by its name. Opening reads settings and touches no network;
 *       a required key that is left out is named, an unknown one surfaces with a guess, core's own keys are left alone.
 *       Closing twice is closing once, and another destination can be opened afterwards.
 *   <li><b>Answer or throw, once, in time.</b> Accepted, deferred (for as long as the far end asks) and rejected are
 *       results; a far end that is gone, resets or hangs is an {@code IOException} within the time left; an interrupt
 *       comes out at once. Each costs one attempt, and none of them poisons the next delivery.
 *   <li><b>Valid, inert, within limits.</b> Published findings, the smallest, the largest and the most hostile ones pass
 *       the judge. A message shows its notification's title.
 *   <li><b>Thread-safe.</b> Of what sixteen threads deliver at once, nothing is lost, doubled or mixed.
 *   <li><b>Quiet.</b> Nothing is logged or printed, and no secret shows in a result, an exception, a {@code toString} or
 *       a problem with the settings.
 * </ul>
 *
 * <p>Takes a new far end for each test and nothing but the loopback interface.
 */
@Timeout(120)
public abstract class NotificationChannelContract extends AnswerContract {
    private static final int THREADS = 16;
    private static final int DELIVERIES = 50;
    private static final Pattern TITLE = Pattern.compile("Delivery\\d{4}End");

    /** A contract to be extended. */
    protected NotificationChannelContract() {}

    static List<String> sampleNames() {
        return Findings.sampleNames();
    }

    @ParameterizedTest
    @MethodSource("sampleNames")
    void deliversEveryPublishedFinding(String name) throws InterruptedException {
        assertArrives(COMPOSER.apply(Findings.sample(name)));
    }

    @Test
    void deliversTheSmallestFinding() throws InterruptedException {
        assertArrives(COMPOSER.apply(Findings.minimal()));
    }

    @Test
    void deliversWhatIsAboutNoFinding() throws InterruptedException {
        assertArrives(Notification.builder("A test message", Severity.UNKNOWN).build());
    }

    @Test
    void deliversTheLargestFindingWithinTheLimits() throws InterruptedException {
        Notification.Builder largest =
                Notification.builder("The largest one", Severity.CRITICAL).summary("word ".repeat(2000));
        for (int i = 0; i < 40; i++) {
            largest.section(new Section("Section " + i, facts(i)));
        }
        assertArrives(largest.build());
    }

    /** Of texts that grow when they are escaped, in characters of up to four bytes. */
    private static List<Fact> facts(int section) {
        return IntStream.range(0, 25)
                .mapToObj(i -> new Fact(
                        "Fact " + section + "-" + i, new Fact.Foreign("<&\">'\uD83D\uDC69 \u00E9".repeat(10 + i * 20))))
                .toList();
    }

    @Test
    void deliversHostileFindingsInert() throws InterruptedException {
        Destination destination = open();
        for (Finding finding : Findings.hostile()) {
            Status status = deliver(destination, COMPOSER.apply(finding), AMPLE)
                    .result()
                    .status();
            assertThat(status).isEqualTo(Status.ACCEPTED);

            List<String> shown = lastJudged();

            shown.forEach(HostileText::assertInert);
            assertThat(shown)
                    .as("hostile text is shown, not swallowed")
                    .anyMatch(text -> text.contains(HostileText.MARK));
        }
    }

    private void assertArrives(Notification notification) throws InterruptedException {
        assertThat(deliver(open(), notification, AMPLE).result().status()).isEqualTo(Status.ACCEPTED);

        String title = letters(notification.title());
        String beginning = title.substring(0, Math.min(20, title.length()));
        assertThat(lastJudged())
                .as("texts that are shown")
                .anyMatch(text -> letters(text).contains(beginning));
    }

    @Test
    void losesAndMixesNothingAmongThreads() throws Exception {
        Destination destination = open();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Status>> calls = new ArrayList<>();
            for (String title : titles()) {
                calls.add(() -> deliver(destination, notification(title), AMPLE)
                        .result()
                        .status());
            }
            for (Future<Status> told : threads.invokeAll(calls)) {
                assertThat(told.get()).isEqualTo(Status.ACCEPTED);
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(AMPLE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }

        assertThat(farEnd().messages().stream().map(this::onlyTitle)).containsExactlyInAnyOrderElementsOf(titles());
    }

    private static List<String> titles() {
        return IntStream.range(0, THREADS * DELIVERIES)
                .mapToObj("Delivery%04dEnd"::formatted)
                .toList();
    }

    /** The one delivery that a message shows. */
    private String onlyTitle(byte[] message) {
        String shown = String.join(" ", judge(message));
        List<String> titles = TITLE.matcher(shown)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(titles).as("deliveries in one message").hasSize(1);
        return titles.get(0);
    }

    @Test
    void showsNoSecretAndPrintsNothing() throws Exception {
        StringBuilder shown = new StringBuilder();

        String printed = Output.during(() -> {
            Destination destination = open();
            shown.append(channel()).append(destination(farEnd())).append(destination);
            for (Behaviour behaviour : Behaviour.values()) {
                farEnd().will(behaviour);
                shown.append(
                        deliver(destination, notification("A title"), SHORT).shown());
            }
            farEnd().close();
            shown.append(deliver(destination, notification("A title"), SHORT).shown());
            destination.close();
            shown.append(destination);
        });

        assertThat(printed).as("what was printed or logged").isEmpty();
        secrets().forEach(secret -> assertThat(shown.toString()).doesNotContain(secret));
    }

    @Test
    void showsNoSecretInAProblem() {
        for (String key : requiredKeys()) {
            for (String secret : secrets()) {
                List<?> asWritten = problemsOf(destination(farEnd()).with(key, secret + " : // \u0000"));

                assertThat(asWritten.toString()).doesNotContain(secret);
            }
        }
    }
}
