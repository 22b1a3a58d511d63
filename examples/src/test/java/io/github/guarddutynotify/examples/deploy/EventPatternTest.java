package io.github.guarddutynotify.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Machine;

/** The rule takes GuardDuty's events and no others, by the matcher that EventBridge itself uses. */
class EventPatternTest {
    private static final Path PATTERN = Path.of("deploy/event-pattern.json");

    /** EventBridge puts a source on everything; who published this one left it out. */
    private static final String WITHOUT_SOURCE = "recon-ec2-portprobeunprotectedport-unsourced.json";

    private final Machine rule = Machine.builder().build();

    @BeforeEach
    void compile() throws IOException {
        rule.addRule("guardduty", Files.readString(PATTERN));
    }

    @Test
    void isTheTemplates() throws Exception {
        Template template = Template.read(Path.of("deploy/template.yaml"));
        Map<String, Object> pattern = Template.map(template.at("Resources", "Rule", "Properties", "EventPattern"));
        String detailTypes = template.at("Parameters", "DetailTypes", "Default").toString();

        assertThat(pattern).containsEntry("detail-type", Map.of("Ref", "DetailTypes"));
        assertThat(parsed(Files.readString(PATTERN)).toJava())
                .isEqualTo(Map.of("source", pattern.get("source"), "detail-type", List.of(detailTypes.split(","))));
    }

    @ParameterizedTest
    @MethodSource
    void matchesEveryFindingWeHave(Path event) throws Exception {
        assertThat(matches(Files.readString(event))).isTrue();
    }

    static List<Path> matchesEveryFindingWeHave() throws IOException {
        List<Path> folders = List.of(
                Path.of("src/main/resources/io/github/guarddutynotify/examples/demo/findings"),
                Path.of("../core/src/test/resources/io/github/guarddutynotify/testkit/samples"));
        Stream<Path> found = Stream.of(Path.of("deploy/test-event.json"));
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                found = Stream.concat(found, files.toList().stream());
            }
        }
        return found.filter(file -> file.toString().endsWith(".json"))
                .filter(file -> !file.endsWith(WITHOUT_SOURCE))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void matchesEachKindOfEvent(String event) throws Exception {
        assertThat(matches(event)).isTrue();
    }

    static List<String> matchesEachKindOfEvent() throws IOException {
        return events("kinds.jsonl");
    }

    @Test
    void hasASampleOfEachKind() throws Exception {
        assertThat(events("kinds.jsonl"))
                .map(event -> parsed(event).member("detail-type").text().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(
                        parsed(Files.readString(PATTERN)).member("detail-type").elements().stream()
                                .map(kind -> kind.text().orElseThrow())
                                .toList());
    }

    @ParameterizedTest
    @MethodSource
    void matchesNothingElse(String event) throws Exception {
        assertThat(matches(event)).isFalse();
    }

    static List<String> matchesNothingElse() throws IOException {
        return events("foreign.jsonl");
    }

    private boolean matches(String event) throws Exception {
        return rule.rulesForJSONEvent(event).equals(List.of("guardduty"));
    }

    /** One event a line. */
    private static List<String> events(String resource) throws IOException {
        try (InputStream json = EventPatternTest.class.getResourceAsStream(resource)) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static JsonValue parsed(String json) throws JsonSyntaxException {
        return JsonValue.parse(json);
    }
}
