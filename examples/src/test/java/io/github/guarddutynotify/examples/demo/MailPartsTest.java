package io.github.guarddutynotify.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class MailPartsTest {
    private static Map<String, Object> parts(String mail) {
        return MailParts.of(mail.replace("\n", "\r\n").getBytes(UTF_8));
    }

    @Test
    void decodesHeadersAndBothBodies() {
        Map<String, Object> parts = parts("""
                Subject: =?UTF-8?Q?=C3=9Cber_the?=
                 =?UTF-8?Q?_wire?=
                References: <a@b>
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: quoted-printable

                caf=C3=A9 one =
                line
                two
                --a
                Content-Type: text/html; charset=UTF-8
                Content-Transfer-Encoding: base64

                PHA+wrc8L3A+
                --a--

                --m
                Content-Type: application/json; name=finding.json
                Content-Disposition: attachment; filename=finding.json

                {}
                --m--
                """);

        assertThat(parts.get("headers"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .startsWith(List.of("Subject", "Über the wire"), List.of("References", "<a@b>"));
        assertThat(parts.get("text")).hasToString("café one line\ntwo");
        assertThat(parts.get("html")).hasToString("<p>·</p>");
        assertThat(parts.get("attachments")).isEqualTo(List.of("finding.json"));
    }

    @Test
    void saysWhatIsWrongWithAMail() {
        assertThat(parts("Content-Type: text/plain; charset=no-such\n\nx"))
                .extractingByKey("fault")
                .asString()
                .contains("no-such");
        assertThat(parts("Content-Type: multipart/mixed; boundary=m\n\nno part"))
                .containsKey("fault");
    }
}
