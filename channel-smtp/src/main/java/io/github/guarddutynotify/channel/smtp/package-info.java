/**
 * Tells findings by e-mail, over SMTP with TLS. A channel: fourth in the flow, beside core's channel package, of which it
 * is an implementation.
 */
@NullMarked
package io.github.guarddutynotify.channel.smtp;

import org.jspecify.annotations.NullMarked;
