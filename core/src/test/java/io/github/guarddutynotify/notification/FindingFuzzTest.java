package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.guarddutynotify.SharedFindings;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a fuzzer that watches the code comes upon, it is a finding with a message or a reason. The build tries the
 * documents that the fuzzer starts from; to let it search for five minutes, say {@code JAZZER_FUZZ=1 mvn -pl core
 * test-compile surefire:test@fuzz}.
 */
class FindingFuzzTest {
    static Stream<Arguments> documents() {
        return SharedFindings.documents().values().stream()
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("documents")
    @FuzzTest(maxDuration = "5m")
    void aDocumentIsAFindingOrAReasonAndNeverAnException(byte[] document) throws IOException {
        FindingReader.readAll(new ByteArrayInputStream(document), FindingFuzzTest::assertTold);
    }

    private static void assertTold(FindingRecord record) {
        if (record instanceof FindingRecord.Found found) {
            assertThat(new NotificationComposer().apply(found.finding()).title())
                    .isNotBlank();
        } else {
            assertThat(((FindingRecord.Unreadable) record).reason()).isNotBlank();
        }
    }
}
