package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.judged;
import static io.github.guarddutynotify.channel.smtp.Mails.notification;
import static io.github.guarddutynotify.channel.smtp.Mails.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.james.mime4j.dom.Entity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailMessageTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private static Finding finding(double severity, int count, String type, String title) {
        String json = """
                {"id": "%s", "type": "%s", "severity": %s, "accountId": "111122223333", "region": "eu-west-1",
                 "partition": "aws", "title": "%s", "description": "d", "updatedAt": "2026-03-0%dT00:00:00Z",
                 "service": {"count": %d}}
                """.formatted(ID, type, severity, title, count, count);
        return Mails.finding(json);
    }

    private static MailJudge mail(double severity, int count) {
        return judged(notification(finding(severity, count, "Recon:EC2/Portscan", "Port scan")), plain());
    }

    @Test
    void hasHeadersForPeopleForThreadsAndForRules() {
        MailJudge mail = mail(8, 1);

        assertThat(mail.header("From")).isEqualTo("GuardDuty <guardduty@example.com>");
        assertThat(mail.header("To")).isEqualTo("oncall@example.com");
        assertThat(mail.header("Date")).isEqualTo("Thu, 5 Mar 2026 06:07:08 +0000");
        assertThat(mail.message().getDate()).isEqualTo(Mails.NOW);
        assertThat(mail.message().getSubject())
                .isEqualTo("[HIGH] Reconnaissance: Port scan · 111122223333 · eu-west-1");
        assertThat(mail.header("List-Id")).isEqualTo("GuardDuty findings <guardduty.example.com>");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("X-Auto-Response-Suppress")).isEqualTo("All");
        assertThat(mail.header("X-GuardDuty-Destination")).isEqualTo("oncall-mail");
        assertThat(mail.header("X-GuardDuty-Severity")).isEqualTo("High");
        assertThat(mail.header("X-GuardDuty-Type")).isEqualTo("Recon:EC2/Portscan");
        assertThat(mail.header("X-GuardDuty-Account")).isEqualTo("111122223333");
        assertThat(mail.header("X-GuardDuty-Region")).isEqualTo("eu-west-1");
        assertThat(mail.header("X-GuardDuty-Finding-Id")).isEqualTo(ID);
        assertThat(mail.header("X-GuardDuty-Sample")).isEmpty();
    }

    @Test
    void saysWhatChangedSinceTheLastMailAndKeepsItsSubject() {
        Notification finding = notification(finding(8, 41, "Recon:EC2/Portscan", "Port scan"));
        String change = "Update: Severity Low → High · 3 → 41 occurrences since 05:07 UTC";

        MailJudge mail = judged(Mails.update(finding), plain());

        assertThat(mail.text()).startsWith(change);
        assertThat(mail.shownHtml()).contains(change + "\n");
        assertThat(mail.message().getSubject())
                .isEqualTo(judged(finding, plain()).message().getSubject());
    }

    @ParameterizedTest
    @EnumSource
    void isUrgentOnlyWhenItIs(Severity severity) {
        MailJudge mail = judged(Notification.builder("t", severity).build(), plain());

        boolean isUrgent = severity == Severity.HIGH || severity == Severity.CRITICAL;
        assertThat(mail.header("Importance")).isEqualTo(isUrgent ? "high" : "");
        assertThat(mail.header("X-Priority")).isEqualTo(isUrgent ? "1" : "");
    }

    @Test
    void hasAnIdThatIsTheSameForARepeatAndNoOtherMail() {
        String id = mail(8, 1).header("Message-ID");

        assertThat(id).matches("<gd\\.[0-9a-f]{40}@example\\.com>");
        assertThat(mail(8, 1).header("Message-ID")).as("a repeat").isEqualTo(id);
        assertThat(mail(8, 2).header("Message-ID")).as("an update").isNotEqualTo(id);
        MailJudge elsewhere = judged(
                notification(finding(8, 1, "Recon:EC2/Portscan", "Port scan")),
                plain().with("from", "guardduty@other.example"));
        assertThat(elsewhere.header("Message-ID")).endsWith("@other.example>");
    }

    @Test
    void refersToOneRootThroughoutAFinding() {
        String root = mail(8, 1).header("References");

        assertThat(root)
                .matches("<gd\\.[0-9a-f]{40}@example\\.com>")
                .isNotEqualTo(mail(8, 1).header("Message-ID"));
        assertThat(mail(9, 2).header("References")).isEqualTo(root);
        assertThat(mail(9, 2).header("In-Reply-To")).isEqualTo(root);
        MailJudge aboutNothing = judged(notification("A test message"), plain());
        assertThat(aboutNothing.header("References")).isEmpty();
        assertThat(aboutNothing.header("Message-ID")).isNotEmpty();
    }

    @Test
    void answersGoWhereTheyShould() {
        DestinationSpec spec = plain().with("replyTo", "Security <security@example.com>");

        assertThat(judged(notification("t"), spec).header("Reply-To")).isEqualTo("Security <security@example.com>");
    }

    @Test
    void hidesWhoGetsABlindCopy() {
        DestinationSpec spec = plain().with("to", null).with("bcc", List.of("a@example.com", "b@example.com"));

        MailJudge mail = judged(notification("t"), spec);

        assertThat(mail.header("To")).isEqualTo("undisclosed-recipients:;");
        assertThat(mail.header("Bcc")).isEmpty();
    }

    @Test
    void encodesWhatIsNotAscii() {
        DestinationSpec spec =
                plain().with("from", "Prüfung 🔔 <guardduty@example.com>").with("subject", "Ünïcode {title}");

        MailJudge mail = judged(notification("😀 ".repeat(60)), spec);

        assertThat(mail.message().getFrom().get(0).getName()).isEqualTo("Prüfung 🔔");
        assertThat(mail.message().getSubject()).startsWith("Ünïcode 😀 😀");
        assertThat(mail.shownText()).contains("😀 😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\\r\\nBcc: evil@example.com",
                "x\\nX-Forged: yes\\r\\n\\r\\n<b>body</b>",
                "x\\u2028Bcc: y\\u0085Cc: z\\u000BTo: w",
                "=?utf-8?q?x=0D=0ABcc:_evil@example.com?=",
                "=?utf-8?b?eA0KQmNjOiBldmls?= =?utf-8?q?=E2=80=AEabc?=",
                "\\u0000\\u0007\\u001b[31m",
                "\\u202Egnp.exe",
                ".\\r\\n.\\r\\nMAIL FROM:<a@b>"
            })
    void letsNoHeaderArise(String hostile) {
        Finding finding = finding(8, 1, hostile, hostile);

        MailJudge mail = judged(notification(finding), plain().with("subject", "{title} {type} {region}"));

        assertThat(mail.header("Bcc") + mail.header("Cc") + mail.header("X-Forged"))
                .isEmpty();
        assertThat(mail.message().getSubject().codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        assertThat(mail.header("X-GuardDuty-Type")).doesNotContain("=?").matches("[ -~]*");
        assertThat(mail.shownHtml()).doesNotContain("\u202E");
    }

    @Test
    void attachesFilesAndTheFindingAsTheyAre() throws IOException {
        byte[] bytes = {0, 1, 2, '\r', '\n', '.', '\r', '\n', (byte) 0xFF};
        Path file = Files.write(folder.resolve("Ablauf für Fälle.bin"), bytes);
        Path text = Files.writeString(folder.resolve("runbook.txt"), "call us");
        DestinationSpec spec = plain().with("attachments", List.of(file.toString(), text.toString()))
                .with("attachFinding", true);
        Finding finding = finding(8, 1, "Recon:EC2/Portscan", "Port scan");

        MailJudge mail = judged(notification(finding), spec);

        assertThat(mail.attachments())
                .extracting(Entity::getFilename)
                .containsExactly("finding-" + ID + ".json", "Ablauf für Fälle.bin", "runbook.txt");
        assertThat(mail.attachments())
                .extracting(Entity::getMimeType)
                .containsExactly("application/json", "application/octet-stream", "text/plain");
        assertThat(mail.attachments()).extracting(Entity::getDispositionType).containsOnly("attachment");
        assertThat(MailJudge.bytes(mail.attachments().get(0))).isEqualTo(finding.original());
        assertThat(MailJudge.bytes(mail.attachments().get(1))).isEqualTo(bytes);
    }

    @Test
    void sendsTheMailWithoutAFileThatIsGoneOrHasGrownAndSaysSo() throws IOException {
        Path gone = Files.writeString(folder.resolve("gone.txt"), "x");
        Path grown = Files.writeString(folder.resolve("grown.txt"), "x");
        Path there = Files.writeString(folder.resolve("there.txt"), "x");
        Attachments attachments = new Attachments(List.of(gone, grown, there), false);
        Files.delete(gone);
        Files.write(grown, new byte[Attachments.MAX_BYTES + 1]);

        Attachments.Loaded loaded = attachments.load(notification("t"));

        assertThat(loaded.attached()).extracting(Attachments.Attached::name).containsExactly("there.txt");
        assertThat(loaded.missing()).containsExactly("gone.txt", "grown.txt");
        DestinationSpec spec = plain().with("attachments", there.toString());
        Files.write(there, new byte[Attachments.MAX_BYTES - 1]);
        assertThat(judged(notification("t"), spec.with("attachFinding", true)).attachments())
                .hasSize(1);
    }

    @Test
    void namesAFindingsFileSafelyWhateverItsId() {
        Finding hostile = Mails.finding("{\"id\": \"../../etc/passwd\\r\\nX: y\", \"type\": \"a\"}");

        MailJudge mail = judged(notification(hostile), plain().with("attachFinding", true));

        assertThat(mail.attachments()).extracting(Entity::getFilename).containsExactly("finding.json");
    }

    @Test
    void staysWellFormedAroundEveryPublishedFinding() {
        for (Finding finding : Findings.samples()) {
            MailJudge mail = judged(notification(finding), plain().with("attachFinding", true));

            assertThat(MailJudge.bytes(mail.attachments().get(0))).isEqualTo(finding.original());
        }
    }
}
