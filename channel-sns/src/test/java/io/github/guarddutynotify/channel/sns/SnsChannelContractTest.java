package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.testkit.FarEnd;
import io.github.guarddutynotify.testkit.NotificationChannelContract;
import java.util.List;
import java.util.Set;

class SnsChannelContractTest extends NotificationChannelContract {
    @Override
    protected NotificationChannel channel() {
        return new SnsChannel();
    }

    @Override
    protected FarEnd startFarEnd() {
        return new SnsFarEnd();
    }

    @Override
    protected DestinationSpec destination(FarEnd end) {
        return SnsChannel.toTopic("arn:aws:sns:eu-west-1:111122223333:guardduty")
                .with("endpoint", "http://127.0.0.1:" + end.port())
                .with("accessKeyId", Secret.of("AKIAUNDERTEST"))
                .with("secretAccessKey", Secret.of("s3cret/under+test"))
                .with("sessionToken", Secret.of("t0ken-under-test"));
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("topicArn");
    }

    @Override
    protected List<String> secrets() {
        return List.of("AKIAUNDERTEST", "s3cret/under+test", "t0ken-under-test");
    }

    @Override
    protected List<String> judge(byte[] message) {
        return SnsJudge.judge(message, Format.TEXT);
    }
}
