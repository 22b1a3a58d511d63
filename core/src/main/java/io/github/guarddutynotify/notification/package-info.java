/**
 * Third in the flow: what is to be said of a finding, once, for every medium. A {@link
 * io.github.guarddutynotify.notification.Notification} is text that is plain already and says of each value whether an
 * intruder may have chosen it; channels only lay it out.
 */
@NullMarked
package io.github.guarddutynotify.notification;

import org.jspecify.annotations.NullMarked;
