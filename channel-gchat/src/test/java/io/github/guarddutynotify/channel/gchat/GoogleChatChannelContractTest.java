package io.github.guarddutynotify.channel.gchat;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpChannelContract;
import java.util.List;

/** Google Chat answers with the message that it made, and refuses with Google's common error. */
class GoogleChatChannelContractTest extends HttpChannelContract {
    @Override
    protected NotificationChannel channel() {
        return new GoogleChatChannel();
    }

    @Override
    protected HttpAnswer accepted() {
        return HttpAnswer.of(200, "{\"name\":\"spaces/AAAA/messages/BBBB.CCCC\",\"text\":\"…\"}");
    }

    @Override
    protected DestinationSpec destinationAt(String url) {
        return GoogleChatChannel.toWebhook(url);
    }

    @Override
    protected List<String> judge(byte[] message) {
        return GoogleChatJudge.judge(message);
    }
}
