package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.Attempt.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the author of a channel says of it, and what the contract's points do with that. */
abstract class ChannelSubject {
    /** For an answer that is sure to come. */
    static final Duration AMPLE = Duration.ofSeconds(30);

    /** For one that is sure not to come. */
    static final Duration SHORT = Duration.ofMillis(400);

    static final NotificationComposer COMPOSER = new NotificationComposer();

    private final List<Destination> opened = new ArrayList<>();
    private FarEnd farEnd;

    /**
     * The channel.
     *
     * @return a new one
     */
    protected abstract NotificationChannel channel();

    /**
     * Starts a far end that accepts this channel's messages; the contract closes it.
     *
     * @return a new far end
     */
    protected abstract FarEnd startFarEnd();

    /**
     * A destination whose messages go to a far end.
     *
     * @param end the far end
     * @return the channel's name, every required setting and all that {@link #secrets()} names
     */
    protected abstract DestinationSpec destination(FarEnd end);

    /**
     * The keys without which the channel can't work, besides {@code channel}.
     *
     * @return the keys, each of them set by {@link #destination}
     */
    protected abstract Set<String> requiredKeys();

    /**
     * The secrets in the settings that {@link #destination} gives.
     *
     * @return the secrets, or those parts of them that make them secret
     */
    protected abstract List<String> secrets();

    /**
     * Judges a message as the far end got it, as strictly as its vendor would, and stricter about what is foreign: fails
     * with an {@code AssertionError} if the message is malformed, over one of the medium's limits, or lets a mention, a
     * link or mark-up out of a finding come alive.
     *
     * @param message one of {@link FarEnd#messages()}
     * @return every text in it as its reader sees it: without the medium's escapes, and without its mark-up
     */
    protected abstract List<String> judge(byte[] message);

    @BeforeEach
    final void startTheFarEnd() {
        farEnd = startFarEnd();
    }

    @AfterEach
    final void closeEverything() {
        opened.forEach(Destination::close);
        farEnd.close();
    }

    /** The far end of the running test. */
    FarEnd farEnd() {
        return farEnd;
    }

    /** What is wrong with a specification when its destination is opened. */
    final List<Problem> problemsOf(DestinationSpec spec) {
        Problems problems = new Problems();
        opened(spec, problems);
        return problems.all();
    }

    /** A destination that goes to the far end and is closed after the test. */
    final Destination open() {
        return open(destination(farEnd));
    }

    final Destination open(DestinationSpec spec) {
        Problems problems = new Problems();
        Destination destination = opened(spec, problems);
        assertThat(problems.all()).as("problems with the settings").isEmpty();
        return destination;
    }

    private Destination opened(DestinationSpec spec, Problems problems) {
        DestinationConfig config = spec.named("under-test", problems);
        Destination destination = channel().open(config);
        config.settings().reportUnread();
        opened.add(destination);
        return destination;
    }

    static Outcome deliver(Destination destination, Notification notification, Duration limit)
            throws InterruptedException {
        return Attempt.start(destination, notification, limit).outcome();
    }

    static Outcome deliver(Destination destination) throws InterruptedException {
        return deliver(destination, notification("A title"), AMPLE);
    }

    static Notification notification(String title) {
        return Notification.builder(title, Severity.HIGH).summary("A summary").build();
    }

    /** The message that has come as the last one, judged. */
    final List<String> lastJudged() {
        List<byte[]> messages = farEnd.messages();
        assertThat(messages).as("messages at the far end").isNotEmpty();
        return judge(messages.get(messages.size() - 1));
    }

    /** The letters and digits of a text: what neither escaping nor defanging changes. */
    static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
