package io.github.guarddutynotify.delivery;

import io.github.guarddutynotify.finding.Severity;
import java.time.Duration;

/**
 * Tells lesser findings in one message now and then, instead of one message each.
 *
 * @param every how long a finding waits at most
 * @param below findings less bad than this wait; at least {@code MEDIUM}
 */
public record DigestPlan(Duration every, Severity below) {}
