package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.testkit.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an update says something new: told was a Medium one, seen three times, updated at ten, told at eleven. */
class UpdateRuleTest {
    private static final Telling TOLD =
            new Telling(Severity.MEDIUM, 3, Instant.parse("2026-11-24T10:00:00Z"), at("11:00:00"), null);

    @ParameterizedTest
    @CsvSource({
        "5, 10:00:00, 23:00:00, ALREADY_TOLD", // the same event, however late
        "5, 10:00:01, 12:59:59, ALREADY_TOLD",
        "5, 10:00:01, 13:00:00,",
        "2, 10:00:01, 13:00:00,",
        "7, 10:00:01, 11:00:01,",
        "7, 10:00:00, 11:00:01,",
        "7, 09:59:59, 23:00:00, OUTDATED",
        "5, 09:59:59, 23:00:00, OUTDATED",
    })
    void tellsAgainWhatRoseOrIsDue(double severity, String updated, String now, Reason reason) {
        Finding finding = finding(severity, 3, at(updated));

        assertThat(UpdateRule.after(Duration.ofHours(2)).reasonToSkip(finding, TOLD, at(now)))
                .isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void tellsOnlyWhatRoseWithoutAnInterval() {
        UpdateRule rule = UpdateRule.severityOnly();
        Instant nextYear = at("11:00:00").plus(Duration.ofDays(365));

        assertThat(rule.reasonToSkip(finding(5, 99, nextYear), TOLD, nextYear)).contains(Reason.ALREADY_TOLD);
        assertThat(rule.reasonToSkip(finding(9, 99, nextYear), TOLD, nextYear)).isEmpty();
    }

    @Test
    void theCountOrdersWhatHasNoTime() {
        UpdateRule rule = UpdateRule.after(Duration.ofHours(2));

        assertThat(rule.reasonToSkip(finding(5, 4, null), TOLD, at("13:00:00"))).isEmpty();
        assertThat(rule.reasonToSkip(finding(5, 3, null), TOLD, at("13:00:00"))).contains(Reason.ALREADY_TOLD);
        assertThat(rule.reasonToSkip(finding(9, 1, null), TOLD, at("13:00:00"))).isEmpty();
    }

    private static Finding finding(double severity, long count, Instant updated) {
        return Findings.builder("Recon:EC2/Portscan", severity)
                .at("/service/count", count)
                .at("/updatedAt", updated == null ? null : updated.toString())
                .build();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + "Z");
    }
}
