package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.testkit.FarEnd;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFarEnd;
import io.github.guarddutynotify.testkit.NotificationChannelContract;
import java.util.List;
import java.util.Set;

class SlackBotContractTest extends NotificationChannelContract {
    private static final String TOKEN = "xoxb-1111-2222-S3cr3tOfTheB0t";

    @Override
    protected NotificationChannel channel() {
        return new SlackChannel();
    }

    @Override
    protected FarEnd startFarEnd() {
        return HttpFarEnd.http(
                HttpAnswer.of(200, "{\"ok\":true,\"channel\":\"C0123456789\",\"ts\":\"1767323045.000200\"}"));
    }

    @Override
    protected DestinationSpec destination(FarEnd end) {
        return SlackChannel.toChannel(TOKEN, "C0123456789").with("apiBase", ((HttpFarEnd) end).url("/api"));
    }

    /** None without which there is no other way: a webhook does as well. SlackSettingsTest has what must stand together. */
    @Override
    protected Set<String> requiredKeys() {
        return Set.of();
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN, "S3cr3tOfTheB0t");
    }

    @Override
    protected List<String> judge(byte[] message) {
        return SlackJudge.judgeBots(message);
    }
}
