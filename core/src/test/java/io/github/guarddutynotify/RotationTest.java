package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.config.SecretResolver;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.testkit.Findings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A secret that was rotated while a resolver kept the old one. */
class RotationTest {
    private final AtomicInteger version = new AtomicInteger(1);

    private final SecretResolver vault = new SecretResolver() {
        private final AtomicInteger kept = new AtomicInteger(1);

        @Override
        public String apply(String reference) {
            return reference + kept.get();
        }

        @Override
        public void forget() {
            kept.set(version.get());
        }
    };

    private final TestChannel login = new TestChannel("login", config -> {
        Secret password = config.settings().secret("password");
        return delivery -> password.reveal().equals("pw" + version.get())
                ? DeliveryResult.accepted()
                : DeliveryResult.rejected(Reason.AUTH, "wrong password");
    });

    @Test
    void aSecretGivenInCodeIsForgottenLikewise() {
        Secret password = Secret.from(() -> vault.apply("pw"), vault::forget);

        try (FindingNotifier notifier = FindingNotifier.builder()
                .channel(login)
                .destination("mail", DestinationSpec.of("login").with("password", password))
                .route(any(), "mail")
                .build()) {
            version.set(2);
            assertThat(attempts(notifier, "Recon:EC2/Portscan")).isEqualTo(2);
        }
    }

    @Test
    void aRefusedSecretIsForgottenFetchedAnewAndTriedOnceMore() {
        NotifierConfig config = NotifierConfig.reader().resolver("vault", vault).parse("""
                {"destinations": {"mail": {"channel": "login", "password": "${vault:pw}"}}, "routes": [{"to": "mail"}]}""");

        try (FindingNotifier notifier =
                FindingNotifier.builder().channel(login).config(config).build()) {
            assertThat(attempts(notifier, "Recon:EC2/Portscan")).isEqualTo(1);
            version.set(2);
            assertThat(attempts(notifier, "Backdoor:EC2/Spambot")).isEqualTo(2);
            assertThat(attempts(notifier, "Trojan:EC2/BlackholeTraffic")).isEqualTo(1);
        }
    }

    private static int attempts(FindingNotifier notifier, String type) {
        DeliveryReport report = notifier.process(Findings.of(type, 8), Duration.ofSeconds(10));
        assertThat(report.isComplete()).isTrue();
        return report.destinations().stream()
                .mapToInt(DestinationReport::attempts)
                .sum();
    }
}
