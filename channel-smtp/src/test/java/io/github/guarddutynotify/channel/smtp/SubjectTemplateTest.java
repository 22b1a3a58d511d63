package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.notification;
import static io.github.guarddutynotify.channel.smtp.Mails.plain;
import static io.github.guarddutynotify.channel.smtp.Mails.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTemplateTest {
    private static final Notification WHOLE = notification(Mails.finding("""
                    {"id": "1", "type": "Recon:EC2/Portscan", "severity": 5, "accountId": "111122223333",
                     "region": "eu-west-1", "title": "Port scan by evil.example",
                     "service": {"additionalInfo": {"sample": true}}}
                    """));
    private static final Notification BARE =
            notification(Mails.finding("{\"type\": \"Recon:EC2/Portscan\", \"title\": \"Port scan\"}"));

    private static String subject(String template, Notification notification) {
        return SubjectTemplate.parse(template).of(notification, Mails.NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "[{severity}] {title},                          [MEDIUM] [SAMPLE] Reconnaissance: Port scan by evil[.]example",
        "{account}/{region}: {type},                    111122223333/eu-west-1: Recon:EC2/Portscan",
        "SECURITY | GuardDuty Alert | {findingTitle} | {date}, SECURITY | GuardDuty Alert | [SAMPLE] Port scan by evil[.]example | 05 March 2026",
        "{{{severity}}} {{title}},                      {MEDIUM} {title}",
        "no placeholder,                                no placeholder",
        "{severity}{severity},                          MEDIUMMEDIUM"
    })
    void putsInWhatIsKnown(String template, String subject) {
        assertThat(subject(template, WHOLE)).isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource({
        "[{severity}] {title} · {account} · {region}, [UNKNOWN] Reconnaissance: Port scan",
        "{title} ({region}),                         Reconnaissance: Port scan)",
        "{account}: {title},                         : Reconnaissance: Port scan",
        "{title} | {region} | {date},                Reconnaissance: Port scan | 05 March 2026",
        "{findingTitle} | {region} | {date},         Port scan | 05 March 2026"
    })
    void takesTheWordsAwayThatLedToWhatIsNotKnown(String template, String subject) {
        assertThat(subject(template, BARE)).isEqualTo(subject);
    }

    @Test
    void hasTheNotificationsTitleWhereThereIsNoOneFinding() {
        Notification digest = Notification.builder("3 findings", Severity.LOW).build();

        assertThat(subject("{findingTitle}", digest)).isEqualTo("3 findings");
    }

    @Test
    void namesTheDayInUtcAndEnglish() {
        SubjectTemplate date = SubjectTemplate.parse("{date}");

        assertThat(date.of(WHOLE, Instant.parse("2026-12-31T23:59:59Z"))).isEqualTo("31 December 2026");
        assertThat(date.of(WHOLE, Instant.parse("2027-01-01T00:00:00Z"))).isEqualTo("01 January 2027");
    }

    @Test
    void staysWithinALineHoweverLongTheTitle() {
        Notification endless = notification("word ".repeat(10_000));

        String subject = subject("{title}{title}{title}", endless);

        assertThat(subject.codePointCount(0, subject.length())).isLessThanOrEqualTo(250);
        assertThat(subject).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{titel}", "{Title}", "{}", "{title", "title}", "{ti{t}le}", "a\nb", "a\r\nBcc: x", "a\u0000"})
    void refusesWhatItDoesNotUnderstandAndSaysWhatItDoes(String template) {
        assertThat(problemsOf(plain().with("subject", template)))
                .extracting(Problem::path)
                .containsExactly("destinations.m.subject");
        assertThat(problemsOf(plain().with("subject", template)).get(0).message())
                .contains("{severity}, {title}, {findingTitle}, {account}, {region}, {type} and {date}");
    }
}
