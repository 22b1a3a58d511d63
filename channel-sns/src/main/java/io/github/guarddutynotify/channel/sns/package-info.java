/**
 * Tells findings on an Amazon SNS topic, by the AWS SDK. A channel: fourth in the flow, beside core's channel package, of
 * which it is an implementation.
 */
@NullMarked
package io.github.guarddutynotify.channel.sns;

import org.jspecify.annotations.NullMarked;
