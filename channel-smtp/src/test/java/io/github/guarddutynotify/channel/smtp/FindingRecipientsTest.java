package io.github.guarddutynotify.channel.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Problems;
import io.github.guarddutynotify.finding.Severity;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.FindingBuilder;
import io.github.guarddutynotify.testkit.Findings;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a finding leads to, and whom it may not. */
class FindingRecipientsTest {
    private static final Map<String, Object> BY_OWNER = Map.of("fromTag", "Owner");
    private static final Map<String, Object> BY_ACCOUNT =
            Map.of("fromAccount", true, "addresses", Map.of("111122223333", "team-a@example.com"));

    @Test
    void writesToTheAddressInATagBesideThoseWhoAlwaysGetIt() {
        DestinationSpec spec = to(List.of(BY_OWNER, "soc@example.com"));

        assertThat(recipients(spec, tagged("owner", "ann@Example.COM")))
                .containsExactly("soc@example.com", "ann@Example.COM");
    }

    @Test
    void writesToWhomATagsValueStandsFor() {
        DestinationSpec spec = to(List.of(Map.of(
                        "fromTag",
                        "team",
                        "addresses",
                        Map.of("Payments", List.of("p1@example.com", "p2@example.com")))))
                .with("fallback", "soc@example.com");

        assertThat(recipients(spec, tagged("team", "payments"))).containsExactly("p1@example.com", "p2@example.com");
        assertThat(recipients(spec, tagged("team", "unheard of"))).containsExactly("soc@example.com");
    }

    @Test
    void writesToWhoAnswersForTheAccount() {
        DestinationSpec spec = to(BY_ACCOUNT).with("fallback", "soc@example.com");

        assertThat(recipients(spec, finding().account("111122223333"))).containsExactly("team-a@example.com");
        assertThat(recipients(spec, finding().account("444455556666"))).containsExactly("soc@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eve@evil.example",
                "eve@example.com.evil.example",
                "eve@sub.example.com",
                "eve@evil.example,ann@example.com",
                "<ann@example.com>",
                "Ann <ann@example.com>",
                "ann@example.com\r\nBcc: eve@evil.example",
                "ann@example.com ",
                "ann@ex\u0430mple.com",
                "@example.com",
                ""
            })
    void writesToNobodyOutsideTheAllowedDomainsWhateverATagSays(String value) {
        DestinationSpec spec = to(BY_OWNER).with("fallback", "soc@example.com");

        assertThat(recipients(spec, tagged("owner", value))).containsExactly("soc@example.com");
    }

    @Test
    void writesToTheFallbackWhereNoFindingLeadsAnywhere() {
        DestinationSpec spec = to(BY_OWNER).with("fallback", "soc@example.com");
        Notification test = Notification.builder("[TEST] a test", Severity.LOW).build();

        assertThat(recipients(spec, test)).containsExactly("soc@example.com");
        assertThat(recipients(spec, finding())).containsExactly("soc@example.com");
    }

    @Test
    void writesToNobodyTwice() {
        DestinationSpec spec = to(List.of(BY_OWNER, BY_ACCOUNT, "team-a@example.com"));

        assertThat(recipients(spec, tagged("owner", "TEAM-A@example.com"))).containsExactly("team-a@example.com");
    }

    @Test
    void asksAboutEveryoneWhoIsListedWhereThereIsNoFinding() {
        MailSettings mail = MailSettings.read(
                config(to(List.of(BY_ACCOUNT, "soc@example.com")).with("fallback", "x@example.com"), new Problems()));

        assertThat(mail.addressedToAll().to())
                .extracting(InternetAddress::getAddress)
                .containsExactly("soc@example.com", "team-a@example.com", "x@example.com");
    }

    @Test
    void reportsWhatIsMissing() {
        assertThat(problems(smtp().with("to", List.of(BY_OWNER))))
                .containsExactly(
                        "destinations.m.allowedDomains: is missing; say to which domains a finding may lead a mail, such as"
                                + " [\"example.com\"]",
                        "destinations.m.fallback: is missing; say who gets the mail of a finding that leads to nobody");
        assertThat(problems(to(List.of(Map.of("fromAccount", true), "a@example.com"))))
                .containsExactly(
                        "destinations.m.to[0].addresses: is missing; say who answers for which account, such as"
                                + " {\"111122223333\": \"team@example.com\"}");
    }

    @Test
    void reportsWhatLeadsNowhere() {
        assertThat(problems(to(List.of(Map.of("fromTag", "owner", "fromAccount", true), "a@example.com"))))
                .containsExactly(
                        "destinations.m.to[0]: expected one of {\"fromTag\": \"KEY\"} and {\"fromAccount\": true}");
        assertThat(problems(to(List.of(BY_ACCOUNT, "a@example.com")).with("allowedDomains", "example.org")))
                .containsExactly(
                        "destinations.m.allowedDomains: lacks the domain of team-a@example.com, which is listed; add it");
        assertThat(problems(smtp().with("to", "a@example.com").with("fallback", "b@example.com")))
                .containsExactly(
                        "destinations.m.fallback: is for recipients that a finding leads to; set to to {\"fromTag\":"
                                + " …} or leave it out");
    }

    private static List<String> recipients(DestinationSpec spec, FindingBuilder finding) {
        return recipients(spec, new NotificationComposer().apply(finding.build()));
    }

    private static List<String> recipients(DestinationSpec spec, Notification notification) {
        Problems problems = new Problems();
        MailSettings mail = MailSettings.read(config(spec, problems));
        assertThat(problems.all()).isEmpty();
        return mail.addressedTo(notification).recipients().stream()
                .map(InternetAddress::getAddress)
                .toList();
    }

    private static List<String> problems(DestinationSpec spec) {
        Problems problems = new Problems();
        MailSettings.read(config(spec, problems));
        return problems.all().stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }

    private static DestinationConfig config(DestinationSpec spec, Problems problems) {
        return spec.named("m", problems);
    }

    private static DestinationSpec to(Object to) {
        return smtp().with("to", to).with("allowedDomains", List.of("EXAMPLE.com"));
    }

    private static DestinationSpec smtp() {
        return SmtpChannel.toServer("localhost").with("from", "guardduty@example.com");
    }

    private static FindingBuilder tagged(String key, String value) {
        return finding().at("/resource/instanceDetails/tags", List.of(Map.of("key", key, "value", value)));
    }

    private static FindingBuilder finding() {
        return Findings.builder("Recon:EC2/Portscan", 8);
    }
}
