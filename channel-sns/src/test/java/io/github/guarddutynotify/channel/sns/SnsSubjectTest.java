package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnsSubjectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bucket Zürich – naïve Łódź | HIGH: Bucket Zurich - naive Lodz",
                "„Größe“ · 100 %          | HIGH: \"Grosse\" - 100 %",
                "🔥 on fire 🔥             | HIGH: on fire",
                "ｆｕｌｌ ｗｉｄｔｈ          | HIGH: full width",
                "a tab\\tand a line\\nend   | HIGH: a tab and a line end",
                "evil․example and evil．example | HIGH: evil[.]example and evil[.]example",
                "ｈｔｔｐ：／／203.0.113.66/  | HIGH: hxxp://203.0.113[.]66/"
            })
    void readsInAscii(String title, String subject) {
        assertThat(subject(title.replace("\\t", "\t").replace("\\n", "\n"))).isEqualTo(subject);
    }

    @Test
    void tellsTheTypeWhenTheTitleHasNoReading() {
        Finding finding =
                Findings.builder("Recon:EC2/Portscan", 5).at("/title", "端口扫描").build();

        assertThat(SnsSubject.of(new NotificationComposer().apply(finding))).isEqualTo("MEDIUM: Recon:EC2/Portscan");
        assertThat(subject("端口 (扫描) …")).isEqualTo("HIGH: GuardDuty notification");
    }

    @Test
    void tellsTheTitleAloneWhenNoSeverityIsKnown() {
        assertThat(SnsSubject.of(
                        Notification.builder(" A test", Severity.UNKNOWN).build()))
                .isEqualTo("A test");
    }

    @ParameterizedTest
    @CsvSource({"98, false", "99, false", "100, true", "101, true", "100000, true"})
    void isAtMost99Characters(int length, boolean isCut) {
        String subject = subject("x".repeat(length - "HIGH: ".length()));

        assertThat(subject).hasSize(Math.min(length, 99));
        assertThat(subject.endsWith("...")).isEqualTo(isCut);
    }

    @Test
    @Timeout(10)
    void readsATitleOfManyMarksInNoTime() {
        assertThat(subject("a" + "\u0301\u0323".repeat(100_000))).isEqualTo("HIGH: a[+199995 marks]");
    }

    @Test
    void isCutBetweenWords() {
        assertThat(
                        subject(
                                "The EC2 instance i-0123456789abcdef0 is communicating with an unusual remote host on an unusual port"))
                .isEqualTo(
                        "HIGH: The EC2 instance i-0123456789abcdef0 is communicating with an unusual remote host on an...");
    }

    @Test
    void isWithinTheRuleForEveryFinding() {
        NotificationComposer composer = new NotificationComposer();
        Findings.hostile()
                .forEach(finding -> assertThat(SnsSubject.of(composer.apply(finding)))
                        .matches("[\\x21-\\x7E][\\x20-\\x7E]{1,98}")
                        .doesNotEndWith(" "));
    }

    private static String subject(String title) {
        return SnsSubject.of(Notification.builder(title, Severity.HIGH).build());
    }
}
