/**
 * Help for channels that post JSON to a webhook: an HTTP client that keeps the URL secret, ends in time and classifies
 * answers. Part of the channel stage.
 */
@NullMarked
package io.github.guarddutynotify.channel.http;

import org.jspecify.annotations.NullMarked;
