package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.Section;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.RecordingDestination;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One finding, told to each destination in its own way. */
@Timeout(20)
class TailoredDestinationTest {
    private final RecordingDestination far = new RecordingDestination();
    private final RecordingDestination other = new RecordingDestination();

    @Test
    void takesPrefixAndFieldsFromTheDocument() {
        Notification told = told(builder("\"prefix\": \"[PROD]\", \"fields\": {\"omit\": [\"What to do first\"],"
                + " \"first\": [\"Account\"]}"));

        assertThat(told.title()).startsWith("[PROD] Reconnaissance: ");
        assertThat(told.sections().get(0).facts()).extracting(Fact::label).containsExactly("Account");
        assertThat(told.sections()).extracting(Section::heading).isNotEmpty().doesNotContain("What to do first");
        assertThat(other.notifications().get(0).title()).startsWith("Reconnaissance: ");
    }

    @Test
    void takesThemInCodeToo() {
        NotifierBuilder builder = FindingNotifier.builder()
                .channel(new TestChannel("pager", config -> far))
                .destination(
                        "far",
                        DestinationSpec.of("pager")
                                .withPrefix("[PROD]")
                                .withFields(List.of(), List.of("Region", "Account")));

        Notification told = told(builder);

        assertThat(told.title()).startsWith("[PROD] ");
        assertThat(told.sections().get(0).facts()).extracting(Fact::label).containsExactly("Region", "Account");
    }

    @Test
    void appliesWordsInCodeBeforeThePrefix() {
        Notification told = told(builder("\"prefix\": \"[PROD]\"")
                .adapt(
                        "far",
                        notification ->
                                notification.toBuilder().title("Page me").build()));

        assertThat(told.title()).isEqualTo("[PROD] Page me");
    }

    @Test
    void sendsTheNotificationAsItIsWhereTheWordsFail() {
        Notification told = told(builder("\"timeout\": \"PT5S\"").adapt("far", notification -> {
            throw new IllegalStateException("no words");
        }));

        assertThat(told.title()).startsWith("Reconnaissance: ");
    }

    @Test
    void reportsWordsForADestinationThatThereIsNot() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> told(builder("\"timeout\": \"PT5S\"").adapt("fra", notification -> notification)))
                .withMessageContaining(
                        "adapt(\"fra\", …): no destination named \"fra\" (did you mean far?); defined: far, other");
    }

    @Test
    void reportsFieldsThatSayNothing() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> told(builder("\"fields\": {}")))
                .withMessageContaining("destinations.far.fields: is empty");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> told(builder("\"fields\": {\"ommit\": \"Tags\"}")))
                .withMessageContaining("destinations.far.fields.ommit: unknown key (did you mean omit?)");
    }

    private Notification told(NotifierBuilder builder) {
        try (FindingNotifier notifier =
                builder.destination("other", other).route(any(), "far", "other").build()) {
            notifier.process(Findings.builder("Recon:EC2/Portscan", 8).event());
        }
        return far.notifications().get(0);
    }

    private NotifierBuilder builder(String settings) {
        return FindingNotifier.builder()
                .channel(new TestChannel("pager", config -> far))
                .config(NotifierConfig.parse(
                        "{\"destinations\": {\"far\": {\"channel\": \"pager\", " + settings + "}}}"));
    }
}
