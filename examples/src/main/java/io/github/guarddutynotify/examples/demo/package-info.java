/**
 * The demo: tells findings to embedded far ends by a real notifier and shows what arrived. It stands outside the library's
 * flow and uses all of it, as an application does.
 */
@NullMarked
package io.github.guarddutynotify.examples.demo;

import org.jspecify.annotations.NullMarked;
