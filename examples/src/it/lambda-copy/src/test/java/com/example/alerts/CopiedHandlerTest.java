package com.example.alerts;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.examples.lambda.GuardDutyHandler;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CopiedHandlerTest {
    private static final String EVENT =
            Findings.builder("Recon:EC2/PortProbeUnprotectedPort", 8).event();

    @Test
    void startsAsLambdaStartsItWithEveryChannel() {
        assertThatNoException().isThrownBy(GuardDutyHandler::new);
    }

    @Test
    void tellsSlackAndAnswersWithTheReport() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (HttpFarEnd slack = HttpFarEnd.http(HttpAnswer.of(200, "ok"));
                FindingNotifier notifier = FindingNotifier.builder()
                        .destination("slack", DestinationSpec.of("slack").with("webhookUrl", slack.url("/hook")))
                        .route(any(), "slack")
                        .build()) {
            new GuardDutyHandler(notifier)
                    .handleRequest(new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)), answer, null);
            assertThat(slack.requests()).hasSize(1);
        }
        assertThat(answer.toString(StandardCharsets.UTF_8)).contains("\"complete\":true", "\"slack\"");
    }
}
