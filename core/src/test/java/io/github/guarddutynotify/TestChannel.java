package io.github.guarddutynotify;

import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.DestinationConfig;
import java.util.function.Function;

/** A channel that opens what a test says. */
record TestChannel(String name, Function<DestinationConfig, Destination> opener) implements NotificationChannel {
    @Override
    public Destination open(DestinationConfig config) {
        return opener.apply(config);
    }
}
