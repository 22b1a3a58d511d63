package io.github.guarddutynotify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.Findings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static final Pattern FORM = Pattern.compile("<[a-z]+>");

    private final Mentions mentions = read(Map.of("CRITICAL", List.of("<all>", "<bob>"), "HIGH", "<bob>"));

    @Test
    void callsByTheFindingsSeverity() {
        assertThat(mentions.of(first(9.5))).isEqualTo("<all> <bob>");
        assertThat(mentions.of(first(8))).isEqualTo("<bob>");
        assertThat(mentions.of(first(5))).isEmpty();
    }

    @Test
    void callsNobodyUnlessTheSettingSaysSo() {
        DestinationSpec spec = DestinationSpec.of("x");

        assertThat(Mentions.read(spec.named("d", new Problems()).settings(), FORM, "")
                        .of(first(9.5)))
                .isEmpty();
    }

    @Test
    void callsAgainOnlyWhereTheSeverityRose() {
        assertThat(mentions.of(first(9.5).after(told(Severity.HIGH)))).isEqualTo("<all> <bob>");
        assertThat(mentions.of(first(9.5).after(told(Severity.CRITICAL)))).isEmpty();
        assertThat(mentions.of(first(8).after(told(Severity.CRITICAL)))).isEmpty();
    }

    @Test
    void callsNobodyForASampleOrATest() {
        Finding sample = Findings.builder("Recon:EC2/Portscan", 9.5)
                .at("/service/additionalInfo/sample", true)
                .build();
        Notification test = Notification.builder("A test", Severity.CRITICAL).build();

        assertThat(sample.isSample()).isTrue();
        assertThat(mentions.of(delivery(new NotificationComposer().apply(sample))))
                .isEmpty();
        assertThat(mentions.of(delivery(test))).isEmpty();
    }

    private static Mentions read(Map<String, ?> setting) {
        Problems problems = new Problems();
        Mentions mentions = Mentions.read(
                DestinationSpec.of("x")
                        .with("mention", setting)
                        .named("d", problems)
                        .settings(),
                FORM,
                "<name>");
        assertThat(problems.all()).isEmpty();
        return mentions;
    }

    private static Delivery first(double severity) {
        return delivery(new NotificationComposer().apply(Findings.of("Recon:EC2/Portscan", severity)));
    }

    private static Delivery delivery(Notification notification) {
        return Delivery.of(notification, Deadline.in(Duration.ofSeconds(1), InstantSource.system()));
    }

    private static Telling told(Severity severity) {
        return new Telling(severity, 1, null, Instant.EPOCH, null);
    }
}
