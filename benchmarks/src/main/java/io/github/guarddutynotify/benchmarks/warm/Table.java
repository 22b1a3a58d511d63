package io.github.guarddutynotify.benchmarks.warm;

import io.github.guarddutynotify.benchmarks.Samples;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what JMH measured, each row with its ratio to the yardstick that was measured in the same run. */
public final class Table {
    private static final double NANOS_PER_MICRO = 1e3;

    private Table() {}

    /**
     * One method with one parameter.
     *
     * @param method such as {@code Findings.readTree}
     * @param parameter what it was given
     * @param nanos its time in nanoseconds, of each iteration
     * @param bytes what it allocates
     */
    private record Row(String method, String parameter, Samples nanos, double bytes) {
        static Row of(JsonValue result) {
            String name = result.member("benchmark").text().orElse("");
            String method = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
            String parameter = result.all("/params/*").stream()
                    .map(value -> value.text().orElse(""))
                    .collect(Collectors.joining(", "));
            List<JsonValue> iterations = result.all("/primaryMetric/rawData/*/*");
            Samples nanos = Samples.of(iterations, micros -> micros.number().orElseThrow() * NANOS_PER_MICRO);
            double bytes = result.at("/secondaryMetrics/gc.alloc.rate.norm/score")
                    .number()
                    .orElse(Double.NaN);
            return new Row(method, parameter, nanos, bytes);
        }

        /** Jackson's reading of the same event; one route. */
        boolean isYardstickOf(Row other) {
            return switch (method) {
                case "Findings.readTree" -> other.method.startsWith("Findings.") && parameter.equals(other.parameter);
                case "Routes.decide" -> other.method.equals(method) && parameter.equals("1");
                default -> false;
            };
        }

        String text(@Nullable Row yardstick) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.0f | %s |",
                    method,
                    parameter,
                    nanos,
                    yardstick == null ? "" : times(nanos.median() / yardstick.nanos.median()),
                    bytes,
                    yardstick == null ? "" : times(bytes / yardstick.bytes));
        }

        private static String times(double ratio) {
            return String.format(Locale.ROOT, "%.2f", ratio);
        }
    }

    /**
     * Prints it.
     *
     * @param args the file that JMH wrote ({@code -rf json})
     * @throws IOException if it can't be read
     * @throws JsonSyntaxException if it is no JSON
     */
    public static void main(String[] args) throws IOException, JsonSyntaxException {
        List<Row> rows = JsonValue.parse(Files.readAllBytes(Path.of(args[0]))).elements().stream()
                .map(Row::of)
                .toList();
        System.out.println("| | of | time, ns: median (quartiles) | × | allocated, bytes | × |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (Row row : rows) {
            System.out.println(row.text(rows.stream()
                    .filter(other -> other.isYardstickOf(row))
                    .findFirst()
                    .orElse(null)));
        }
    }
}
