/**
 * First in the flow: reads what EventBridge delivers and gives it a model, {@link
 * io.github.guarddutynotify.finding.Finding}. A finding types the dozen stable facts, keeps the whole document and
 * reaches the rest of it by pointer.
 */
@NullMarked
package io.github.guarddutynotify.finding;

import org.jspecify.annotations.NullMarked;
