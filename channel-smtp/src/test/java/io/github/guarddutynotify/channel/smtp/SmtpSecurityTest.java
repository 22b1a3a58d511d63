package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.delivery;
import static io.github.guarddutynotify.channel.smtp.Mails.open;
import static io.github.guarddutynotify.channel.smtp.Mails.secureTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.DeliveryResult.Status;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to read a mail, and who we say that we are. */
class SmtpSecurityTest {
    private static DestinationSpec withPassword(DestinationSpec spec) {
        return spec.with("username", SmtpFarEnd.USER).with("password", Secret.of(SmtpFarEnd.PASSWORD));
    }

    private static DeliveryResult deliver(DestinationSpec spec) throws Exception {
        try (SmtpDestination destination = open(spec)) {
            return destination.deliver(delivery("A title"));
        }
    }

    @Test
    void goesSecureBeforeItLogsInOrSendsAnything() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            DeliveryResult result = deliver(withPassword(secureTo(farEnd)));

            assertThat(result.status()).isEqualTo(Status.ACCEPTED);
            assertThat(farEnd.mails()).singleElement().satisfies(mail -> {
                assertThat(mail.isSecure()).isTrue();
                assertThat(mail.login()).isEqualTo("PLAIN alerts");
            });
            assertThat(farEnd.commands()).startsWith("EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", "PLAIN");
        }
    }

    @Test
    void speaksTlsFromTheFirstByte() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.tls()) {
            assertThat(deliver(withPassword(secureTo(farEnd))).status()).isEqualTo(Status.ACCEPTED);
            assertThat(farEnd.mails()).singleElement().matches(SmtpFarEnd.Mail::isSecure);
        }
    }

    @Test
    void sendsNothingToAServerWithoutStartTls() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.plain()) {
            DestinationSpec spec = withPassword(Mails.to(farEnd)).with("security", "starttls");

            DeliveryResult result = deliver(spec);

            assertThat(result.status()).isEqualTo(Status.REJECTED);
            assertThat(result.reason()).contains(Reason.TLS);
            assertThat(result.detail()).contains("STARTTLS");
            assertThat(farEnd.commands()).noneMatch(command -> command.matches("(PLAIN|LOGIN|MAIL|RCPT|DATA).*"));
        }
    }

    @Test
    void takesARefusedStartTlsForNow() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls().willAnswer("STARTTLS", "454 4.7.0 TLS not available")) {
            DeliveryResult result = deliver(withPassword(secureTo(farEnd)));

            assertThat(result.status()).isEqualTo(Status.DEFERRED);
            assertThat(farEnd.commands()).noneMatch(command -> command.matches("(PLAIN|LOGIN|MAIL).*"));
        }
    }

    @Test
    void tellsNothingToAServerWhoseCertificateIsNotTrusted() {
        for (SmtpFarEnd next : new SmtpFarEnd[] {SmtpFarEnd.startTls(), SmtpFarEnd.tls()}) {
            try (SmtpFarEnd farEnd = next) {
                DestinationSpec spec = withPassword(secureTo(farEnd)).with("trustedCertificates", null);

                assertThatThrownBy(() -> deliver(spec))
                        .isInstanceOf(SSLException.class)
                        .hasRootCauseInstanceOf(java.security.GeneralSecurityException.class);
                assertThat(farEnd.commands()).doesNotContain("PLAIN");
            }
        }
    }

    @Test
    void tellsNothingToAServerOfAnotherName() {
        for (SmtpFarEnd next :
                new SmtpFarEnd[] {SmtpFarEnd.startTlsUnderAnotherName(), SmtpFarEnd.tlsUnderAnotherName()}) {
            try (SmtpFarEnd farEnd = next) {
                for (String host : new String[] {"localhost", "127.0.0.1"}) {
                    assertThatThrownBy(
                                    () -> deliver(withPassword(secureTo(farEnd)).with("host", host)))
                            .isInstanceOf(SSLException.class)
                            .hasRootCauseInstanceOf(CertificateException.class);
                }
                assertThat(farEnd.commands()).doesNotContain("PLAIN");
            }
        }
    }

    @Test
    void acceptsTheNameOrTheAddressThatTheCertificateIsFor() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            assertThat(deliver(secureTo(farEnd).with("host", "127.0.0.1")).status())
                    .isEqualTo(Status.ACCEPTED);
        }
    }

    @Test
    void logsInWithAnAccessToken() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            DestinationSpec spec =
                    secureTo(farEnd).with("username", SmtpFarEnd.USER).with("accessToken", Secret.of(SmtpFarEnd.TOKEN));

            assertThat(deliver(spec).status()).isEqualTo(Status.ACCEPTED);
            assertThat(farEnd.mails()).extracting(SmtpFarEnd.Mail::login).containsExactly("XOAUTH2 alerts");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void logsInAsItIsTold(String mechanism) throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            assertThat(deliver(withPassword(secureTo(farEnd)).with("auth", mechanism))
                            .status())
                    .isEqualTo(Status.ACCEPTED);
            assertThat(farEnd.mails())
                    .extracting(SmtpFarEnd.Mail::login)
                    .containsExactly(mechanism + " " + SmtpFarEnd.USER);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "535 5.7.8 wrong, REJECTED, AUTH",
        "534 5.7.9 use an app password, REJECTED, AUTH",
        "550 5.7.30 basic authentication is off, REJECTED, AUTH",
        "454 4.7.0 try again, DEFERRED, SERVER_ERROR",
        "421 4.7.0 Too many login attempts, DEFERRED, RATE_LIMITED"
    })
    void tellsAWrongLoginFromOneThatIsRefusedForNow(String answer, Status status, Reason reason) throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls().willAnswer("AUTH", answer)) {
            DeliveryResult result = deliver(withPassword(secureTo(farEnd)));

            assertThat(result.status()).isEqualTo(status);
            assertThat(result.reason()).contains(reason);
            assertThat(result.detail())
                    .contains(answer.substring(0, 9))
                    .doesNotContain("wrong", "use an", "is off", "try again");
            assertThat(farEnd.mails()).isEmpty();
        }
    }

    @Test
    void repeatsNothingOfAnAnswerThatEchoesTheSecret() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            for (String key : new String[] {"password", "accessToken"}) {
                DeliveryResult result = deliver(
                        secureTo(farEnd).with("username", SmtpFarEnd.USER).with(key, Secret.of("n0tTh3R1ght0ne")));

                assertThat(result.reason()).contains(Reason.AUTH);
                assertThat(result + result.detail()).doesNotContain("n0tTh3R1ght0ne");
            }
        }
    }

    @Test
    void saysWhenTheServerOffersNoWayToLogIn() throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.tls().willAnswer("EHLO", "250-loopback\r\n250 AUTH GSSAPI NTLM")) {
            DeliveryResult result = deliver(withPassword(secureTo(farEnd)));

            assertThat(result.reason()).contains(Reason.AUTH);
            assertThat(result.detail()).contains("none of the ways to log in");
        }
    }

    @Test
    void readsTheSecretAnewForEachConnection() throws Exception {
        StringBuilder vault = new StringBuilder("0ld");
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
            DestinationSpec spec =
                    secureTo(farEnd).with("username", SmtpFarEnd.USER).with("password", Secret.from(vault::toString));
            try (SmtpDestination destination = open(spec)) {
                assertThat(destination.deliver(delivery("A")).reason()).contains(Reason.AUTH);
                vault.replace(0, vault.length(), SmtpFarEnd.PASSWORD);

                assertThat(destination.deliver(delivery("B")).status()).isEqualTo(Status.ACCEPTED);
            }
        }
    }
}
