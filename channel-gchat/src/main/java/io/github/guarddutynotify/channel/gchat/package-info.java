/**
 * Tells findings in Google Chat, by a webhook and cards. A channel: fourth in the flow, beside core's channel package, of
 * which it is an implementation.
 */
@NullMarked
package io.github.guarddutynotify.channel.gchat;

import org.jspecify.annotations.NullMarked;
