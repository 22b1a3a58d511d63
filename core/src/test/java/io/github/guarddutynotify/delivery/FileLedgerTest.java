package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.delivery.DeliveryLedger.Entry;
import io.github.guarddutynotify.delivery.DeliveryLedger.Granted;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.testkit.DeliveryLedgerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest extends DeliveryLedgerContract {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Override
    protected DeliveryLedger open(InstantSource clock) throws IOException {
        return FileLedger.open(folder.resolve("contract.jsonl"), clock);
    }

    @Test
    void refusesAFileThatIsInUse() throws IOException {
        try (FileLedger first = openAt(NOW)) {
            assertThatIOException()
                    .isThrownBy(() -> openAt(NOW))
                    .withMessage("the ledger " + file() + " is in use; a file serves one process at a time");
            assertThat(first.isDurable()).isTrue();
        }
        openAt(NOW).close();
    }

    @Test
    void leavesOutALineThatACrashCutOff() throws IOException {
        try (FileLedger ledger = openAt(NOW)) {
            tell(ledger, "whole", NOW);
            tell(ledger, "cut", NOW);
        }
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, text.length() - 20));

        try (FileLedger ledger = openAt(NOW)) {
            assertThat(last(ledger, "whole")).isTrue();
            assertThat(last(ledger, "cut")).isFalse();
            tell(ledger, "next", NOW);
        }
        try (FileLedger ledger = openAt(NOW)) {
            assertThat(last(ledger, "next")).isTrue();
        }
    }

    @Test
    void leavesOutWhatIsNoLineOfItsOwn() throws IOException {
        try (FileLedger ledger = openAt(NOW)) {
            tell(ledger, "f1", NOW);
        }
        Files.writeString(file(), """
                hello

                []
                {"finding":"f2","destination":"far","toldAt":"yesterday"}
                {"finding":"f1","destination":"far"}
                """, StandardOpenOption.APPEND);

        try (FileLedger ledger = openAt(NOW)) {
            assertThat(last(ledger, "f1")).isTrue();
            assertThat(last(ledger, "f2")).isFalse();
        }
        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    @Test
    void namesAFileThatIsNoText() throws IOException {
        Files.write(file(), new byte[] {(byte) 0xC3, (byte) 0x28});

        assertThatIOException().isThrownBy(() -> openAt(NOW)).withMessageContaining("is no UTF-8 text");
        Files.delete(file());
        openAt(NOW).close();
    }

    @Test
    void forgetsWhatGuardDutyForgets() throws IOException {
        try (FileLedger ledger = openAt(NOW)) {
            tell(ledger, "old", NOW);
            tell(ledger, "new", NOW.plus(Duration.ofDays(2)));
        }

        try (FileLedger ledger = openAt(NOW.plus(Duration.ofDays(91)))) {
            assertThat(last(ledger, "old")).isFalse();
            assertThat(last(ledger, "new")).isTrue();
        }
    }

    @Test
    void goesOnAfterAnInterrupt() throws IOException {
        try (FileLedger ledger = openAt(NOW)) {
            Thread.currentThread().interrupt();
            tell(ledger, "f1", NOW);
            assertThat(Thread.interrupted()).isTrue();

            tell(ledger, "f2", NOW);
        }
        try (FileLedger ledger = openAt(NOW)) {
            assertThat(last(ledger, "f1")).isTrue();
            assertThat(last(ledger, "f2")).isTrue();
        }
    }

    @Test
    void saysThatItIsClosed() throws IOException {
        FileLedger ledger = openAt(NOW);
        ledger.close();

        assertThatIOException().isThrownBy(() -> last(ledger, "f1")).withMessage("the ledger " + file() + " is closed");
    }

    private static void tell(FileLedger ledger, String finding, Instant when) throws IOException {
        Entry entry = new Entry(finding, "far");
        Granted claim = (Granted) ledger.claim(entry, LEASE);
        ledger.told(entry, claim.token(), new Telling(Severity.LOW, 1, null, when, null));
    }

    private static boolean last(FileLedger ledger, String finding) throws IOException {
        Entry entry = new Entry(finding, "far");
        Granted claim = (Granted) ledger.claim(entry, LEASE);
        ledger.release(entry, claim.token());
        return claim.lastTelling().isPresent();
    }

    private FileLedger openAt(Instant time) throws IOException {
        return FileLedger.open(file(), () -> time);
    }

    private Path file() {
        return folder.resolve("ledger.jsonl");
    }
}
