package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.delivery.DeliveryLedger;
import io.github.guarddutynotify.delivery.FileLedger;
import io.github.guarddutynotify.delivery.InMemoryLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** What a call of the function knows of those before it. */
@FunctionalInterface
public interface Memory {
    /**
     * Opens the ledger for a call, which closes it.
     *
     * @return the ledger
     * @throws IOException if it can't be opened
     */
    DeliveryLedger open() throws IOException;

    /**
     * Nothing is known: each call is the first.
     *
     * @return the memory
     */
    static Memory ofOneCall() {
        return () -> new InMemoryLedger(InstantSource.system());
    }

    /**
     * Everything is known that was told with this file, in this run and before.
     *
     * @param file the file, made where there is none
     * @return the memory
     */
    static Memory inFile(Path file) {
        return () -> FileLedger.open(file, InstantSource.system());
    }
}
