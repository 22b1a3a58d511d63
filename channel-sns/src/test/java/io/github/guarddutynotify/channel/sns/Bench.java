package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Opens destinations as a notifier does, and delivers to them. */
final class Bench {
    static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:guardduty";

    private Bench() {}

    /** A topic at a far end, without credentials so far. */
    static DestinationSpec topicAt(SnsFarEnd farEnd) {
        return SnsChannel.toTopic(TOPIC).with("endpoint", farEnd.url());
    }

    static DestinationSpec withKeys(DestinationSpec spec) {
        return spec.with("accessKeyId", "AKIASTATIC").with("secretAccessKey", "static-secret");
    }

    static Destination open(DestinationSpec spec) {
        Problems problems = new Problems();
        Destination destination = opened(spec, problems);
        assertThat(problems.all()).isEmpty();
        return destination;
    }

    /** What is wrong with the settings, as {@code key: message}. */
    static List<String> problemsOf(DestinationSpec spec) {
        Problems problems = new Problems();
        opened(spec, problems).close();
        return problems.all().stream().map(Bench::line).toList();
    }

    private static String line(Problem problem) {
        return problem.path().replace("destinations.topic.", "") + ": " + problem.message();
    }

    private static Destination opened(DestinationSpec spec, Problems problems) {
        DestinationConfig config = spec.named("topic", problems);
        Destination destination = new SnsChannel().open(config);
        config.settings().reportUnread();
        return destination;
    }

    static DeliveryResult deliver(DestinationSpec spec) throws IOException, InterruptedException {
        try (Destination destination = open(spec)) {
            return deliver(destination);
        }
    }

    static DeliveryResult deliver(Destination destination) throws IOException, InterruptedException {
        return deliver(destination, notification("A title"));
    }

    static DeliveryResult deliver(Destination destination, Notification notification)
            throws IOException, InterruptedException {
        return destination.deliver(within(Duration.ofSeconds(30), notification));
    }

    static Delivery within(Duration limit, Notification notification) {
        return Delivery.of(notification, in(limit));
    }

    static Deadline in(Duration limit) {
        return Deadline.in(limit, InstantSource.system());
    }

    /** The message to a standard topic in the default format. */
    static SnsMessage message(Notification notification) {
        return SnsMessage.of(notification, Format.TEXT, false, "");
    }

    static Notification notification(String title) {
        return Notification.builder(title, Severity.HIGH)
                .summary("A summary")
                .keys("guardduty/111122223333/eu-west-1/f1", "guardduty/111122223333/eu-west-1/f1/-/1/HIGH")
                .build();
    }
}
