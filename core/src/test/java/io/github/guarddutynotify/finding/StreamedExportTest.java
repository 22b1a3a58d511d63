package io.github.guarddutynotify.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.SharedFindings;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An export of GuardDuty's to S3 streams in constant memory. The build reads a tenth; all 100,000 lines, a third of a
 * gigabyte, pass in a heap of 32 MB: {@code mvn test -pl core -Dtest=StreamedExportTest -Dexport.lines=100000
 * -DargLine=-Xmx32m}.
 */
class StreamedExportTest {
    private static final int LINES = Integer.getInteger("export.lines", 10_000);

    /** Gives the same line again and again, so that the stream itself needs no memory. */
    private static final class Lines extends InputStream {
        private final byte[] line;
        private long left;

        Lines(byte[] line, long count) {
            this.line = line;
            this.left = count * line.length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int from = (int) ((line.length - left % line.length) % line.length);
            int count = (int) Math.min(Math.min(length, left), line.length - from);
            System.arraycopy(line, from, bytes, offset, count);
            left -= count;
            return count;
        }
    }

    private static byte[] line() throws JsonSyntaxException {
        String pretty = SharedFindings.document("detail--execution-runtime");
        return (JsonWriter.write(JsonValue.parse(pretty).toJava()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aHundredThousandLinesNeedTheMemoryOfOne() throws IOException, JsonSyntaxException {
        int[] counts = new int[2];
        long[] most = new long[1];
        long before = used();
        FindingReader.readAll(new Lines(line(), LINES), record -> {
            counts[record instanceof FindingRecord.Found ? 0 : 1]++;
            if (counts[0] % (LINES / 4) == 0) {
                most[0] = Math.max(most[0], used() - before);
            }
        });
        assertThat(counts).containsExactly(LINES, 0);
        assertThat(most[0]).as("bytes kept").isLessThan(8_000_000);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void gzipOfManyMembersStreamsToo(int members) throws IOException, JsonSyntaxException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        for (int i = 0; i < members; i++) {
            try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
                out.write(line());
            }
        }
        int[] count = new int[1];
        FindingReader.readAll(new ByteArrayInputStream(zipped.toByteArray()), record -> count[0]++);
        assertThat(count[0]).isEqualTo(members);
        assertThat(Arrays.copyOf(zipped.toByteArray(), 2)).containsExactly(0x1F, 0x8B);
    }
}
