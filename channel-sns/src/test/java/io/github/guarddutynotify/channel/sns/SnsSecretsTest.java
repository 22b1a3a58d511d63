package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.delivery.DestinationReport;
import io.github.guarddutynotify.testkit.FarEnd.Behaviour;
import io.github.guarddutynotify.testkit.FaultBench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A distinctive secret in every setting that may hold one; none of them shows anywhere but in what AWS is sent. */
@Timeout(120)
class SnsSecretsTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/notify";
    private static final List<String> SECRETS = List.of(
            "AKIASECRETONE",
            "secretTwo",
            "secretThree",
            "secretFour",
            "secretFive",
            "secretSix",
            "secretSeven",
            "AKIASECRETEIGHT",
            "ASIAROLE",
            "role-secret-",
            "role-token-");

    private final SnsFarEnd farEnd = new SnsFarEnd();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @AfterEach
    void close() {
        System.setOut(out);
        System.setErr(err);
        farEnd.close();
    }

    private DestinationSpec staticKeys() {
        return Bench.topicAt(farEnd)
                .with("accessKeyId", Secret.of("AKIASECRETONE"))
                .with("secretAccessKey", "secretTwo")
                .with("sessionToken", "secretThree");
    }

    private DestinationSpec role() {
        return staticKeys()
                .with("roleArn", ROLE)
                .with("externalId", "secretFour")
                .with("stsEndpoint", farEnd.url());
    }

    private DestinationSpec profile(Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("credentials"), """
                [soc]
                aws_access_key_id = AKIASECRETEIGHT
                aws_secret_access_key = secretFive
                aws_session_token = secretSix
                """);
        return Bench.topicAt(farEnd).with("profile", "soc").with("profileFile", file);
    }

    @Test
    void showsNoneWhateverBecomesOfAMessage(@TempDir Path folder) throws Exception {
        capture();
        StringBuilder shown = new StringBuilder();
        for (DestinationSpec spec : List.of(staticKeys(), role(), profile(folder))) {
            shown.append(spec);
            for (Behaviour behaviour : Behaviour.values()) {
                farEnd.will(behaviour);
                shown.append(reported(spec));
            }
            farEnd.will(Behaviour.ACCEPT);
            farEnd.refuseRole(403, "AccessDenied", "secretFour of ASIAROLE");
            farEnd.refusePublish(403, "ExpiredToken", "The token secretThree of AKIASECRETONE is expired");
            shown.append(reported(spec)).append(probed(spec));
            farEnd.refuseRole(500, "InternalFailure", "x");
            shown.append(probed(spec));
            farEnd.allowAll();
            shown.append(probed(spec));
            try (Destination destination = Bench.open(spec)) {
                shown.append(destination)
                        .append(destination
                                .preview(Bench.within(Duration.ofSeconds(5), Bench.notification("A title")))
                                .orElseThrow()
                                .content());
            }
        }
        farEnd.published().forEach(call -> shown.append(call.parameters())); // what subscribers get; not the signature

        assertNone(shown.toString());
        assertNone(printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void repeatsNoneInAProblem() {
        Map<String, String> wrong = Map.of(
                "endpoint", "https://secretFive:secretSix@sns.example",
                "stsEndpoint", "https://sts.example/?token=secretSeven",
                "externalId", "secretFour and a blank");
        List<String> problems = new ArrayList<>();
        wrong.forEach((key, value) ->
                problems.addAll(Bench.problemsOf(role().with(key, value).with("unknown", "secretSeven"))));

        assertThat(problems).hasSize(6);
        assertNone(problems.toString());
    }

    private static String reported(DestinationSpec spec) {
        DestinationReport report = FaultBench.tell(spec.withTimeout(Duration.ofMillis(500)));
        return report.toString();
    }

    private static String probed(DestinationSpec spec) throws InterruptedException {
        try (Destination destination = Bench.open(spec)) {
            return destination
                    .probe(Bench.in(Duration.ofSeconds(5)))
                    .orElseThrow()
                    .toString();
        } catch (IOException failed) {
            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace));
            return trace.toString();
        }
    }

    /** The sibling's and the dispatcher's lines are captured too. */
    private void capture() {
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        System.setErr(capture);
    }

    private static void assertNone(String text) {
        for (String secret : SECRETS) {
            assertThat(text).doesNotContainIgnoringCase(secret);
        }
    }
}
