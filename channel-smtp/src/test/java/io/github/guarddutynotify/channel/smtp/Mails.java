package io.github.guarddutynotify.channel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** What the tests of this package send, and where. */
final class Mails {
    static final Instant NOW = Instant.parse("2026-03-05T06:07:08Z");
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private Mails() {}

    static DestinationSpec to(SmtpFarEnd farEnd) {
        return SmtpChannel.toServer("127.0.0.1")
                .with("port", farEnd.port())
                .with("security", "none")
                .with("from", "guardduty@example.com")
                .with("to", "oncall@example.com");
    }

    /** With a name, so that the certificate's is asked for. */
    static DestinationSpec secureTo(SmtpFarEnd farEnd) {
        DestinationSpec spec =
                to(farEnd).with("host", "localhost").with("security", farEnd.offersStartTls() ? "starttls" : "tls");
        return farEnd.certificate() == null
                ? spec
                : spec.withTrustedCertificates(farEnd.certificate().pem());
    }

    static SmtpDestination open(DestinationSpec spec) {
        return open(spec, InstantSource.system());
    }

    static SmtpDestination open(DestinationSpec spec, InstantSource clock) {
        Problems problems = new Problems();
        SmtpDestination destination = SmtpChannel.open(spec.named("oncall-mail", problems), clock);
        assertThat(problems.all()).isEmpty();
        return destination;
    }

    static List<Problem> problemsOf(DestinationSpec spec) {
        Problems problems = new Problems();
        DestinationConfig config = spec.named("m", problems);
        SmtpChannel.open(config, InstantSource.system()).close();
        config.settings().reportUnread();
        return problems.all();
    }

    static Notification notification(String title) {
        return Notification.builder(title, Severity.HIGH).summary("A summary").build();
    }

    static Notification notification(Finding finding) {
        return new NotificationComposer().apply(finding);
    }

    /** Read from its JSON, as it comes in an event. */
    static Finding finding(String json) {
        return FindingReader.read("{\"detail-type\": \"GuardDuty Finding\", \"detail\": " + json + "}");
    }

    static Delivery delivery(String title) {
        return delivery(title, Set.of());
    }

    static Delivery delivery(String title, Set<String> owed) {
        return Delivery.of(notification(title), Deadline.in(AMPLE, InstantSource.system()))
                .to(owed);
    }

    /** An update of a finding that was told as Low, after three occurrences. */
    static Delivery update(Notification notification) {
        Telling told = new Telling(Severity.LOW, 3, null, NOW.minusSeconds(3600), null);
        return delivery(notification).after(told);
    }

    static Delivery delivery(Notification notification) {
        return Delivery.of(notification, Deadline.in(AMPLE, () -> NOW));
    }

    static byte[] rendered(Notification notification, DestinationSpec spec) {
        return rendered(delivery(notification), spec);
    }

    /** A mail as it would be handed in. */
    static byte[] rendered(Delivery delivery, DestinationSpec spec) {
        try (SmtpDestination destination = open(spec, () -> NOW)) {
            return destination.preview(delivery).orElseThrow().content().getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    static MailJudge judged(Notification notification, DestinationSpec spec) {
        return MailJudge.of(rendered(notification, spec));
    }

    static MailJudge judged(Delivery delivery, DestinationSpec spec) {
        return MailJudge.of(rendered(delivery, spec));
    }

    static DestinationSpec plain() {
        return SmtpChannel.toServer("mail.example.com")
                .with("from", "GuardDuty <guardduty@example.com>")
                .with("to", "oncall@example.com");
    }
}
