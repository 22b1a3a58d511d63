/**
 * A process that tells of the findings in an SQS queue, for people without Lambda: in a container, or on a machine of their
 * own. It needs core, the ledger in DynamoDB, the channels that the configuration names, and the SDK's SQS client.
 */
package io.github.guarddutynotify.examples.worker;
