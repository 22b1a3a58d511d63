package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.notification.Notification;
import io.github.guarddutynotify.testkit.HostileCorpusContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Hostile and changed findings in each format. */
class SnsCorpusTest {
    private abstract static class OfFormat extends HostileCorpusContract {
        private final Format format;

        OfFormat(Format format) {
            this.format = format;
        }

        @Override
        protected byte[] rendered(Notification notification) {
            return SnsJudge.form(SnsMessage.of(notification, format, false, ""));
        }

        @Override
        protected List<String> judge(byte[] message) {
            return SnsJudge.judge(message, format);
        }
    }

    @Nested
    class Text extends OfFormat {
        Text() {
            super(Format.TEXT);
        }
    }

    @Nested
    class Json extends OfFormat {
        Json() {
            super(Format.JSON);
        }
    }

    @Nested
    class AmazonQ extends OfFormat {
        AmazonQ() {
            super(Format.AMAZON_Q);
        }
    }
}
