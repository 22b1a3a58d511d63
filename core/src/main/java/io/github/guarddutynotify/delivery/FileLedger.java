package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.channel.Telling;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a file, for one process at a time on one machine: after a restart the same event is told once, and what is
 * held waits on.
 *
 * <p>The file has a line of JSON for each thing that happened, is forced to the disk line by line, and is tidied when it is
 * opened: what was told more than 90 days ago, as long as GuardDuty keeps a finding, is left out. A line that a crash cut off
 * is left out too. A file {@code NAME.lock} beside it keeps a second process away. Safe for use by many threads.
 */
public final class FileLedger implements DeliveryLedger {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** GuardDuty's own <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_limits.html">retention</a>. */
    private static final Duration RETENTION = Duration.ofDays(90);

    private final Path file;
    private final FileChannel lock;

    /** A stream, not a channel: an interrupt closes a channel. */
    private final FileOutputStream journal;

    private final InMemoryLedger told;
    private final Map<Entry, HeldFinding> held = new LinkedHashMap<>();
    private boolean torn;
    private volatile boolean closed;

    private FileLedger(Path file, FileChannel lock, InstantSource clock) throws IOException {
        this.file = file;
        this.lock = lock;
        this.told = new InMemoryLedger(clock);
        read(clock.instant().minus(RETENTION));
        tidy();
        this.journal = new FileOutputStream(file.toFile(), true);
    }

    /**
     * Opens a ledger; makes the file where there is none.
     *
     * @param file the file; its folder must exist
     * @param clock tells when leases run out
     * @return the ledger
     * @throws IOException if the file can't be read or written, or another process or ledger has it open
     */
    public static FileLedger open(Path file, InstantSource clock) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isLocked(lock)) {
                throw new LedgerException(
                        "the ledger " + file + " is in use; a file serves one process at a time", null);
            }
            return new FileLedger(file, lock, clock);
        } catch (IOException failed) {
            lock.close();
            throw failed;
        }
    }

    @SuppressWarnings("resource") // the lock ends with its channel
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private void read(Instant oldest) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long unreadable = 0;
        try (Stream<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8).stream()) {
            for (String json : (Iterable<String>) lines::iterator) {
                Optional<JournalLine> line = JournalLine.parse(json);
                line.ifPresent(known -> apply(known, oldest));
                unreadable += line.isPresent() ? 0 : 1;
            }
        } catch (CharacterCodingException notUtf8) {
            throw new LedgerException("the ledger " + file + " is no UTF-8 text; give another file", notUtf8);
        }
        if (unreadable > 0) {
            LOG.warn("{} lines of the ledger {} can't be read and are left out", unreadable, file);
        }
    }

    private void apply(JournalLine line, Instant oldest) {
        Telling telling = line.telling();
        HeldFinding kept = line.held();
        if (telling != null) {
            if (telling.told().isAfter(oldest)) {
                told.remember(line.entry(), telling);
            }
        } else if (kept != null) {
            held.put(line.entry(), kept);
        } else {
            held.remove(line.entry());
        }
    }

    /** The old file stays whole until the new one is. */
    private void tidy() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        List<String> lines = Stream.concat(
                        told.tellings().entrySet().stream()
                                .map(entry -> JournalLine.told(entry.getKey(), entry.getValue())),
                        held.values().stream().map(JournalLine::held))
                .map(JournalLine::toJson)
                .toList();
        Files.write(fresh, lines, StandardCharsets.UTF_8);
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void append(JournalLine line) throws IOException {
        String begin = torn ? "\n" : ""; // a full disk may have cut the line before
        torn = true;
        try {
            journal.write((begin + line.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
            journal.getFD().sync();
        } catch (IOException failed) {
            throw new LedgerException(
                    "the ledger " + file + " can't be written (" + failed.getMessage() + "); see to its disk", failed);
        }
        torn = false;
    }

    @Override
    public Claim claim(Entry entry, Duration lease) throws IOException {
        requireOpen();
        return told.claim(entry, lease);
    }

    @Override
    public synchronized void told(Entry entry, String token, Telling telling) throws IOException {
        requireOpen();
        if (told.holds(entry, token)) {
            append(JournalLine.told(entry, telling));
            told.told(entry, token, telling);
        }
    }

    @Override
    public void release(Entry entry, String token) {
        told.release(entry, token);
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new LedgerException("the ledger " + file + " is closed", null);
        }
    }

    /**
     * True: the file outlives the process.
     *
     * @return true
     */
    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public Optional<HeldStore> held() {
        return Optional.of(new Held());
    }

    /** What is held, in the same file. */
    private final class Held implements HeldStore {
        @Override
        public void put(HeldFinding finding) throws IOException {
            synchronized (FileLedger.this) {
                requireOpen();
                append(JournalLine.held(finding));
                held.put(finding.entry(), finding);
            }
        }

        @Override
        public List<HeldFinding> list(String destination) throws IOException {
            synchronized (FileLedger.this) {
                requireOpen();
                return held.values().stream()
                        .filter(finding -> finding.entry().destination().equals(destination))
                        .sorted(Comparator.comparing(HeldFinding::heldAt))
                        .toList();
            }
        }

        @Override
        public void remove(HeldFinding finding) throws IOException {
            synchronized (FileLedger.this) {
                requireOpen();
                if (finding.equals(held.get(finding.entry()))) {
                    append(JournalLine.released(finding.entry()));
                    held.remove(finding.entry());
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Closeable open : List.of(journal, lock)) {
            try {
                open.close();
            } catch (IOException failed) {
                LOG.warn(
                        "the ledger {} could not be closed ({})",
                        file,
                        failed.getClass().getName());
            }
        }
    }

    @Override
    public String toString() {
        return "FileLedger[" + file + "]";
    }
}
