package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.HostileCorpusContract;
import java.util.List;

class MailCorpusTest extends HostileCorpusContract {
    /** With everything in the subject that a finding can put there. */
    private static final DestinationSpec SPEC =
            Mails.plain().with("subject", "[{severity}] {title} · {account} · {region} · {type} · {findingTitle}");

    @Override
    protected byte[] rendered(Notification notification) {
        return Mails.rendered(notification, SPEC);
    }

    @Override
    protected List<String> judge(byte[] message) {
        MailJudge mail = MailJudge.of(message);
        return List.of(mail.message().getSubject(), mail.shownText(), mail.shownHtml());
    }
}
