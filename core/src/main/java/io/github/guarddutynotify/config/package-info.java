/**
 * Settings and secrets, as a document or code gives them. A leaf beside the flow: it knows that there are destinations
 * with settings, and nothing of routes, severities or channels; the root package turns a document into a notifier.
 */
@NullMarked
package io.github.guarddutynotify.config;

import org.jspecify.annotations.NullMarked;
