package io.github.guarddutynotify.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.RecordFrames.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordFramesTest {
    private static List<String> frames(String text, int maxLength) throws IOException {
        RecordFrames frames =
                new RecordFrames(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), maxLength);
        List<String> told = new ArrayList<>();
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            String bytes = new String(frame.bytes(), StandardCharsets.UTF_8);
            told.add(frame.line() + ":" + (frame.isTooLong() ? "too long" : bytes));
        }
        return told;
    }

    @Test
    void bracketsWithinStringsDoNotCount() throws IOException {
        assertThat(frames("{\"a\":\"}{\\\"]\"}\n[1,\"[\"]", 100))
                .containsExactly("1:{\"a\":\"}{\\\"]\"}", "2:[1,\"[\"]");
    }

    @Test
    void aDocumentMaySpanLinesThatBeginWithABrace() throws IOException {
        String findings = "{\"Findings\":[\n{\"a\":1},\n{\"a\":2}\n]}";
        assertThat(frames(findings + "\n{}", 100)).containsExactly("1:" + findings, "5:{}");
    }

    @Test
    void aDocumentThatNeverEndsIsCutWhereItCanNotGoOn() throws IOException {
        assertThat(frames("{\"a\":1\n{\"b\":2}\n{\"c\":\"\n{\"d\":4}", 100))
                .containsExactly("1:{\"a\":1", "2:{\"b\":2}", "3:{\"c\":\"", "4:{\"d\":4}");
    }

    @Test
    void whatIsTooLongIsDroppedUpToTheNextDocument() throws IOException {
        assertThat(frames("{\"a\":\"" + "x".repeat(50) + "\"}\n{\"b\":2}", 20))
                .containsExactly("1:too long", "2:{\"b\":2}");
    }

    @Test
    void whatIsTooLongGivesBackTheDocumentsThatItSwallowed() throws IOException {
        String swallowing = "{\"a\":[\n{\"b\":1},\n{\"c\":2},\n{\"d\":3}";
        assertThat(frames(swallowing, 24)).containsExactly("1:{\"a\":[\n{\"b\":1},\n", "3:{\"c\":2}", "4:{\"d\":3}");
    }

    @Test
    void segmentsBeginAtLinesThatBeginWithABrace() {
        Frame broken = new Frame(7, "{\"a\":\n{\"b\":1}\n  x\n{\"c\":2}".getBytes(StandardCharsets.UTF_8), false);
        assertThat(RecordFrames.segments(broken))
                .extracting(frame -> frame.line() + ":" + new String(frame.bytes(), StandardCharsets.UTF_8))
                .containsExactly("7:{\"a\":\n", "8:{\"b\":1}\n  x\n", "10:{\"c\":2}");
    }
}
