package io.github.guarddutynotify.examples.lambda;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged while this is open: slf4j-simple writes to {@code System.err} as it stands at that moment. */
final class Log implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Log() {}

    static Log capture() {
        Log log = new Log();
        System.setErr(new PrintStream(log.bytes, true, StandardCharsets.UTF_8));
        return log;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
