package io.github.guarddutynotify.channel.gchat;

import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFaultMatrix;

class GoogleChatFaultMatrixTest extends HttpFaultMatrix {
    @Override
    protected HttpAnswer accepted() {
        return HttpAnswer.of(200, "{\"name\":\"spaces/AAAA/messages/BBBB.CCCC\",\"text\":\"…\"}");
    }

    @Override
    protected DestinationSpec destinationAt(String url) {
        return GoogleChatChannel.toWebhook(url);
    }
}
