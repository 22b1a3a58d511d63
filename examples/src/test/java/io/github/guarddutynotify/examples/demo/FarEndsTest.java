package io.github.guarddutynotify.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.NotifierBuilder;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.finding.UnreadableFindingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FarEndsTest {
    private final List<FarEnd> ends = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        ends.add(WebhookEnd.slack(Trouble.none()));
        ends.add(WebhookEnd.googleChat(Trouble.none()));
        ends.add(MailEnd.start(Trouble.none()));
        ends.add(SnsEnd.start(Trouble.none()));
    }

    @AfterEach
    void stop() {
        ends.forEach(FarEnd::close);
    }

    private static String event(String title) {
        return "{\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"id\":\"the-same\",\"type\":\"Recon:EC2/Portscan\","
                + "\"severity\":8,\"title\":\"" + title + "\"}}";
    }

    private Map<String, String> environment(String tray) {
        Map<String, String> environment = new HashMap<>();
        ends.forEach(end -> environment.putAll(end.environment(tray)));
        environment.put("ATTEMPT_TIMEOUT", "PT10S");
        return environment;
    }

    private static NotifierConfig config(Map<String, String> environment) {
        return NotifierConfig.reader().environment(environment).parse(Resources.text(Demo.CONFIG));
    }

    private static NotifierBuilder function(Map<String, String> environment) {
        return FindingNotifier.builder().config(config(environment));
    }

    @Test
    void aMessageLandsInTheTrayOfItsCredentialWheneverItComes() {
        try (FindingNotifier one = FindingNotifier.of(config(environment("one")));
                FindingNotifier two = FindingNotifier.of(config(environment("two")))) {
            assertThat(two.process(event("The second")).isComplete()).isTrue();
            assertThat(one.process(event("The first")).isComplete()).isTrue();
        }

        assertThat(ends).allSatisfy(end -> {
            assertThat(new String(end.take("one").orElseThrow(), UTF_8)).contains("The first");
            assertThat(new String(end.take("two").orElseThrow(), UTF_8)).contains("The second");
            assertThat(end.take("one")).as("taken already").isEmpty();
        });
    }

    @Test
    void anInvocationGivesWhatTheFunctionAnsweredAndWhatWasObserved() throws Exception {
        Invocation invocation = Invocation.of(event("All is well").getBytes(UTF_8), function(environment("well")));

        assertThat(invocation.report().isComplete()).isTrue();
        assertThat(invocation.answer()).isEqualTo(invocation.report().toJson());
        assertThat(invocation.failure()).isNull();
    }

    @Test
    void anInvocationThatOwesAMessageFailsAndTheOthersHaveArrived() throws Exception {
        Map<String, String> environment = environment("owed");
        environment.computeIfPresent("SLACK_WEBHOOK_URL", (name, url) -> url.replace("/services/", "/gone/"));
        environment.put("SMTP_PASSWORD", "wrong");

        Invocation invocation = Invocation.of(event("Half").getBytes(UTF_8), function(environment));

        assertThat(invocation.answer()).isNull();
        assertThat(invocation.failure()).startsWith("2 of 4").contains("soc-slack", "oncall-mail");
        assertThat(invocation.report().destinations())
                .extracting(DestinationReport::reason)
                .contains(Optional.of(Reason.AUTH));
        assertThat(ends).extracting(end -> end.take("owed").isPresent()).containsExactly(false, true, false, true);
        assertThat(new Entry.Told("x", "x", invocation, Map.of()).toMap()).containsKey("failure");
    }

    @Test
    void anEventWithoutAFindingIsSaidToBeOne() {
        NotifierBuilder function = function(environment("none"));

        assertThatThrownBy(() -> Invocation.of("{}".getBytes(UTF_8), function))
                .isInstanceOf(UnreadableFindingException.class);
        assertThat(ends).allSatisfy(end -> assertThat(end.take("none")).isEmpty());
    }
}
