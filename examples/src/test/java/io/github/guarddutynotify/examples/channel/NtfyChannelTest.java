package io.github.guarddutynotify.examples.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpChannelContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All that a channel of one's own needs in the way of tests: the contract, and what its vendor would say of a message. */
class NtfyChannelTest extends HttpChannelContract {
    private static final String TOPIC = "t0p1cThatNobodyGuesses";

    /** <a href="https://docs.ntfy.sh/publish/#limitations">Limitations</a>: what is longer becomes an attachment. */
    private static final int MAX_MESSAGE_BYTES = 4096;

    @Override
    protected NotificationChannel channel() {
        return new NtfyChannel();
    }

    @Override
    protected HttpAnswer accepted() {
        return HttpAnswer.of(200, "{\"id\":\"sPs71M8A2T\",\"event\":\"message\"}");
    }

    @Override
    protected DestinationSpec destinationAt(String url) {
        return DestinationSpec.of("ntfy").with("url", Secret.of(url)).with("topic", Secret.of(TOPIC));
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("url", "topic");
    }

    @Override
    protected List<String> secrets() {
        List<String> secrets = new ArrayList<>(super.secrets());
        secrets.add(TOPIC);
        return secrets;
    }

    @Override
    protected List<String> judge(byte[] message) {
        JsonValue push = parsed(message);
        assertThat(push.names()).containsExactly("topic", "title", "message");
        assertThat(push.member("topic").text()).hasValue(TOPIC);
        String title = push.member("title").text().orElseThrow();
        String text = push.member("message").text().orElseThrow();
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_MESSAGE_BYTES);
        assertThat(List.of(title, text))
                .allSatisfy(shown -> assertThat(shown)
                        .as("apps make links of URLs")
                        .doesNotContainPattern("(?i)https?://|www\\.\\w"));
        return List.of(title, text);
    }

    private static JsonValue parsed(byte[] message) {
        try {
            return JsonValue.parse(message);
        } catch (JsonSyntaxException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
