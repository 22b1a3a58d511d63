package io.github.guarddutynotify.channel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** In a class loader of its own, as an application server or a function's runtime has it, beside others' copies. */
class IsolatedClassLoaderTest {
    /** Runs over there; says what came of it in a type that both sides share. */
    static final class Sender implements Callable<String> {
        private final int port;

        Sender(int port) {
            this.port = port;
        }

        @Override
        public String call() throws Exception {
            try (SmtpDestination destination = Mails.open(SmtpChannel.toServer("127.0.0.1")
                    .with("port", port)
                    .with("security", "none")
                    .with("from", "guardduty@example.com")
                    .with("to", "oncall@example.com"))) {
                return destination.deliver(Mails.delivery("A title")).toString();
            }
        }
    }

    @Test
    void sendsWhateverTheCallersContextClassLoaderHolds() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain();
                URLClassLoader isolated =
                        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            var constructor = isolated.loadClass(Sender.class.getName()).getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            Callable<?> sender = (Callable<?>) constructor.newInstance(farEnd.port());
            FutureTask<?> told = new FutureTask<>(sender);
            Thread thread = new Thread(told);
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            thread.start();

            assertThat(told.get()).isEqualTo("ACCEPTED");
            assertThat(sender.getClass()).isNotEqualTo(Sender.class);
            MailJudge.of(farEnd.messages().get(0));
        }
    }
}
