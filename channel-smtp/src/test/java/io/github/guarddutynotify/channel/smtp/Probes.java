package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** Destinations that prove themselves, and what they tell. */
final class Probes {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private Probes() {}

    static DeliveryResult probe(DestinationSpec spec) throws IOException, InterruptedException {
        return probe(spec, AMPLE);
    }

    static DeliveryResult probe(DestinationSpec spec, Duration timeLeft) throws IOException, InterruptedException {
        try (SmtpDestination destination = open(spec)) {
            return destination
                    .probe(Deadline.in(timeLeft, InstantSource.system()))
                    .orElseThrow();
        }
    }

    static DestinationSpec withLogin(DestinationSpec spec) {
        return spec.with("username", SmtpFarEnd.USER).with("password", Secret.of(SmtpFarEnd.PASSWORD));
    }

    static void assertTold(DeliveryResult result, Status status, Reason reason, String sentence) {
        assertThat(result.status()).as("%s", result).isEqualTo(status);
        assertThat(result.reason()).contains(reason);
        assertThat(result.detail()).isEqualTo(sentence);
    }
}
