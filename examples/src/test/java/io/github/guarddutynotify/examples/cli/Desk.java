package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What lies before a person who tries the commands: a configuration with two Slacks, far ends for them, and events. */
final class Desk implements AutoCloseable {
    /** Routes the high findings to both, all to one, and suppresses those of a scanner. */
    private static final String CONFIG = """
            {
              "destinations": {
                "soc-slack": { "channel": "slack", "webhookUrl": "${SOC_URL}" },
                "all-slack": { "channel": "slack", "webhookUrl": "${ALL_URL}" }
              },
              "routes": [
                { "name": "urgent", "minSeverity": "HIGH", "to": ["soc-slack"] },
                { "name": "ec2", "types": ["*:EC2/*"], "to": ["all-slack"] }
              ],
              "suppress": [
                { "name": "our scanner", "accounts": ["444455556666"], "until": "2999-12-31" }
              ]
            }
            """;

    private final Path folder;
    private final HttpFarEnd soc = HttpFarEnd.http(HttpAnswer.of(200, "ok"));
    private final HttpFarEnd all = HttpFarEnd.http(HttpAnswer.of(200, "ok"));

    Desk(Path folder) {
        this.folder = folder;
    }

    /** What the configuration refers to. */
    Map<String, String> environment() {
        return Map.of("SOC_URL", soc.url("/services/T/B/soc"), "ALL_URL", all.url("/services/T/B/all"));
    }

    HttpFarEnd soc() {
        return soc;
    }

    HttpFarEnd all() {
        return all;
    }

    Path config() throws IOException {
        return file("notifier.json", CONFIG);
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** An event that both routes take. */
    Path event() throws IOException {
        return file("event.json", event("finding-1", 8));
    }

    static String event(String id, double severity) {
        return Findings.builder("Recon:EC2/Portscan", severity).id(id).event();
    }

    /** A message as the AWS CLI prints it. */
    static String received(String body) {
        return JsonWriter.write(JsonWriter.object("MessageId", "m", "ReceiptHandle", "r", "Body", body));
    }

    /** What Lambda gives the destination for failures. */
    static String failedInvocation(String event) {
        return "{\"version\":\"1.0\",\"requestContext\":{\"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":3},"
                + "\"requestPayload\":" + event + ",\"responsePayload\":{\"errorMessage\":\"owed\"}}";
    }

    @Override
    public void close() {
        soc.close();
        all.close();
    }
}
