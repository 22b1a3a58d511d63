package io.github.guarddutynotify.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Writes the bytes of an answer, or of what stands for one; see {@link HttpFarEnd#willSend}. */
@FunctionalInterface
public interface HttpScript {
    /**
     * Writes them.
     *
     * @param out to the client
     * @param gone opens when the far end is closed: wait at it to pause or to keep silent
     * @throws IOException if the client has closed the connection
     * @throws InterruptedException if the far end is being closed
     */
    void write(OutputStream out, CountDownLatch gone) throws IOException, InterruptedException;
}
