package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Fact;
import io.github.guarddutynotify.notification.PlainText;
import java.time.Instant;
import java.util.Map;

/** Text for Slack's two kinds of text object. */
final class SlackText {
    private SlackText() {}

    /** Shown as it is: no mark-up, mention or emoji code works in it, and nothing is escaped. */
    static Map<String, Object> plain(String text) {
        return JsonWriter.object("type", "plain_text", "text", text, "emoji", false);
    }

    /** Our own mark-up; {@code verbatim} keeps Slack from finding links and mentions by itself. */
    static Map<String, Object> markup(String mrkdwn) {
        return JsonWriter.object("type", "mrkdwn", "text", mrkdwn, "verbatim", true);
    }

    /**
     * Foreign text within mark-up: no mention, link or formatting can arise from it. See <a
     * href="https://docs.slack.dev/messaging/formatting-message-text#escaping">escaping text</a>.
     */
    static String escaped(String text) {
        return PlainText.unformatted(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    /** Mark-up that shows a time in the reader's zone, and in UTC where a client can't. */
    static String date(Instant instant) {
        return "<!date^" + instant.getEpochSecond() + "^{date_short_pretty} {time}|" + new Fact.Time(instant).text()
                + ">";
    }
}
