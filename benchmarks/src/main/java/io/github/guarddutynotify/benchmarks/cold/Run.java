package io.github.guarddutynotify.benchmarks.cold;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;

/**
 * What one process cost.
 *
 * @param told milliseconds from its start until every far end had accepted
 * @param processor milliseconds of processor time of all its threads, to its end
 * @param memory the most memory it had resident, in MiB
 */
record Run(double told, double processor, double memory) {
    /** Reads a line of {@code stopwatch.py}. */
    static Run parse(String line) {
        try {
            JsonValue run = JsonValue.parse(line);
            if (number(run, "exit") != 0) {
                throw new IllegalStateException("it did not tell all: " + line);
            }
            return new Run(number(run, "told"), number(run, "cpu"), number(run, "rss"));
        } catch (JsonSyntaxException malformed) {
            throw new IllegalStateException("no measurement: " + line, malformed);
        }
    }

    private static double number(JsonValue run, String name) {
        return run.member(name).number().orElseThrow();
    }
}
