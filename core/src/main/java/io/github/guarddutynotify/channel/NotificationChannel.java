package io.github.guarddutynotify.channel;

import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.SendingLimits;

/**
 * A kind of channel, such as Slack or e-mail, found by {@link java.util.ServiceLoader}.
 *
 * <p>Being on the class path switches nothing on: a channel opens the destinations that a configuration names, and no
 * other. An implementation is public, has a public constructor without parameters, is named in {@code
 * META-INF/services/io.github.guarddutynotify.channel.NotificationChannel}, keeps no state and is safe for use by many
 * threads. The test kit's {@code NotificationChannelContract} checks all of it.
 */
public interface NotificationChannel {
    /**
     * The word that a configuration has behind {@code "channel"}.
     *
     * @return a name in kebab-case, always the same, unlike that of any other channel
     */
    String name();

    /**
     * Opens a destination: reads its settings and nothing else. No network is touched before the first delivery.
     *
     * <p>What is wrong with the settings is left with them as {@linkplain
     * io.github.guarddutynotify.config.Settings#problem problems}; the notifier then reports all of them, and what was
     * returned is closed unused. Every key that the channel knows must be read here, or it is reported as unknown.
     *
     * @param config the destination's name and settings
     * @return the destination
     */
    Destination open(DestinationConfig config);

    /**
     * How fast, and how many at a time, a destination takes messages by its vendor's documentation. It holds unless a
     * destination's {@code rate} or {@code concurrency} says otherwise; the notifier keeps to it, not the channel.
     *
     * @return no limits, unless a channel says otherwise
     */
    default SendingLimits limits() {
        return SendingLimits.none();
    }
}
