package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.HostileCorpusContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class MailCorpusTest extends HostileCorpusContract {
    /** With everything in the subject that a finding can put there. */
    private final SmtpDestination destination = Mails.open(
            Mails.plain().with("subject", "[{severity}] {title} · {account} · {region} · {type} · {findingTitle}"),
            () -> Mails.NOW);

    @AfterEach
    void close() {
        destination.close();
    }

    @Override
    protected byte[] rendered(Notification notification) {
        String mail =
                destination.preview(Mails.delivery(notification)).orElseThrow().content();
        return mail.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected List<String> judge(byte[] message) {
        MailJudge mail = MailJudge.of(message);
        return List.of(mail.message().getSubject(), mail.shownText(), mail.shownHtml());
    }
}
