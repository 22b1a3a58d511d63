/**
 * Tells findings in Slack, by an incoming webhook and Block Kit. A channel: fourth in the flow, beside core's channel
 * package, of which it is an implementation.
 */
@NullMarked
package io.github.guarddutynotify.channel.slack;

import org.jspecify.annotations.NullMarked;
