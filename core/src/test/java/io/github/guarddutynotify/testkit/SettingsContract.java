package io.github.guarddutynotify.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problem;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** From the class path to an open destination. */
abstract class SettingsContract extends ChannelSubject {
    @Test
    void isFoundByServiceLoaderUnderItsName() {
        List<NotificationChannel> found = ServiceLoader.load(NotificationChannel.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(channel -> channel.name().equals(channel().name()))
                .toList();

        assertThat(found).as("channels of this name in META-INF/services").hasSize(1);
        assertThat(found.get(0)).isInstanceOf(channel().getClass());
        assertThat(channel().name()).as("the name, in kebab-case").matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    }

    @Test
    void opensWithoutAProblem() {
        assertThat(problemsOf(destination(farEnd()))).isEmpty();
    }

    @Test
    void opensWithoutTouchingTheNetwork() {
        open();
        assertThat(farEnd().connections())
                .as("connections before the first delivery")
                .isZero();

        farEnd().close();
        assertThatCode(this::open).as("opening while the far end is gone").doesNotThrowAnyException();
    }

    @Test
    void namesEachRequiredKeyThatIsLeftOut() {
        for (String key : requiredKeys()) {
            assertThat(problemsOf(destination(farEnd()).with(key, null)))
                    .as("problems without %s", key)
                    .extracting(Problem::path)
                    .contains("destinations.under-test." + key);
        }
    }

    @Test
    void opensWithAllRequiredKeysLeftOutAndThrowsNothing() {
        DestinationSpec bare = DestinationSpec.of(channel().name());

        assertThat(problemsOf(bare)).extracting(Problem::path).containsAll(paths());
    }

    private List<String> paths() {
        return requiredKeys().stream()
                .map(key -> "destinations.under-test." + key)
                .toList();
    }

    @Test
    void leavesAKeyThatItDoesNotKnowUnread() {
        assertThat(problemsOf(destination(farEnd()).with("noSuchKeyAnywhere", "x")))
                .containsExactly(new Problem("destinations.under-test.noSuchKeyAnywhere", "unknown key"));
    }

    @Test
    void readsTheKeysThatAMisspeltOneIsCloseTo() {
        for (String key : requiredKeys()) {
            String misspelt = key + "x";

            assertThat(problemsOf(DestinationSpec.of(channel().name()).with(misspelt, "x")))
                    .contains(new Problem(
                            "destinations.under-test." + misspelt, "unknown key (did you mean " + key + "?)"));
        }
    }

    @Test
    void leavesTheKeysThatBelongToCoreToCore() {
        DestinationSpec spec = destination(farEnd())
                .with("timeout", "PT5S")
                .with("rate", "1/s")
                .with("concurrency", 1)
                .with("digest", "PT1M")
                .with("quiet", "x")
                .with("prefix", "x");

        assertThatCode(() -> problemsOf(spec))
                .as("opening: a channel that reads a reserved key is thrown at")
                .doesNotThrowAnyException();
    }

    @Test
    void closesMoreThanOnceAndOpensAgain() throws InterruptedException {
        Destination first = open();
        assertThat(deliver(first).result()).hasToString("ACCEPTED");
        first.close();
        assertThatCode(first::close).as("closing a second time").doesNotThrowAnyException();

        Destination unused = open();
        unused.close();
        unused.close();

        assertThat(deliver(open()).result()).as("another one, opened later").hasToString("ACCEPTED");
    }
}
