package io.github.guarddutynotify.finding;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into JSON documents by counting brackets, so that one that is broken or too long costs no neighbour and
 * no memory: JSON lines, documents that span lines, or both.
 *
 * <p>No valid document has a line that begins with <code>{</code> right after a string, number or bracket, so a document
 * that never ends is cut there; where it could go on (after a comma, colon or opening bracket), {@link #segments} finds
 * its neighbours once it turned out to be broken.
 */
final class RecordFrames {
    /** The longest document, as for one that is read whole. */
    static final int MAX_LENGTH = 16 * 1024 * 1024;

    private static final int END = -1;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    /** One document: its first line in the stream, from 1, and its bytes, unless it was too long to keep. */
    static final class Frame {
        private final long line;
        private final byte[] bytes;
        private final boolean isTooLong;

        Frame(long line, byte[] bytes, boolean isTooLong) {
            this.line = line;
            this.bytes = bytes;
            this.isTooLong = isTooLong;
        }

        long line() {
            return line;
        }

        /** Not to be changed. */
        byte[] bytes() {
            return bytes;
        }

        boolean isTooLong() {
            return isTooLong;
        }
    }

    private final InputStream in;
    private final int maxLength;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private byte[] pending = {};
    private int pendingPosition;
    private long line = 1;

    private byte[] frame = new byte[4096];
    private int length;

    RecordFrames(InputStream in) {
        this(in, MAX_LENGTH);
    }

    RecordFrames(InputStream in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /** The next document; {@code null} at the end. */
    @Nullable
    Frame next() throws IOException {
        int first = read();
        if (first == BYTE_ORDER_MARK[0] && line == 1) {
            first = afterByteOrderMark();
        }
        while (first == ' ' || first == '\t' || first == '\r' || first == '\n' || first == ',') {
            first = read();
        }
        if (first == END) {
            return null;
        }
        long start = line;
        length = 0;
        append(first);
        return first == '{' || first == '[' ? document(start) : noise(start);
    }

    private int afterByteOrderMark() throws IOException {
        for (int i = 1; i < BYTE_ORDER_MARK.length && peek() == BYTE_ORDER_MARK[i]; i++) {
            read();
        }
        return read();
    }

    private Frame document(long start) throws IOException {
        int depth = 1;
        boolean inString = false;
        int last = frame[0];
        while (depth > 0) {
            int b = read();
            if (b == END || (b == '\n' && peek() == '{' && (inString || !goesOn(last)))) {
                break;
            }
            if (length == maxLength) {
                return tooLong(start, b);
            }
            append(b);
            if (inString) {
                if (b == '\\') {
                    appendIfAny(read());
                } else if (b == '"') {
                    inString = false;
                    last = b;
                }
            } else if (b == '"') {
                inString = true;
            } else {
                depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
                last = b > ' ' ? b : last;
            }
        }
        return new Frame(start, Arrays.copyOf(frame, length), false);
    }

    private static boolean goesOn(int last) {
        return last == ',' || last == ':' || last == '[';
    }

    /** Hands out what lies before the last line that may begin a document; without one, drops all up to the next. */
    private Frame tooLong(long start, int b) throws IOException {
        int boundary = lastBoundary();
        if (boundary > 0) {
            byte[] head = Arrays.copyOf(frame, boundary);
            byte[] tail = Arrays.copyOfRange(frame, boundary, length + 1);
            tail[tail.length - 1] = (byte) b;
            pushBack(tail);
            return new Frame(start, head, false);
        }
        skipToNextDocument(b);
        return new Frame(start, new byte[0], true);
    }

    private int lastBoundary() {
        for (int i = length - 1; i > 0; i--) {
            if (frame[i] == '{' && frame[i - 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void pushBack(byte[] tail) {
        for (byte b : tail) {
            line -= b == '\n' ? 1 : 0;
        }
        byte[] rest = Arrays.copyOfRange(pending, pendingPosition, pending.length);
        pending = Arrays.copyOf(tail, tail.length + rest.length);
        System.arraycopy(rest, 0, pending, tail.length, rest.length);
        pendingPosition = 0;
    }

    /** Everything up to the next line that may begin a document is one record, and no JSON. */
    private Frame noise(long start) throws IOException {
        skipToNextDocument(read());
        return new Frame(start, new byte[] {frame[0]}, false);
    }

    private void skipToNextDocument(int from) throws IOException {
        int b = from;
        while (b != END && !(b == '\n' && (peek() == '{' || peek() == '['))) {
            b = read();
        }
    }

    private void append(int b) {
        if (length == frame.length) {
            frame = Arrays.copyOf(frame, Math.min(2 * length, maxLength + 1));
        }
        frame[length++] = (byte) b;
    }

    private void appendIfAny(int b) {
        if (b != END && length < maxLength) {
            append(b);
        }
    }

    private int read() throws IOException {
        int b = peek();
        if (b != END) {
            if (pendingPosition < pending.length) {
                pendingPosition++;
            } else {
                position++;
            }
            line += b == '\n' ? 1 : 0;
        }
        return b;
    }

    private int peek() throws IOException {
        if (pendingPosition < pending.length) {
            return pending[pendingPosition] & 0xFF;
        }
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return limit == 0 ? END : buffer[position] & 0xFF;
    }

    /** The documents that a broken one may have swallowed: each begins a line with an opening brace. */
    static Frame[] segments(Frame broken) {
        byte[] bytes = broken.bytes();
        int count = 1;
        for (int i = 1; i < bytes.length; i++) {
            count += begins(bytes, i) ? 1 : 0;
        }
        Frame[] segments = new Frame[count];
        int from = 0;
        long firstLine = broken.line();
        for (int segment = 0; segment < count; segment++) {
            int to = from + 1;
            while (to < bytes.length && !begins(bytes, to)) {
                to++;
            }
            segments[segment] =
                    new Frame(firstLine, Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length)), false);
            for (int i = from; i < to && i < bytes.length; i++) {
                firstLine += bytes[i] == '\n' ? 1 : 0;
            }
            from = to;
        }
        return segments;
    }

    private static boolean begins(byte[] bytes, int i) {
        return bytes[i] == '{' && bytes[i - 1] == '\n';
    }
}
