/** A channel to copy: fourth in the flow, as the library's own are, of which it needs nothing but core. */
@NullMarked
package io.github.guarddutynotify.examples.channel;

import org.jspecify.annotations.NullMarked;
