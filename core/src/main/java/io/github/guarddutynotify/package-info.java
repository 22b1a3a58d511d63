/**
 * The entry: JSON of an event in, a report of what was delivered where out. {@link
 * io.github.guarddutynotify.FindingNotifier} joins the packages in the order of the flow: {@code finding}, {@code
 * routing}, {@code notification}, {@code channel}, {@code delivery}.
 */
@NullMarked
package io.github.guarddutynotify;

import org.jspecify.annotations.NullMarked;
