package io.github.guarddutynotify.benchmarks.warm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.Trial;
import io.github.guarddutynotify.channel.Preview;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.notification.NotificationComposer;
import io.github.guarddutynotify.routing.Filters;
import io.github.guarddutynotify.routing.Route;
import io.github.guarddutynotify.routing.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one finding costs in a warm process, before anything is sent, beside what Jackson alone takes to read it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Findings {
    /** Where the events lie; set by {@code benchmarks/warm}. */
    static final String FOLDER = "benchmarks.findings";

    /** Four destinations that are never sent to. */
    private static final String CONFIG = """
            {
              "destinations": {
                "slack": { "channel": "slack", "webhookUrl": "${SLACK_URL}" },
                "chat": { "channel": "gchat", "webhookUrl": "${CHAT_URL}" },
                "mail": { "channel": "smtp", "host": "localhost", "security": "none",
                          "from": "guardduty@example.com", "to": ["oncall@example.com"] },
                "sns": { "channel": "sns", "topicArn": "arn:aws:sns:eu-west-1:111122223333:guardduty" }
              },
              "routes": [{ "name": "urgent", "minSeverity": "LOW", "to": ["slack", "chat", "mail", "sns"] }]
            }
            """;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SLACK_URL", "https://hooks.slack.com/services/T00000000/B00000000/XXXX",
            "CHAT_URL", "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t");

    /** Names of the demo's events: a large one and a small one. */
    @Param({"unauthorizedaccess-ec2-sshbruteforce", "unauthorizedaccess-iamuser-toripcaller"})
    private String event = "";

    private final ObjectMapper mapper = new ObjectMapper();
    private final NotificationComposer composer = new NotificationComposer();
    private final Trial trial = FindingNotifier.of(
                    NotifierConfig.reader().environment(ENVIRONMENT).parse(CONFIG))
            .trial();
    private final Router router =
            new Router(List.of(new Route("urgent", Filters.any(), List.of("slack", "chat", "mail", "sns"))), List.of());
    private final Instant now = Instant.EPOCH;
    private byte[] bytes = {};

    /**
     * Reads the event.
     *
     * @throws IOException if it can't be read
     */
    @Setup
    public void read() throws IOException {
        bytes = Files.readAllBytes(Path.of(System.getProperty(FOLDER), event + ".json"));
        trial.preview(FindingReader.read(bytes), trial.destinations()).forEach((name, preview) -> {
            if (preview.isEmpty()) {
                throw new IllegalStateException("the channel of " + name + " has no preview");
            }
        });
    }

    /**
     * The yardstick.
     *
     * @return the tree
     * @throws IOException never
     */
    @Benchmark
    public JsonNode readTree() throws IOException {
        return mapper.readTree(bytes);
    }

    /**
     * The reading alone.
     *
     * @return the finding
     */
    @Benchmark
    public Finding readFinding() {
        return FindingReader.read(bytes);
    }

    /**
     * Reading and composing.
     *
     * @return the notification
     */
    @Benchmark
    public Notification readAndCompose() {
        return composer.apply(FindingReader.read(bytes));
    }

    /**
     * All that is done before four messages are sent.
     *
     * @return the messages
     */
    @Benchmark
    public Map<String, Optional<Preview>> readRouteComposeRender() {
        Finding finding = FindingReader.read(bytes);
        return trial.preview(finding, router.decide(finding, now).destinations());
    }
}
