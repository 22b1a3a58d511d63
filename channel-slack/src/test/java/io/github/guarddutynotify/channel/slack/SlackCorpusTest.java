package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.HostileCorpusContract;
import java.nio.charset.StandardCharsets;
import java.util.List;

class SlackCorpusTest extends HostileCorpusContract {
    @Override
    protected byte[] rendered(Notification notification) {
        return JsonWriter.write(SlackMessage.of(notification, "", "")).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected List<String> judge(byte[] message) {
        return SlackJudge.judge(message);
    }
}
