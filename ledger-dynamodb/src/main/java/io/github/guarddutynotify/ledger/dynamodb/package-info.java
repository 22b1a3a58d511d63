/**
 * Remembers what was told in a DynamoDB table, for notifiers that come and go. A ledger: last in the flow, beside core's
 * delivery package, of which it is an implementation.
 */
@NullMarked
package io.github.guarddutynotify.ledger.dynamodb;

import org.jspecify.annotations.NullMarked;
