package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.testkit.HttpAnswer;
import io.github.guarddutynotify.testkit.HttpFaultMatrix;

class SlackFaultMatrixTest extends HttpFaultMatrix {
    @Override
    protected HttpAnswer accepted() {
        return HttpAnswer.of(200, "ok");
    }

    @Override
    protected DestinationSpec destinationAt(String url) {
        return SlackChannel.toWebhook(url);
    }
}
