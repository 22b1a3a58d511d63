package io.github.guarddutynotify.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.NotifierConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SnapStart's hooks, called as its runtime calls them. */
class PrimingTest {
    private final List<String> previewed = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();

    private final class Recording implements NotificationChannel {
        @Override
        public String name() {
            return "recording";
        }

        @Override
        public Destination open(DestinationConfig config) {
            return new Destination() {
                @Override
                public DeliveryResult deliver(Delivery delivery) {
                    delivered.add(config.name());
                    return DeliveryResult.accepted();
                }

                @Override
                public Optional<Preview> preview(Delivery delivery) {
                    previewed.add(config.name());
                    return Optional.of(
                            new Preview("text/plain", delivery.notification().title()));
                }
            };
        }
    }

    private FindingNotifier notifier() {
        return FindingNotifier.builder()
                .channel(new Recording())
                .config(NotifierConfig.reader().parse("""
                                        {"destinations": {"a": {"channel": "recording"}, "b": {"channel": "recording"}},
                                         "routes": [{"name": "urgent", "minSeverity": "CRITICAL", "to": ["a", "b"]}]}"""))
                .build();
    }

    @Test
    void rendersForEveryDestinationAndTellsNone() {
        try (FindingNotifier notifier = notifier()) {
            Priming priming = Priming.of(notifier);

            priming.beforeCheckpoint(null);
            priming.afterRestore(null);

            assertThat(previewed).containsExactly("a", "b");
            assertThat(delivered).isEmpty();
        }
    }

    @Test
    void aFailureCostsNoDeployment() {
        FindingNotifier notifier = notifier();
        notifier.close();

        assertThatCode(() -> Priming.of(notifier).beforeCheckpoint(null)).doesNotThrowAnyException();
    }
}
