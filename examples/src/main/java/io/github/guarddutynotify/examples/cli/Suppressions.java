package io.github.guarddutynotify.examples.cli;

import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.routing.Suppression;
import java.util.LinkedHashMap;
import java.util.Map;

/** How suppressions are told of, to people and machines. */
final class Suppressions {
    private Suppressions() {}

    /** Name, end and reason. */
    static String line(Suppression suppression) {
        return suppression.name()
                + suppression.lastDay().map(day -> ", until " + day).orElse("")
                + suppression.why().map(reason -> " (" + reason + ")").orElse("");
    }

    static Map<String, Object> object(Suppression suppression) {
        Map<String, Object> object =
                new LinkedHashMap<>(JsonWriter.object("name", suppression.name(), "filter", suppression.filter()));
        suppression.lastDay().ifPresent(day -> object.put("until", day));
        suppression.why().ifPresent(reason -> object.put("reason", reason));
        return object;
    }
}
