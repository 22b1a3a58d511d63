package io.github.guarddutynotify.channel.gchat;

import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.HostileCorpusContract;
import java.nio.charset.StandardCharsets;
import java.util.List;

class GoogleChatCorpusTest extends HostileCorpusContract {
    @Override
    protected byte[] rendered(Notification notification) {
        return GoogleChatMessage.of(notification, "", "").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected List<String> judge(byte[] message) {
        return GoogleChatJudge.judge(message);
    }
}
