package io.github.guarddutynotify.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.examples.lambda.GuardDutyHandler;
import io.github.guarddutynotify.examples.lambda.GuardDutyQueueHandler;
import io.github.guarddutynotify.examples.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The template says all it must and nothing that it needn't. */
class TemplateTest {
    private static final Path FOLDER = Path.of("deploy");

    /** A dimension and a metric that the dashboard searches; a metric that it shows; one that an alarm watches. */
    private static final Pattern SEARCHED = Pattern.compile("\",(\\w+)} MetricName=\\\\\"(\\w+)\\\\\"");

    private static final Pattern SHOWN = Pattern.compile("\"GuardDutyNotify/\\$\\{AWS::StackName}\", \"(\\w+)\"");

    private static final Pattern ALARMED =
            Pattern.compile("GuardDutyNotify/\\$\\{AWS::StackName}\"\\s+MetricName: (\\w+)");

    private Template template;

    @BeforeEach
    void read() throws IOException {
        template = Template.read(FOLDER.resolve("template.yaml"));
    }

    @Test
    void usesEachParameterConditionAndMapping() {
        assertThat(template.used())
                .containsAll(template.section("Parameters").keySet())
                .containsAll(template.section("Conditions").keySet())
                .containsAll(template.section("Mappings").keySet());
    }

    @Test
    void groupsEachParameterOnceForTheConsole() {
        List<String> grouped = new ArrayList<>();
        for (Object group : (List<?>) template.at("Metadata", "AWS::CloudFormation::Interface", "ParameterGroups")) {
            grouped.addAll(Template.texts(Template.map(group).get("Parameters")));
        }

        assertThat(grouped)
                .containsExactlyInAnyOrderElementsOf(
                        template.section("Parameters").keySet());
    }

    @Test
    void describesEachParameterAndSaysWhatItTakes() {
        template.section("Parameters")
                .forEach((name, parameter) -> assertThat(Template.map(parameter))
                        .as(name)
                        .containsKey("Description")
                        .containsAnyOf(
                                Map.entry("Type", "Number"),
                                Map.entry(
                                        "AllowedPattern",
                                        String.valueOf(Template.map(parameter).get("AllowedPattern"))),
                                Map.entry(
                                        "AllowedValues",
                                        List.copyOf(Template.texts(
                                                Template.map(parameter).getOrDefault("AllowedValues", ""))))));
    }

    @Test
    void takesItsOwnDefaults() {
        template.section("Parameters").forEach((name, value) -> {
            Map<String, Object> parameter = Template.map(value);
            if (parameter.containsKey("Default") && parameter.containsKey("AllowedPattern")) {
                String given = parameter.get("Default").toString();
                boolean isList = parameter.get("Type").equals("CommaDelimitedList");
                assertThat(isList ? List.of(given.split(",", -1)) : List.of(given))
                        .as(name)
                        .allMatch(
                                Pattern.compile(parameter.get("AllowedPattern").toString())
                                        .asMatchPredicate());
            }
        });
    }

    @Test
    void namesNoAccountAndNoRegion() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("template.yaml")))
                .doesNotContainPattern("[0-9]{12}")
                .doesNotContainPattern("\\b(us|eu|ap|sa|ca|me|af|il|cn)-(gov-)?[a-z]+-[0-9]\\b");
    }

    @Test
    void startsTheHandlerOfEachPath() {
        assertThat(template.at("Mappings", "Handlers", "direct", "Class")).isEqualTo(GuardDutyHandler.class.getName());
        assertThat(template.at("Mappings", "Handlers", "queue", "Class"))
                .isEqualTo(GuardDutyQueueHandler.class.getName());
        assertThat(template.section("Mappings"))
                .extractingByKey("Handlers")
                .extracting(Template::map)
                .extracting(Map::keySet)
                .isEqualTo(new TreeSet<>(Template.texts(template.at("Parameters", "Path", "AllowedValues"))));
    }

    /** A finding must not be lost where a queue or a call gives up. */
    @Test
    void letsEveryWayEndInTheDeadLetters() {
        Map<String, String> deadLetters = Map.of("Fn::GetAtt", "DeadLetters.Arn");

        assertThat(template.resources("AWS::Events::Rule").values())
                .flatExtracting(rule -> (List<?>) rule.get("Targets"))
                .allSatisfy(target ->
                        assertThat(Template.map(target).get("DeadLetterConfig")).isEqualTo(Map.of("Arn", deadLetters)));
        assertThat(template.at("Resources", "Queue", "Properties", "RedrivePolicy", "deadLetterTargetArn"))
                .isEqualTo(deadLetters);
        assertThat(template.at(
                        "Resources",
                        "AsynchronousCalls",
                        "Properties",
                        "DestinationConfig",
                        "OnFailure",
                        "Destination"))
                .isEqualTo(deadLetters);
    }

    /** Lambda's documentation asks for six times the timeout, and the wait for a batch. */
    @Test
    void hidesAMessageLongerThanItsCallTakes() {
        int timeout = number("Resources", "Function", "Properties", "Timeout");
        int wait = number("Parameters", "BatchWindow", "MaxValue");

        assertThat(number("Resources", "Queue", "Properties", "VisibilityTimeout"))
                .isGreaterThanOrEqualTo(6 * timeout + wait);
    }

    @Test
    void keepsTheLedgerWhenTheStackGoes() {
        assertThat(template.at("Resources", "Ledger"))
                .extracting(Template::map)
                .satisfies(ledger -> assertThat(ledger)
                        .containsEntry("DeletionPolicy", "Retain")
                        .containsEntry("UpdateReplacePolicy", "Retain"));
    }

    @Test
    void alarmsSomeone() {
        assertThat(template.resources("AWS::CloudWatch::Alarm"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy((name, alarm) ->
                        assertThat(alarm).containsKeys("AlarmDescription", "AlarmActions", "TreatMissingData"));
    }

    @Test
    void showsEveryMetricAndWatchesNoOther() throws IOException {
        String text = Files.readString(FOLDER.resolve("template.yaml"));
        Map<String, List<String>> written =
                Stream.of(Metric.values()).collect(Collectors.toMap(Metric::label, Metric::dimensions));

        assertThat(SEARCHED.matcher(text).results())
                .isNotEmpty()
                .allSatisfy(search -> assertThat(written.get(search.group(2))).contains(search.group(1)));
        assertThat(Stream.of(SEARCHED, SHOWN)
                        .flatMap(pattern -> pattern.matcher(text).results())
                        .map(metric -> metric.group(metric.groupCount())))
                .as("on the dashboard")
                .containsAll(written.keySet());
        assertThat(Stream.of(SHOWN, ALARMED)
                        .flatMap(pattern -> pattern.matcher(text).results())
                        .map(metric -> metric.group(1)))
                .as("shown or watched in all")
                .isSubsetOf(written.keySet())
                .contains("Rejected", "Deferred", "DetectionToNotification");
    }

    @Test
    void takesEveryParameterOfTheShippedSets() throws IOException {
        try (Stream<Path> sets = Files.list(FOLDER.resolve("parameters"))) {
            for (Path set : sets.toList()) {
                for (String line : Files.readAllLines(set)) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        assertThat(template.section("Parameters"))
                                .as("%s: %s", set, line)
                                .containsKey(line.substring(0, line.indexOf('=')));
                    }
                }
            }
        }
    }

    private int number(String... path) {
        return Integer.parseInt(template.at(path).toString());
    }
}
