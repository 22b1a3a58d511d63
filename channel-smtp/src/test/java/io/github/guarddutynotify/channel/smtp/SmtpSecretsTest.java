package io.github.guarddutynotify.channel.smtp;

import static io.github.guarddutynotify.channel.smtp.Mails.secureTo;
import static io.github.guarddutynotify.channel.smtp.Mails.to;
import static io.github.guarddutynotify.routing.Filters.any;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.channel.Deadline;
import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.delivery.DeliveryReport;
import io.github.guarddutynotify.delivery.RetryPolicy;
import io.github.guarddutynotify.testkit.FarEndCertificate;
import io.github.guarddutynotify.testkit.Findings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who we are shows nowhere but in the login: no mail, result, report, exception, text or log has it, in any spelling. */
@Timeout(120)
class SmtpSecretsTest {
    private static final String USER = "Us3rOfTh3Vault";
    private static final String SECRET = "S3cr3tOfTh3Vault";
    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ofMillis(10), Duration.ofMillis(20));

    /** What a server may say to each step, where some repeat what they were given. */
    private static final Map<String, String> ANSWERS = Map.of(
            "greeting", "554 5.7.1 " + SECRET,
            "STARTTLS", "454 4.7.0 " + SECRET,
            "AUTH", "535 5.7.8 no " + USER + " with " + SECRET + " or " + base64(SECRET),
            "MAIL FROM", "550 5.1.8 " + USER + " " + SECRET,
            "RCPT TO", "550 5.1.1 " + USER + " " + SECRET,
            "DATA", "554 5.7.1 " + SECRET,
            "end", "554 5.6.0 " + SECRET);

    private final StringBuilder shown = new StringBuilder();

    private static DestinationSpec withLogin(DestinationSpec spec, String key) {
        return spec.with("username", USER).with(key, Secret.of(SECRET));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Itself and as each way to log in encodes it. */
    private static List<String> spellings() {
        return List.of(
                USER,
                SECRET,
                base64(USER),
                base64(SECRET),
                base64("\0" + USER + "\0" + SECRET),
                base64("user=" + USER + "\u0001auth=Bearer " + SECRET + "\u0001\u0001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "accessToken"})
    void showNowhereWhateverTheServerAnswers(String key) throws Exception {
        String printed = printedDuring(() -> {
            for (Map.Entry<String, String> answer : ANSWERS.entrySet()) {
                try (SmtpFarEnd farEnd = SmtpFarEnd.startTls().willAnswer("AUTH", "235 2.7.0 welcome")) {
                    farEnd.willAnswer(answer.getKey(), answer.getValue());
                    use(withLogin(secureTo(farEnd), key));
                }
            }
        });

        assertThat(shown).contains("535 5.7.8 to the login", "550 5.1.1");
        assertThat(printed).as("the log").contains("535 5.7.8 to the login");
        spellings().forEach(secret -> assertThat(shown + printed).doesNotContain(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "accessToken"})
    void showNowhereWhenNothingIsAnswered(String key) throws Exception {
        String printed = printedDuring(() -> {
            for (String step : ANSWERS.keySet()) {
                try (SmtpFarEnd farEnd = SmtpFarEnd.startTls().willAnswer("AUTH", "235 2.7.0 welcome")) {
                    farEnd.willAnswer(step, SmtpFarEnd.CLOSE);
                    use(withLogin(secureTo(farEnd), key));
                }
            }
            try (SmtpFarEnd farEnd = SmtpFarEnd.startTls()) {
                DestinationSpec untrusting = withLogin(secureTo(farEnd), key)
                        .withTrustedCertificates(FarEndCertificate.ofElsewhere().pem());
                use(untrusting);
            }
            try (SmtpFarEnd farEnd = SmtpFarEnd.plain()) {
                use(withLogin(to(farEnd), key).with("security", "starttls"));
            }
            SmtpFarEnd gone = SmtpFarEnd.plain();
            gone.close();
            use(withLogin(to(gone), key));
        });

        assertThat(shown).contains("EOFException", "SSLHandshakeException", "ConnectException");
        spellings().forEach(secret -> assertThat(shown + printed).doesNotContain(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "accessToken"})
    void showNowhereInAMailThatIsAccepted(String key) throws Exception {
        try (SmtpFarEnd farEnd = SmtpFarEnd.startTls().willAnswer("AUTH", "235 2.7.0 welcome")) {
            String printed =
                    printedDuring(() -> use(withLogin(secureTo(farEnd), key).with("attachFinding", true)));

            assertThat(farEnd.mails()).as("by itself and by a notifier").hasSize(2);
            farEnd.messages().forEach(mail -> shown.append(new String(mail, StandardCharsets.US_ASCII)));
            spellings().forEach(secret -> assertThat(shown + printed).doesNotContain(secret));
        }
    }

    /** A secret in the wrong place is not repeated either. */
    @Test
    void showInNoProblemWithTheSettings() {
        List<String> problems = new ArrayList<>();
        for (String key : List.of(
                "host",
                "port",
                "security",
                "auth",
                "from",
                "to",
                "cc",
                "bcc",
                "replyTo",
                "subject",
                "attachments",
                "attachFinding",
                "ehloName")) {
            DestinationSpec misplaced = Mails.plain().with(key, Secret.of("{" + SECRET + "} \u0001"));

            Mails.problemsOf(misplaced).forEach(problem -> problems.add(problem.toString()));
            problems.add(misplaced.toString());
        }
        assertThat(problems).hasSizeGreaterThan(12).noneMatch(problem -> problem.contains(SECRET));
    }

    /** Does everything that one can do with a destination, and keeps every text that comes of it. */
    private void use(DestinationSpec spec) throws InterruptedException {
        shown.append(spec);
        Delivery delivery = Mails.delivery(Mails.notification(Findings.sample("recon-ec2-portprobeunprotectedport")));
        try (SmtpDestination destination = Mails.open(spec)) {
            shown.append(destination)
                    .append(destination.preview(delivery).orElseThrow().content());
            shown.append(destination
                    .probe(Deadline.in(Duration.ofSeconds(10), InstantSource.system()))
                    .orElseThrow());
            shown.append(destination.deliver(Mails.delivery("A title"))).append('\n');
        } catch (IOException unasked) {
            StringWriter stack = new StringWriter();
            unasked.printStackTrace(new PrintWriter(stack));
            shown.append(stack);
        }
        try (FindingNotifier notifier = FindingNotifier.builder()
                .destination("oncall-mail", spec)
                .route(any(), "oncall-mail")
                .retry(ONCE)
                .build()) {
            DeliveryReport report = notifier.process(Findings.of("Recon:EC2/Portscan", 8), Duration.ofSeconds(20));
            shown.append(report).append(report.toJson());
            report.destinations().forEach(line -> shown.append(line).append(line.detail()));
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    /** What is logged goes to {@code System.err} in tests. */
    private static String printedDuring(Action action) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(capture);
        System.setErr(capture);
        try {
            action.run();
        } finally {
            System.setErr(err);
            System.setOut(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
