package io.github.guarddutynotify.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is printed or logged while a test does something. */
final class Output {
    private Output() {}

    interface Action {
        void run() throws Exception;
    }

    /**
     * What came out by {@code System.out}, {@code System.err} (where slf4j-simple writes to) and java.util.logging, whose
     * console handler may have taken hold of {@code System.err} long before.
     */
    static String during(Action action) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        PrintStream out = System.out;
        PrintStream err = System.err;
        Logger root = Logger.getLogger("");
        Handler handler = new Records(capture);
        System.setOut(capture);
        System.setErr(capture);
        root.addHandler(handler);
        try {
            action.run();
        } finally {
            root.removeHandler(handler);
            System.setErr(err);
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static final class Records extends Handler {
        private final PrintStream to;

        Records(PrintStream to) {
            this.to = to;
            setFormatter(new SimpleFormatter());
        }

        @Override
        public void publish(LogRecord logged) {
            to.print(getFormatter().format(logged));
        }

        @Override
        public void flush() {
            to.flush();
        }

        @Override
        public void close() {}
    }
}
