package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.config.Problems;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The SDK's STS client is an optional dependency. */
class WithoutStsTest {
    private static final String OURS = SnsChannel.class.getPackageName() + ".";
    private static final String STS = "software.amazon.awssdk.services.sts.";

    /** Loads this channel anew, as it is where the STS client is not on the class path. */
    private static final class Loader extends ClassLoader {
        Loader() {
            super(WithoutStsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(STS)) {
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null || !name.startsWith(OURS)) {
                    return loaded != null ? loaded : super.loadClass(name, resolve);
                }
                return ours(name);
            }
        }

        private Class<?> ours(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    @Test
    void saysThatARoleNeedsIt() throws Exception {
        DestinationSpec spec = SnsChannel.toTopic(Bench.TOPIC).with("roleArn", "arn:aws:iam::111122223333:role/notify");
        Problems problems = new Problems();

        channel().open(spec.named("topic", problems)).close();

        assertThat(problems.all())
                .containsExactly(new Problem(
                        "destinations.topic.roleArn",
                        "needs software.amazon.awssdk:sts, which is not on the class path; add it"));
    }

    @Test
    void publishesWithoutARole() throws Exception {
        Problems problems = new Problems();
        try (SnsFarEnd farEnd = new SnsFarEnd();
                Destination destination =
                        channel().open(Bench.withKeys(Bench.topicAt(farEnd)).named("topic", problems))) {
            assertThat(Bench.deliver(destination).reference()).contains("message-1");
        }
        assertThat(problems.all()).isEmpty();
    }

    private static NotificationChannel channel() throws ReflectiveOperationException {
        Class<?> loaded = new Loader().loadClass(SnsChannel.class.getName());
        assertThat(loaded).isNotEqualTo(SnsChannel.class);
        return (NotificationChannel) loaded.getConstructor().newInstance();
    }
}
