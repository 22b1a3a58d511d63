package io.github.guarddutynotify.finding;

import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.finding.FindingRecord.Unreadable;
import io.github.guarddutynotify.finding.RecordFrames.Frame;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads GuardDuty's findings out of everything that they come in, patiently: only the type may not be missing.
 *
 * <ul>
 *   <li>EventBridge events of every {@link EventKind}, Security Hub's events (ASFF and OCSF) for the GuardDuty findings in
 *       them
 *   <li>a bare finding, the answer of {@code GetFindings} (camelCase or the PascalCase of SDK and CLI), GuardDuty's export
 *       to S3 (JSON lines)
 *   <li>any of them within SNS messages, SQS records, or SNS messages within SQS records; and as they end in a dead-letter
 *       queue: Lambda's record of a failed invocation, messages as {@code aws sqs receive-message} prints them
 * </ul>
 *
 * <p>Unknown members, values and types never fail and are never lost, {@code null} counts as absent, and one bad record
 * never costs its neighbours. Limits a record: 200 levels of nesting and 16 MiB, sixty times the largest event. Stateless
 * and safe for use by many threads.
 */
public final class FindingReader {
    private FindingReader() {}

    /**
     * Reads a document that holds one finding.
     *
     * @param document the JSON text
     * @return its finding
     * @throws UnreadableFindingException if it holds none, with the place and what was expected there, or more than one
     */
    public static Finding read(String document) {
        return only(readAllOwn(document.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a document that holds one finding.
     *
     * @param document the JSON text in UTF-8; not changed and not kept
     * @return its finding
     * @throws UnreadableFindingException as {@link #read(String)} does
     */
    public static Finding read(byte[] document) {
        return only(readAll(document));
    }

    private static Finding only(List<FindingRecord> records) {
        if (records.size() != 1) {
            throw new UnreadableFindingException(
                    "",
                    records.isEmpty()
                            ? "nothing here, expected a finding"
                            : "holds " + records.size() + " records, expected one finding; readAll reads them all");
        }
        if (records.get(0) instanceof Unreadable unreadable) {
            throw new UnreadableFindingException(unreadable.place(), unreadable.reason());
        }
        return ((Found) records.get(0)).finding();
    }

    /**
     * Reads all records of a document or of several, each on its own.
     *
     * @param documents the JSON text
     * @return a finding or a reason for each, in order
     */
    public static List<FindingRecord> readAll(String documents) {
        return readAllOwn(documents.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads all records of a document or of several, each on its own.
     *
     * @param documents the JSON text in UTF-8; not changed and not kept. What is compressed is for {@link
     *     #readAll(InputStream, Consumer)}, which needs no memory for all of it
     * @return a finding or a reason for each, in order
     */
    public static List<FindingRecord> readAll(byte[] documents) {
        return readAllOwn(documents.clone());
    }

    /** Of bytes that nobody else has: a finding keeps them as what was received. */
    private static List<FindingRecord> readAllOwn(byte[] documents) {
        List<FindingRecord> records = new ArrayList<>();
        if (isGzip(documents)) {
            records.add(new Unreadable("", "compressed by gzip, which only readAll of a stream reads"));
            return records;
        }
        try {
            JsonValue document = JsonValue.parse(documents);
            new Wrapping("", records::add).open(document, "", documents);
        } catch (JsonSyntaxException severalOrNone) {
            readFrames(documents, records);
        }
        return records;
    }

    private static void readFrames(byte[] documents, List<FindingRecord> records) {
        try {
            readPlain(new ByteArrayInputStream(documents), records::add);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array does not fail", impossible);
        }
    }

    /**
     * Reads all records of a stream, in memory for one of them: JSON lines, documents that span lines, or both, plain or
     * compressed by gzip.
     *
     * @param documents the stream, from its beginning; it is read to its end and not closed
     * @param records gets a finding or a reason for each record, in order
     * @throws IOException if the stream fails; damaged compression is a reason instead, the stream's last
     */
    public static void readAll(InputStream documents, Consumer<FindingRecord> records) throws IOException {
        BufferedInputStream in = new BufferedInputStream(documents);
        in.mark(2);
        byte[] magic = in.readNBytes(2);
        in.reset();
        if (!isGzip(magic)) {
            readPlain(in, records);
            return;
        }
        try {
            readPlain(new GZIPInputStream(in), records);
        } catch (ZipException | EOFException damaged) {
            records.accept(new Unreadable("", "the gzip data is damaged or ends too early; what follows is lost"));
        }
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    private static void readPlain(InputStream in, Consumer<FindingRecord> records) throws IOException {
        RecordFrames frames = new RecordFrames(in);
        @Nullable Frame frame = frames.next();
        boolean isFirst = true;
        while (frame != null) {
            @Nullable Frame following = frames.next();
            boolean isOnly = isFirst && following == null;
            read(frame, isOnly, records);
            isFirst = false;
            frame = following;
        }
    }

    /** A document that is broken may have swallowed the lines that follow it: each is tried on its own. */
    private static void read(Frame frame, boolean isOnly, Consumer<FindingRecord> records) {
        if (frame.isTooLong()) {
            String reason = "too long for a record: more than " + RecordFrames.MAX_LENGTH + " bytes";
            records.accept(new Unreadable(place(frame, isOnly), reason));
            return;
        }
        if (isReadable(frame, isOnly, records)) {
            return;
        }
        Frame[] segments = RecordFrames.segments(frame);
        for (Frame segment : segments) {
            if (segments.length == 1 || !isReadable(segment, false, records)) {
                records.accept(new Unreadable(place(segment, isOnly && segments.length == 1), fault(segment)));
            }
        }
    }

    private static boolean isReadable(Frame frame, boolean isOnly, Consumer<FindingRecord> records) {
        JsonValue document;
        try {
            document = JsonValue.parse(frame.bytes());
        } catch (JsonSyntaxException broken) {
            return false;
        }
        new Wrapping(place(frame, isOnly), records).open(document, "", frame.bytes());
        return true;
    }

    private static String place(Frame frame, boolean isOnly) {
        return isOnly ? "" : "line " + frame.line();
    }

    private static String fault(Frame frame) {
        try {
            JsonValue.parse(frame.bytes());
            return "expected a JSON object";
        } catch (JsonSyntaxException broken) {
            return broken.getMessage();
        }
    }
}
