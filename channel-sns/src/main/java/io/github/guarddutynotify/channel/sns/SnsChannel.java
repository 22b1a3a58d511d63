package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.Settings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes findings to an <a href="https://docs.aws.amazon.com/sns/latest/dg/welcome.html">Amazon SNS</a> topic, standard
 * or FIFO, in any partition.
 *
 * <p>Settings of a destination, besides those that core reads for every one:
 *
 * <ul>
 *   <li>{@code topicArn}: the topic's ARN; required
 *   <li>{@code region}: the region to publish in; that of the ARN by default
 *   <li>{@code endpoint}: the address of an emulator or a VPC endpoint; AWS's own by default; https, or http on loopback
 * </ul>
 *
 * <p>Credentials come from the first of these that is set:
 *
 * <ol>
 *   <li>{@code profile}: a profile of {@code ~/.aws}, or of {@code profileFile}, a file in the form of {@code
 *       ~/.aws/credentials}
 *   <li>{@code roleArn}: a role, assumed for an hour and anew before that ends, with {@code externalId} if its owner asks
 *       for one, under {@code sessionName} (default {@code guardduty-notify}), by way of {@code stsEndpoint} if that is not
 *       AWS's own in the region; it is assumed with the static keys, else with the default chain; needs {@code
 *       software.amazon.awssdk:sts} on the class path
 *   <li>{@code accessKeyId} and {@code secretAccessKey}, with or without {@code sessionToken}: static keys
 *   <li>the SDK's default chain: environment, profile, container, instance
 * </ol>
 *
 * <p>Each message has a subject, a body in plain text, and the attributes {@code severity} (a number), {@code
 * severityLabel}, {@code findingType}, {@code purpose}, {@code accountId}, {@code region}, {@code resourceType} and {@code
 * sample} for filter policies, as far as the finding has them. On a FIFO topic all messages about a finding are one group.
 *
 * <p>A topic takes far more than findings come, so there is no {@code rate} by default. An e-mail subscription gets <a
 * href="https://docs.aws.amazon.com/general/latest/gr/sns.html">ten messages a second</a> and no more: where that matters,
 * say {@code "rate": "10/s"}.
 *
 * <p>Stateless and safe for use by many threads.
 */
public final class SnsChannel implements NotificationChannel {
    static final String NAME = "sns";
    private static final String TOPIC_ARN = "topicArn";
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";
    private static final TopicArn STAND_IN = new TopicArn("", "us-east-1", false);

    /** Makes the channel, for {@code ServiceLoader}. */
    public SnsChannel() {}

    /**
     * A destination in code: an SNS topic.
     *
     * @param arn the topic's ARN; {@code null}, such as an environment variable that is not set, is reported when the
     *     notifier is built
     * @return the specification, to be named in a notifier
     */
    public static DestinationSpec toTopic(@Nullable String arn) {
        return DestinationSpec.of(NAME).with(TOPIC_ARN, arn);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Destination open(DestinationConfig config) {
        Settings settings = config.settings();
        TopicArn topic = topic(settings).orElse(STAND_IN);
        String region = settings.parsed(REGION, SnsChannel::regionName, "a region, such as eu-west-1")
                .orElse(topic.region());
        URI endpoint = settings.parsed(ENDPOINT, Endpoint::parse, Endpoint.FORM).orElse(null);
        return new SnsTopic(topic, region, endpoint, Credentials.read(config), new Connections(config));
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
