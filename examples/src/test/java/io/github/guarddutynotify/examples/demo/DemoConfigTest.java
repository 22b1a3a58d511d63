package io.github.guarddutynotify.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.examples.channel.NtfyChannel;
import io.github.guarddutynotify.json.JsonValue;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DemoConfigTest {
    @Test
    void routesToEveryChannelButTheOneThatIsThereToBeCopied() throws Exception {
        JsonValue config = JsonValue.parseCommented(Resources.text(Demo.CONFIG));

        assertThat(config.all("/destinations/*/channel"))
                .extracting(channel -> channel.text().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(ServiceLoader.load(NotificationChannel.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(channel -> !(channel instanceof NtfyChannel))
                        .map(NotificationChannel::name)
                        .toList());
        assertThat(config.all("/routes/0/to/*"))
                .extracting(name -> name.text().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(
                        config.member("destinations").names());
    }
}
