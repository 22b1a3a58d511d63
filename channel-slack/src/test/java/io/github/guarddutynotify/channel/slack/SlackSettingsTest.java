package io.github.guarddutynotify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook or a bot, never half of each; and whom a message may call. */
class SlackSettingsTest {
    private static final String URL = "https://hooks.slack.com/services/x";

    @Test
    void takesAWebhookOrABot() {
        assertThat(problems(SlackChannel.toWebhook(URL))).isEmpty();
        assertThat(problems(SlackChannel.toChannel("xoxb-1", "C0123456789"))).isEmpty();
        assertThat(problems(
                        SlackChannel.toChannel("xoxb-1", "C0123456789").with("apiBase", "https://slack-gov.com/api/")))
                .isEmpty();
    }

    @Test
    void takesNotBoth() {
        assertThat(problems(SlackChannel.toWebhook(URL).with("token", "xoxb-1").with("channelId", "C0123456789")))
                .containsExactly("token: is set beside webhookUrl; keep one of the two: they are two ways to post");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(problems(SlackChannel.toWebhook(null))).containsExactly("webhookUrl: is missing; it must be set");
        assertThat(problems(SlackChannel.toChannel("xoxb-1", null)))
                .containsExactly("channelId: is missing; it must be set");
        assertThat(problems(SlackChannel.toChannel(null, "C0123456789")))
                .containsExactly("token: is missing; it must be set");
    }

    @Test
    void saysOfABotsSettingsBesideAWebhookThatTheyAreABots() {
        assertThat(problems(SlackChannel.toWebhook(URL).with("channelId", "C0123456789")))
                .containsExactly("channelId: is for a bot's token, but a webhookUrl is set; set token instead of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#soc", "soc", "c0123456789", "C01 23", "C"})
    void wantsAChannelsIdAndNotItsName(String id) {
        assertThat(problems(SlackChannel.toChannel("xoxb-1", id)))
                .containsExactly("channelId: is \"" + id
                        + "\", expected the channel's ID, such as C0123456789 (below in the channel's details)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoxb 1", "xoxb-1\n", "xoxb-\u00e9"})
    void saysOfAMalformedTokenThatItIsNoneAndNotWhatItIs(String token) {
        assertThat(problems(SlackChannel.toChannel(token, "C0123456789")))
                .containsExactly("token: is no token; copy it again, without blanks and line ends");
    }

    @Test
    void wantsHttpsOfAnApi() {
        assertThat(problems(
                        SlackChannel.toChannel("xoxb-1", "C0123456789").with("apiBase", "http://slack.example/api")))
                .singleElement()
                .asString()
                .startsWith("apiBase: must begin with https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<!here>", "<!channel>", "<!everyone>", "<!subteam^S012AB3CD>", "<@U012AB3CD>", "<@W012AB3CD>"})
    void takesEachFormOfAMention(String mention) {
        assertThat(problems(SlackChannel.toWebhook(URL)
                        .with("mention", Map.of("CRITICAL", mention, "HIGH", List.of(mention)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@here",
                "here",
                "<!here|x>",
                "<!here> hello",
                "<!date^0^{date}|x>",
                "<https://evil.example|x>",
                "<#C012AB3CD>",
                "<@U1|x>",
                "<!subteam^x>"
            })
    void takesNothingElseForAMention(String text) {
        assertThat(problems(SlackChannel.toWebhook(URL).with("mention", Map.of("HIGH", text))))
                .containsExactly(
                        "mention.HIGH: is no mention, expected <!here>, <!channel>, <!everyone>, <!subteam^S…> or <@U…>");
    }

    @Test
    void knowsTheSeverities() {
        assertThat(problems(SlackChannel.toWebhook(URL).with("mention", Map.of("CRITCAL", "<!here>"))))
                .containsExactly("mention.CRITCAL: unknown key (did you mean CRITICAL?)");
        assertThat(problems(SlackChannel.toWebhook(URL).with("mention", "<!here>")))
                .containsExactly("mention: expected an object, found a plain value");
    }

    private static List<String> problems(DestinationSpec spec) {
        Problems problems = new Problems();
        DestinationConfig config = spec.named("d", problems);
        try (Destination destination = new SlackChannel().open(config)) {
            assertThat(destination.toString()).doesNotContain("xoxb", "hooks");
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
        config.settings().reportUnread();
        String place = "destinations.d.";
        return problems.all().stream()
                .map(problem -> problem.path().substring(place.length()) + ": " + problem.message())
                .toList();
    }
}
