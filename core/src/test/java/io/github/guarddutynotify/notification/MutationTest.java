package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.finding.FindingRecord;
import io.github.guarddutynotify.finding.Mutations;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in, out comes a finding with a message or a reason. The build tries some thousands; for the long run say
 * {@code mvn test -pl core -Dtest=MutationTest -Dmutations=100000}, and {@code -Dmutations.seed=…} for others than the
 * usual.
 */
class MutationTest {
    private static final NotificationComposer COMPOSER = NotificationComposer.builder()
            .clock(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")))
            .build();

    @Test
    void aBrokenDocumentIsAFindingOrAReasonAndNeverAnotherException() throws Exception {
        int count = Integer.getInteger("mutations", 3000);
        long seed = Long.getLong("mutations.seed", 20_260_807L);
        Mutations mutations = new Mutations(seed);
        int found = 0;
        for (int i = 0; i < count; i++) {
            byte[] document = mutations.next();
            try {
                List<FindingRecord> records = new ArrayList<>();
                FindingReader.readAll(new ByteArrayInputStream(document), records::add);
                records.addAll(FindingReader.readAll(document));
                for (FindingRecord record : records) {
                    found += assertTold(record);
                }
            } catch (RuntimeException | AssertionError | StackOverflowError failed) {
                String hex = HexFormat.of().formatHex(document);
                throw new AssertionError("mutation " + i + " of seed " + seed + ": " + hex, failed);
            }
        }
        assertThat(found).as("mutations that still are findings").isGreaterThan(count / 10);
    }

    private static int assertTold(FindingRecord record) {
        if (record instanceof FindingRecord.Unreadable unreadable) {
            assertThat(unreadable.reason()).isNotBlank();
            return 0;
        }
        FindingRecord.Found found = (FindingRecord.Found) record;
        Notification notification = COMPOSER.apply(found.finding());
        assertThat(notification.title()).isNotBlank();
        assertThat(notification.sections())
                .allSatisfy(section -> assertThat(section.facts())
                        .isNotEmpty()
                        .allSatisfy(fact -> assertThat(fact.label()).isNotBlank()));
        assertThat(found.finding().original()).isNotEmpty();
        return 1;
    }
}
