package io.github.guarddutynotify.channel.gchat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a message may call. */
class GoogleChatSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"<users/all>", "<users/123456789012345678901>"})
    void takesEachFormOfAMention(String mention) {
        assertThat(problems(mention)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@all", "users/all", "<users/all> x", "<users/bob>", "<https://evil.example|x>"})
    void takesNothingElseForAMention(String text) {
        assertThat(problems(text))
                .containsExactly(new Problem(
                        "destinations.d.mention.HIGH", "is no mention, expected <users/all> or <users/ID>"));
    }

    private static List<Problem> problems(String mention) {
        Problems problems = new Problems();
        DestinationConfig config = GoogleChatChannel.toWebhook("https://chat.googleapis.com/v1/spaces/x/messages")
                .with("mention", Map.of("HIGH", mention))
                .named("d", problems);
        assertThat(new GoogleChatChannel().open(config)).hasToString("GoogleChatWebhook");
        config.settings().reportUnread();
        return problems.all();
    }
}
