/**
 * What became of findings, for machines: metrics in CloudWatch's embedded format and a structured line of the log. It needs
 * core alone.
 */
package io.github.guarddutynotify.examples.metrics;
