package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.config.Settings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a destination publishes, and in which format.
 *
 * @param arn the topic
 * @param format how its messages are laid out
 * @param region the region to publish in
 * @param endpoint where SNS is, for an emulator or a VPC endpoint; {@code null} for AWS's own
 */
record TopicSettings(
        TopicArn arn,
        Format format,
        String region,
        @Nullable URI endpoint) {
    static final String TOPIC_ARN = "topicArn";
    static final String FORMAT = "format";
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";
    private static final TopicArn STAND_IN = new TopicArn("", "us-east-1", false);

    /** Reads the settings; a stand-in takes the place of what is a problem. */
    static TopicSettings read(Settings settings) {
        TopicArn arn = topic(settings).orElse(STAND_IN);
        Format format = settings.parsed(FORMAT, Format::parse, Format.WORDS).orElse(Format.TEXT);
        if (format == Format.AMAZON_Q && arn.isFifo()) {
            settings.problem(
                    FORMAT,
                    "is amazon-q, but Amazon Q can't subscribe to a FIFO topic; take a standard topic, or another format");
        }
        String region = settings.parsed(REGION, TopicSettings::regionName, "a region, such as eu-west-1")
                .orElse(arn.region());
        URI endpoint = Endpoint.read(settings, ENDPOINT).orElse(null);
        return new TopicSettings(arn, format, region, endpoint);
    }

    private static Optional<TopicArn> topic(Settings settings) {
        String text = settings.text(TOPIC_ARN);
        Optional<TopicArn> topic = TopicArn.parse(text);
        if (topic.isEmpty() && !text.isEmpty()) {
            settings.problem(
                    TOPIC_ARN,
                    "is not the ARN of a topic; copy it from the topic's page, such as"
                            + " arn:aws:sns:eu-west-1:111122223333:guardduty");
        }
        return topic;
    }

    private static String regionName(String text) {
        if (!text.matches("[a-z]{2,8}(-[a-z0-9]{1,16}){1,5}")) {
            throw new IllegalArgumentException("not a region's name");
        }
        return text;
    }
}
