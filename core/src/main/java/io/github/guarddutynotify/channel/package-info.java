/**
 * Where a channel author starts: the two types to implement, {@link
 * io.github.guarddutynotify.channel.NotificationChannel} and {@link io.github.guarddutynotify.channel.Destination}, and
 * the values that go in and come out. Fourth in the flow: it is given notifications and knows nothing of routes or
 * retries.
 */
@NullMarked
package io.github.guarddutynotify.channel;

import org.jspecify.annotations.NullMarked;
