/**
 * An AWS Lambda function that tells of GuardDuty findings, ready to deploy or to copy. The package stands alone: it needs
 * core, the ledger in DynamoDB, the channels that your configuration names, {@code aws-lambda-java-core} and {@code slf4j-api}, and nothing else of
 * this project.
 */
package io.github.guarddutynotify.examples.lambda;
