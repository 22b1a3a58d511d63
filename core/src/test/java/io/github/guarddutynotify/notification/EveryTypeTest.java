package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.SharedFindings;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A message of every finding type, of every shared document, and of what no table knows. */
class EveryTypeTest {
    private static final NotificationComposer COMPOSER = new NotificationComposer();

    private static final Pattern NOTHING =
            Pattern.compile("\\b(null|undefined|NaN)\\b|\\{}|\\[]|\\{\"|Optional|@[0-9a-f]{6}");

    static void assertReadable(String name, Notification notification) {
        String text = PlainRenderer.text(notification);
        assertThat(text).as(name).doesNotContainPattern(NOTHING);
        assertThat(notification.title()).as(name).isNotBlank().doesNotContain("\n");
        assertThat(notification.summary()).as(name).contains("severity");
        assertThat(notification.sections()).as(name).isNotEmpty();
        for (Section section : notification.sections()) {
            assertThat(section.facts()).as(name).isNotEmpty().allSatisfy(fact -> {
                assertThat(fact.label()).as(text).isNotBlank();
                assertThat(fact.value().text()).as(fact.label()).isNotBlank();
                assertThat(fact.value().text())
                        .as(fact.label())
                        .isEqualTo(fact.value().text().strip());
            });
        }
    }

    @Test
    void everySharedDocumentMakesAReadableMessage() {
        SharedFindings.findings().forEach((name, finding) -> assertReadable(name, COMPOSER.apply(finding)));
    }

    static Stream<String> types() {
        List<String> types = SharedFindings.lines("finding-types.txt");
        assertThat(types).hasSizeGreaterThan(240);
        return types.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeMakesAMessageThatStandsAlone(String type) {
        Finding finding = GeneratedFindings.ofType(type);
        Notification notification = COMPOSER.apply(finding);
        assertReadable(type, notification);
        assertThat(finding.type().isWellFormed()).isTrue();
        assertThat(finding.type().category()).doesNotContain("GuardDuty");
        assertThat(notification.title()).startsWith(finding.type().category() + ": ");
        assertThat(notification.summary()).contains("Medium severity", "111122223333", "eu-west-1");
        assertThat(notification.sections()).extracting(Section::heading).contains("What happened", "What to do first");
        Section next = section(notification, "What to do first");
        assertThat(next.facts()).hasSizeBetween(2, 4);
        assertThat(notification.links())
                .extracting(Link::label)
                .contains("Open in GuardDuty", "About this finding type", "How to respond");
    }

    private static Section section(Notification notification, String heading) {
        return notification.sections().stream()
                .filter(section -> section.heading().equals(heading))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatNoTableKnowsIsToldByItsName() {
        Notification notification = COMPOSER.apply(FindingReader.read("""
                {"type":"QuantumTheft:Qubit/EntanglementTheft.B!Photon","severity":7.5,"title":"A qubit was stolen.",
                 "resource":{"resourceType":"QuantumComputer",
                   "quantumComputerDetails":{"name":"q-1","qubitCount":72,"cooling":{"isOn":false}}},
                 "service":{"action":{"actionType":"TELEPORTATION",
                   "teleportationAction":{"targetPlanet":"Mars","sourceIPs":["203.0.113.9"]}}}}
                """));
        assertReadable("invented", notification);
        assertThat(notification.title()).isEqualTo("Quantum theft: A qubit was stolen.");
        assertThat(notification.summary()).startsWith("High severity · resource q-1");
        assertThat(section(notification, "Other details").facts())
                .extracting(fact -> fact.label() + " = " + fact.value().text())
                .contains(
                        "Quantum computer details, qubit count = 72",
                        "Cooling, is on = false",
                        "Teleportation action, target planet = Mars",
                        "Teleportation action, source IPs = 203.0.113.9");
    }

    @Test
    void aDocumentFullOfNothingTellsNothing() {
        String nothing =
                JsonWriter.write(emptied(GeneratedFindings.everyField()).toJava());
        Notification notification = COMPOSER.apply(FindingReader.read(nothing));
        assertReadable("nothing", notification);
        assertThat(notification.sections().stream()
                        .mapToInt(section -> section.facts().size())
                        .sum())
                .isLessThan(12);
    }

    /** The same with what senders write where they have nothing to say. */
    private static JsonValue emptied(JsonValue finding) {
        Map<String, Object> copy = new LinkedHashMap<>();
        finding.names().forEach(name -> copy.put(name, name.equals("type") ? "A:B/C" : nothing(finding.member(name))));
        return JsonValue.ofJava(copy);
    }

    private static Object nothing(JsonValue value) {
        if (value.isObject()) {
            Map<String, Object> copy = new LinkedHashMap<>();
            value.names().forEach(name -> copy.put(name, nothing(value.member(name))));
            return copy;
        }
        if (value.isArray()) {
            return value.elements().stream().map(EveryTypeTest::nothing).toList();
        }
        List<String> nothings = List.of("", " ", "null", "undefined", "{}", "[]");
        return nothings.get(Math.floorMod(value.hashCode(), nothings.size()));
    }
}
