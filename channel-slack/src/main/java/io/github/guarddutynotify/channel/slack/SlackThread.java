package io.github.guarddutynotify.channel.slack;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.Telling;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A thread of a channel, by its first message; what the ledger keeps as this channel's reference.
 *
 * @param channelId the channel's ID, which may be another than the one that is configured by now
 * @param timestamp the first message's {@code ts}, by which Slack knows it
 */
record SlackThread(String channelId, String timestamp) {
    private static final Pattern REFERENCE = Pattern.compile("([A-Z0-9]{2,40})/(\\d{1,16}\\.\\d{1,9})");

    /** The thread that a reference names; empty for what is none of ours. */
    static Optional<SlackThread> parse(String reference) {
        Matcher matcher = REFERENCE.matcher(reference);
        return matcher.matches() ? Optional.of(new SlackThread(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The thread in a channel that a delivery goes on; empty where it begins one. */
    static Optional<SlackThread> of(Delivery delivery, String channelId) {
        return delivery.previous()
                .flatMap(Telling::reference)
                .flatMap(SlackThread::parse)
                .filter(thread -> thread.channelId.equals(channelId));
    }

    String reference() {
        return channelId + "/" + timestamp;
    }
}
