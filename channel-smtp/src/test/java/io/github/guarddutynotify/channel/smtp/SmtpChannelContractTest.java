package io.github.guarddutynotify.channel.smtp;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.testkit.FarEnd;
import io.github.guarddutynotify.testkit.NotificationChannelContract;
import java.util.List;
import java.util.Set;

class SmtpChannelContractTest extends NotificationChannelContract {
    @Override
    protected NotificationChannel channel() {
        return new SmtpChannel();
    }

    @Override
    protected FarEnd startFarEnd() {
        return SmtpFarEnd.plain();
    }

    @Override
    protected DestinationSpec destination(FarEnd end) {
        return SmtpChannel.toServer("127.0.0.1")
                .with("port", end.port())
                .with("security", "none")
                .with("username", SmtpFarEnd.USER)
                .with("password", Secret.of(SmtpFarEnd.PASSWORD))
                .with("from", "GuardDuty <guardduty@example.com>")
                .with("to", List.of("oncall@example.com"));
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("host", "from", "to");
    }

    @Override
    protected List<String> secrets() {
        return List.of(SmtpFarEnd.PASSWORD);
    }

    @Override
    protected List<String> judge(byte[] message) {
        MailJudge mail = MailJudge.of(message);
        return List.of(mail.message().getSubject(), mail.shownText(), mail.shownHtml());
    }
}
