package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpChannelContract;
import java.util.List;

class SlackChannelContractTest extends HttpChannelContract {
    @Override
    protected NotificationChannel channel() {
        return new SlackChannel();
    }

    @Override
    protected HttpAnswer accepted() {
        return HttpAnswer.of(200, "ok");
    }

    @Override
    protected DestinationSpec destinationAt(String url) {
        return SlackChannel.toWebhook(url);
    }

    @Override
    protected List<String> judge(byte[] message) {
        return SlackJudge.judge(message);
    }
}
