package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Publishes findings to an <a href="https://docs.aws.amazon.com/sns/latest/dg/welcome.html">Amazon SNS</a> topic, standard
 * or FIFO, in any partition.
 *
 * <p>Settings of a destination, besides those that core reads for every one:
 *
 * <ul>
 *   <li>{@code topicArn}: the topic's ARN; required
 *   <li>{@code format}: {@code text} (the default), {@code json} or {@code amazon-q}; see {@link Format}
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
 * <p>Each message has a subject, a body in the format that is set, and the attributes {@code severity} (a number), {@code
 * severityLabel}, {@code findingType}, {@code purpose}, {@code accountId}, {@code region}, {@code resourceType} and {@code
 * sample} for filter policies, as far as the finding has them. What changed about a finding since its former message comes
 * first. On a FIFO topic all messages about a finding are one group.
 *
 * <p>A topic takes far more than findings come, so there is no {@code rate} by default. An e-mail subscription gets <a
 * href="https://docs.aws.amazon.com/general/latest/gr/sns.html">ten messages a second</a> and no more: where that matters,
 * say {@code "rate": "10/s"}.
 *
 * <p>Stateless and safe for use by many threads.
 */
public final class SnsChannel implements NotificationChannel {
    static final String NAME = "sns";

    /** How the messages to a topic are laid out. */
    public enum Format {
        /**
         * Plain text; {@code text} in a file. E-mail subscribers get a mail with the links above the facts, phones one line
         * that fits a single SMS, and all others (queues, functions, web addresses) the text whole. On a FIFO topic, to which
         * only queues subscribe, the message is that text alone.
         */
        TEXT,
        /**
         * The notification as JSON, the same for every subscriber; {@code json} in a file. Its members:
         *
         * <ul>
         *   <li>{@code schemaVersion}: 1; it goes up when a member goes or changes its meaning, not when one is added
         *   <li>{@code change}: what changed since the former message, in our words; only in an update
         *   <li>{@code severity}: {@code LOW}, {@code MEDIUM}, {@code HIGH}, {@code CRITICAL} or {@code UNKNOWN}
         *   <li>{@code title}, {@code summary}: one line each; the summary may be empty
         *   <li>{@code threadKey}, {@code dedupKey}: the same for all messages about a finding, and for copies of this
         *       message; empty where it is about none
         *   <li>{@code sections}: objects of {@code heading} and {@code facts}, objects of {@code label}, {@code value} and
         *       {@code kind}: {@code own} (our words), {@code foreign} (from the finding), {@code code} (the same, read
         *       character by character) or {@code time} (ISO 8601, UTC)
         *   <li>{@code links}: objects of {@code label} and {@code url}
         *   <li>{@code findingCount}: how many findings it is about; {@code findings}: the first fifty of them, objects of
         *       {@code id}, {@code type}, {@code severity} (a number), {@code accountId}, {@code region}, {@code
         *       resourceType}, {@code count}, {@code updatedAt} and {@code sample}, as far as the finding has them
         * </ul>
         *
         * <p>All values but {@code schemaVersion}, {@code findingCount} and a finding's {@code severity}, {@code count} and
         * {@code sample} are strings. Foreign text is defanged ({@code evil[.]example}) but not escaped: whoever shows it
         * escapes it for the medium.
         */
        JSON,
        /**
         * A <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">custom notification</a> for
         * Amazon Q Developer (once AWS Chatbot), which shows it in Slack, Microsoft Teams and Chime, all updates of a finding
         * in one thread; {@code amazon-q} in a file. For a standard topic.
         */
        AMAZON_Q;

        static final String WORDS = "text, json or amazon-q";

        static Format parse(String word) {
            for (Format format : values()) {
                if (format.word().equals(word)) {
                    return format;
                }
            }
            throw new IllegalArgumentException("no such format");
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Makes the channel, for {@code ServiceLoader}. */
    public SnsChannel() {}

    /**
     * A destination in code: an SNS topic that gets plain text.
     *
     * @param arn the topic's ARN; {@code null}, such as an environment variable that is not set, is reported when the
     *     notifier is built
     * @return the specification, to be named in a notifier
     */
    public static DestinationSpec toTopic(@Nullable String arn) {
        return DestinationSpec.of(NAME).with(TopicSettings.TOPIC_ARN, arn);
    }

    /**
     * The same in another format.
     *
     * @param arn the topic's ARN; {@code null} is reported when the notifier is built
     * @param format how its messages are laid out
     * @return the specification, to be named in a notifier
     */
    public static DestinationSpec toTopic(@Nullable String arn, Format format) {
        return toTopic(arn).with(TopicSettings.FORMAT, format.word());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Destination open(DestinationConfig config) {
        return new SnsTopic(TopicSettings.read(config.settings()), Credentials.read(config), new Connections(config));
    }
}
