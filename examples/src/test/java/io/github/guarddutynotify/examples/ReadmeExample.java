package io.github.guarddutynotify.examples;

import static io.github.guarddutynotify.finding.Severity.HIGH;
import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.severityAtLeast;

import io.github.guarddutynotify.FindingNotifier;
import io.github.guarddutynotify.channel.gchat.GoogleChatChannel;
import io.github.guarddutynotify.channel.slack.SlackChannel;
import io.github.guarddutynotify.delivery.DeliveryReport;

/** The README's example, to be compiled; {@link ReadmeTest} holds that it is the same. */
final class ReadmeExample {
    private ReadmeExample() {}

    static void run(String eventBridgeJson) {
        FindingNotifier notifier = FindingNotifier.builder()
                .destination("soc-slack", SlackChannel.toWebhook(System.getenv("SLACK_WEBHOOK_URL")))
                .destination("all-chat", GoogleChatChannel.toWebhook(System.getenv("CHAT_WEBHOOK_URL")))
                .route(severityAtLeast(HIGH), "soc-slack")
                .route(any(), "all-chat")
                .build();
        DeliveryReport report = notifier.process(eventBridgeJson);
        if (!report.isComplete()) {
            throw new IllegalStateException(
                    report.toString()); // a normal return would tell EventBridge that all is well
        }
    }
}
