package io.github.guarddutynotify.channel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** In a class loader of its own, as an application server or a function's runtime has it, beside others' copies. */
class IsolatedClassLoaderTest {
    /** Runs over there; says what came of it in a type that both sides share. */
    static final class Sender implements Callable<String> {
        private final int port;
        private final int mails;

        Sender(int port, int mails) {
            this.port = port;
            this.mails = mails;
        }

        @Override
        public String call() throws Exception {
            Set<String> results = new TreeSet<>();
            try (SmtpDestination destination = Mails.open(SmtpChannel.toServer("127.0.0.1")
                    .with("port", port)
                    .with("security", "none")
                    .with("from", "guardduty@example.com")
                    .with("to", "oncall@example.com"))) {
                for (int i = 0; i < mails; i++) {
                    results.add(destination
                            .deliver(Mails.delivery("A title · " + i))
                            .toString());
                }
            }
            return String.join(", ", results);
        }
    }

    /** Notes what is looked for on the whole class path. */
    private static final class Isolated extends URLClassLoader {
        private final List<String> searched = Collections.synchronizedList(new ArrayList<>());

        private Isolated(List<URL> urls) {
            super(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        }

        static Isolated ofClassPath() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return new Isolated(urls);
        }

        @Override
        public Enumeration<URL> findResources(String name) throws IOException {
            searched.add(name);
            return super.findResources(name);
        }

        /** Sends from here, on a thread whose context class loader is another's. */
        String send(SmtpFarEnd farEnd, int mails) throws Exception {
            var constructor = loadClass(Sender.class.getName()).getDeclaredConstructor(int.class, int.class);
            constructor.setAccessible(true);
            Callable<?> sender = (Callable<?>) constructor.newInstance(farEnd.port(), mails);
            assertThat(sender.getClass()).isNotEqualTo(Sender.class);
            FutureTask<?> told = new FutureTask<>(sender);
            Thread thread = new Thread(told);
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            thread.start();
            return String.valueOf(told.get());
        }

        int searchesFor(SmtpFarEnd farEnd, int mails) throws Exception {
            searched.clear();
            assertThat(send(farEnd, mails)).isEqualTo("ACCEPTED");
            return searched.size();
        }
    }

    @Test
    void sendsWhateverTheCallersContextClassLoaderHolds() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain();
                Isolated isolated = Isolated.ofClassPath()) {
            assertThat(isolated.send(farEnd, 1)).isEqualTo("ACCEPTED");
            MailJudge.of(farEnd.messages().get(0));
        }
    }

    /** The mail library likes to look for its parts anew, each time in every jar. */
    @Test
    void searchesTheClassPathForADestinationAndForNoMail() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain();
                Isolated isolated = Isolated.ofClassPath()) {
            isolated.send(farEnd, 1); // finds what is found once

            assertThat(isolated.searchesFor(farEnd, 3)).isEqualTo(isolated.searchesFor(farEnd, 1));
        }
    }
}
