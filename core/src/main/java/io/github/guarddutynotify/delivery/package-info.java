/**
 * Last in the flow: gives each destination its message, at once and apart from the others, retries what can be retried,
 * and reports truthfully. It is the only package that logs, and it never logs a finding's text, a URL or a secret.
 */
@NullMarked
package io.github.guarddutynotify.delivery;

import org.jspecify.annotations.NullMarked;
