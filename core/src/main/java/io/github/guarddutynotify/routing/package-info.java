/**
 * Second in the flow: says which destinations a finding goes to. Routes add up, suppressions take everything away, and
 * every decision can be explained.
 */
@NullMarked
package io.github.guarddutynotify.routing;

import org.jspecify.annotations.NullMarked;
