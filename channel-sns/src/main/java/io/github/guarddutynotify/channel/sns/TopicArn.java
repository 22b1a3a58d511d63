package io.github.guarddutynotify.channel.sns;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic's ARN, of any partition.
 *
 * @param text the whole ARN
 * @param region the region that the topic is in
 * @param isFifo whether it is a FIFO topic, which wants a group and a deduplication id with each message
 */
record TopicArn(String text, String region, boolean isFifo) {
    /** Up to 256 letters, digits, hyphens and underscores; see CreateTopic's Name. */
    private static final Pattern GRAMMAR =
            Pattern.compile("arn:aws[a-z-]{0,20}:sns:([a-z0-9-]{2,32}):[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?");

    /** Reads an ARN; empty if the text is not that of a topic. */
    static Optional<TopicArn> parse(String text) {
        Matcher parts = GRAMMAR.matcher(text);
        return parts.matches()
                ? Optional.of(new TopicArn(text, parts.group(1), parts.group(2) != null))
                : Optional.empty();
    }
}
