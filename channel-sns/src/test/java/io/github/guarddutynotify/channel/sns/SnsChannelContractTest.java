package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.testkit.FarEnd;
import io.github.guarddutynotify.testkit.NotificationChannelContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Map<String, String> publish = SnsFarEnd.form(message);
        assertThat(SnsRules.broken(publish)).as("what SNS would refuse").isEmpty();
        assertThat(SnsRules.utf8(publish.get("Message"))).isLessThanOrEqualTo(SnsMessage.MAX_BYTES);
        List<String> shown = new ArrayList<>(List.of(publish.get("Subject"), publish.get("Message")));
        SnsRules.attributes(publish).forEach(attribute -> shown.add(attribute.value()));
        return shown;
    }
}
