/**
 * Secrets by reference for a Lambda function: {@code ${secretsmanager:NAME}} and {@code ${ssm:NAME}}, through the AWS
 * Parameters and Secrets Lambda extension and without an SDK. It needs core alone.
 */
package io.github.guarddutynotify.examples.secrets;
