package io.github.guarddutynotify.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.examples.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard and the alarms speak of the metrics that there are, and of all of them. */
class ChartedMetricsTest {
    private static final String NAMESPACE = "GuardDutyNotify/\\$\\{AWS::StackName}";

    /** Such as {@code Findings} and {@code Findings by Type}. */
    private static final Pattern IN_ALL = Pattern.compile(
            "\\[\"" + NAMESPACE + "\", \"(\\w+)\"|Namespace: !Sub \"" + NAMESPACE + "\"\\s+MetricName: (\\w+)");

    private static final Pattern BY_DIMENSION =
            Pattern.compile(NAMESPACE + "\\\\\",(\\w+)\\} MetricName=\\\\\"(\\w+)\\\\\"");

    @Test
    void theTemplateShowsEachMetricThatIsWrittenAndNoOther() throws IOException {
        String template = Files.readString(Path.of("deploy/template.yaml"));
        Set<String> shown = new HashSet<>();
        IN_ALL.matcher(template)
                .results()
                .forEach(match -> shown.add(match.group(1) == null ? match.group(2) : match.group(1)));
        Set<String> shownBy = new HashSet<>();
        BY_DIMENSION.matcher(template).results().forEach(match -> {
            shown.add(match.group(2));
            shownBy.add(match.group(2) + " by " + match.group(1));
        });

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Metric.values()).map(Metric::label).toList());
        assertThat(shownBy)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Metric.values())
                        .flatMap(metric -> metric.dimensions().stream().map(by -> metric.label() + " by " + by))
                        .toList());
    }
}
