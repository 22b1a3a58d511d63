package io.github.guarddutynotify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Telling;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.testkit.Findings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says of a ledger that fails: its own words, and nobody else's. */
class LedgerLogTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setErr(before);
    }

    @Test
    void aLedgersOwnExceptionSaysWhatIsToBeDone() {
        tell(new LedgerException("table \"t\": there is no such table here; create it", new IOException("hidden")));

        assertThat(log())
                .contains("destination far (table \"t\": there is no such table here; create it)")
                .doesNotContain("hidden");
    }

    @Test
    void anyOtherMayHoldASecretAndIsNamedByItsClass() {
        tell(new IOException("hidden"));

        assertThat(log()).contains("destination far (java.io.IOException)").doesNotContain("hidden");
    }

    private String log() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    private static void tell(IOException fault) {
        ManualTime time = new ManualTime();
        DeliveryLedger failing = new DeliveryLedger() {
            @Override
            public Claim claim(Entry entry, Duration lease) throws IOException {
                throw fault;
            }

            @Override
            public void told(Entry entry, String token, Telling telling) {}

            @Override
            public void release(Entry entry, String token) {}
        };
        OpenDestination far = new OpenDestination("far", Duration.ofSeconds(10), delivery -> DeliveryResult.accepted());
        new Dispatcher(failing, RetryPolicy.none(), Runnable::run, time, time)
                .dispatch(
                        new NotificationComposer().apply(Findings.of("Recon:EC2/Portscan", 8)),
                        List.of(far),
                        Duration.ofSeconds(30));
    }
}
