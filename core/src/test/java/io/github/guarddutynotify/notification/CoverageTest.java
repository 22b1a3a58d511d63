package io.github.guarddutynotify.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.SharedFindings;
import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.finding.FindingReader;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every value of every document is told, or on the list of those not worth it: another value in its place makes another
 * message. A value told by "and 3 more" counts if another of its list is told.
 */
class CoverageTest {
    private static final NotificationComposer COMPOSER = new NotificationComposer();

    /** The reviewed list. What is added there is no longer told: say why. */
    private static final List<String> NOT_WORTH_TELLING = SharedFindings.lines("not-worth-telling.txt");

    @Test
    void tellsEveryValueOfEverySharedDocumentAndEveryFieldOfTheServiceModel() {
        Set<String> untold = untold(GeneratedFindings.everyField());
        SharedFindings.findings().forEach((name, finding) -> untold.addAll(untold(finding.document())));
        assertThat(untold).allMatch(path -> NOT_WORTH_TELLING.stream().anyMatch(glob -> matches(glob, path)));
        assertThat(NOT_WORTH_TELLING)
                .as("an entry that is told by now")
                .allMatch(glob -> untold.stream().anyMatch(path -> matches(glob, path)));
    }

    private static boolean matches(String glob, String path) {
        return path.matches(glob.replace(".", "\\.").replace("*", ".*"));
    }

    private static Set<String> untold(JsonValue document) {
        String told = text(document);
        Map<String, Boolean> isTold = new LinkedHashMap<>();
        walk(document, document, "", "", told, isTold);
        Set<String> untold = new TreeSet<>();
        isTold.forEach((path, is) -> {
            if (!is) {
                untold.add(path);
            }
        });
        return untold;
    }

    private static void walk(
            JsonValue top, JsonValue at, String pointer, String path, String told, Map<String, Boolean> isTold) {
        if (at.isArray()) {
            List<JsonValue> elements = at.elements();
            for (int i = 0; i < elements.size(); i++) {
                walk(top, elements.get(i), pointer + "/" + i, path, told, isTold);
            }
        } else if (at.isObject()) {
            at.names()
                    .forEach(name -> walk(
                            top,
                            at.member(name),
                            pointer + "/" + name,
                            path.isEmpty() ? name : path + "." + name,
                            told,
                            isTold));
        } else if (!at.text().orElse("").isBlank() && !isTold.getOrDefault(path, false)) {
            isTold.put(path, !text(replaced(top, pointer, other(at))).equals(told));
        }
    }

    private static Object other(JsonValue value) {
        String text = value.text().orElseThrow();
        if (text.equals("true") || text.equals("false")) {
            return !text.equals("true");
        }
        if (value.number().isPresent()) {
            return value.number().getAsDouble() + 86_400;
        }
        return Finding.instantOf(text).isPresent() ? "2001-02-03T04:05:06Z" : "X" + text + "X";
    }

    private static JsonValue replaced(JsonValue at, String pointer, Object value) {
        if (pointer.isEmpty()) {
            return JsonValue.ofJava(value);
        }
        int end = pointer.indexOf('/', 1) < 0 ? pointer.length() : pointer.indexOf('/', 1);
        String step = pointer.substring(1, end);
        String rest = pointer.substring(end);
        if (at.isArray()) {
            List<JsonValue> elements = new ArrayList<>(at.elements());
            int index = Integer.parseInt(step);
            elements.set(index, replaced(elements.get(index), rest, value));
            return JsonValue.ofJava(elements);
        }
        return at.with(step, replaced(at.member(step), rest, value));
    }

    private static String text(JsonValue document) {
        return PlainRenderer.text(COMPOSER.apply(FindingReader.read(JsonWriter.write(document.toJava()))));
    }
}
