package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.delivery;
import static io.github.guarddutynotify.channel.smtp.Mails.open;
import static io.github.guarddutynotify.channel.smtp.Mails.secureTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection costs, STARTTLS and login, is paid once. */
@Timeout(120)
class ThousandMailsTest {
    private static final int MAILS = 1_000;

    @Test
    void takeOneConnectionAndOneLogin() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls();
                SmtpDestination destination = open(secureTo(farEnd)
                        .with("username", SmtpFarEnd.USER)
                        .with("password", Secret.of(SmtpFarEnd.PASSWORD)))) {
            for (int i = 0; i < MAILS; i++) {
                assertThat(destination.deliver(delivery("Mail " + i)).status()).isEqualTo(Status.ACCEPTED);
            }

            assertThat(farEnd.mails()).hasSize(MAILS).allMatch(SmtpFarEnd.Mail::isSecure);
            assertThat(farEnd.connections()).isEqualTo(1);
        }
    }
}
