package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.types;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.routing.Suppression;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What is no problem of a configuration and yet not as it should be. */
class WarningsTest {
    private static final TestChannel PAGER = new TestChannel("pager", config -> {
        config.settings().secret("url");
        return delivery -> DeliveryResult.accepted();
    });

    @Test
    void aSecretInClearASuppressionThatRanOutAndAnIdleDestinationAreWarnings() {
        NotifierConfig config = NotifierConfig.parse("""
                {
                  "destinations": {"soc": {"channel": "pager", "url": "https://hidden.example.com"},
                                   "idle": {"channel": "pager", "url": "${PATH}"}},
                  "routes": [{"to": "soc"}],
                  "suppress": [{"name": "pen test", "types": "Recon:*", "until": "2026-11-23", "reason": "SEC-12"},
                               {"name": "scanner", "types": "Recon:*", "until": "2026-11-24"}]
                }""");

        try (FindingNotifier notifier = builder().config(config).build()) {
            assertThat(notifier.warnings())
                    .extracting(Problem::toString)
                    .containsExactly(
                            "destinations.soc.url: is a secret written in clear; keep it in the environment, a file or a"
                                    + " vault, and write ${NAME}, ${file:PATH} or ${RESOLVER:NAME} here",
                            "routes: none names these destinations, so they are told nothing: idle",
                            "suppress \"pen test\": ran out on 2026-11-23 and keeps nothing back any more; remove it, or"
                                    + " give it a later day");
        }
    }

    @Test
    void aNotifierOfCodeWithNothingOddHasNone() {
        try (FindingNotifier notifier = builder()
                .destination("soc", delivery -> DeliveryResult.accepted())
                .route(any(), "soc")
                .suppress(new Suppression("scanner", types("Recon:*"), LocalDate.parse("2026-11-24"), null))
                .build()) {
            assertThat(notifier.warnings()).isEmpty();
        }
    }

    private static NotifierBuilder builder() {
        return FindingNotifier.builder().channel(PAGER).clock(() -> Instant.parse("2026-11-24T12:00:00Z"));
    }
}
