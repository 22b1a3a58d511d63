package com.example.alerts;

import io.github.guarddutynotify.channel.NotificationChannel;
import java.util.List;
import java.util.ServiceLoader;

/** A team's own program; prints the channels that its class path offers. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println(channels());
    }

    static List<String> channels() {
        return ServiceLoader.load(NotificationChannel.class).stream()
                .map(channel -> channel.get().name())
                .toList();
    }
}
