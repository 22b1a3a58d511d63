/**
 * The test kit: for authors of channels the contract that a channel is held to ({@link
 * io.github.guarddutynotify.testkit.NotificationChannelContract}) and doubles of far ends; for everybody findings to test
 * with and a destination that remembers what it was told. Stands outside the flow and needs JUnit Jupiter and AssertJ.
 */
@NullMarked
package io.github.guarddutynotify.testkit;

import org.jspecify.annotations.NullMarked;
