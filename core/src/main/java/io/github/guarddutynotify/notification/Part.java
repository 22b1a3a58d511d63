package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a {@link FactRow}'s value.
 *
 * @param path leads to the values, from the row's object
 * @param before our words before it
 * @param after our words after it
 * @param kind what becomes of a value
 * @param whenTrue our words for {@code true}; empty to say nothing
 * @param whenFalse our words for {@code false}
 */
record Part(Path path, String before, String after, Kind kind, String whenTrue, String whenFalse) {
    /** What becomes of a value. */
    private enum Kind {
        AS_IT_IS,
        ENUM,
        TIME,
        FLAG
    }

    static Part of(String spec) {
        int question = spec.indexOf(" ? ");
        if (question > 0) {
            int colon = spec.indexOf(" : ", question);
            String yes = spec.substring(question + 3, colon < 0 ? spec.length() : colon);
            String no = colon < 0 ? "" : spec.substring(colon + 3);
            return new Part(Path.of(spec.substring(0, question)), "", "", Kind.FLAG, yes, no);
        }
        int open = spec.indexOf('{');
        int close = spec.indexOf('}');
        String before = open < 0 ? "" : spec.substring(0, open);
        String after = open < 0 ? "" : spec.substring(close + 1);
        String path = open < 0 ? spec : spec.substring(open + 1, close);
        Kind kind = path.startsWith("~") ? Kind.ENUM : path.startsWith("@") ? Kind.TIME : Kind.AS_IT_IS;
        return new Part(Path.of(kind == Kind.AS_IT_IS ? path : path.substring(1)), before, after, kind, "", "");
    }

    /** The values in one line; empty if there are none. */
    String text(JsonValue object) {
        List<JsonValue> values = path.from(object);
        if (values.size() <= 1) {
            return values.isEmpty() ? "" : shown(word(Wording.text(values.get(0))));
        }
        List<String> texts = new ArrayList<>(values.size());
        for (JsonValue value : values) {
            String text = word(Wording.text(value));
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return switch (texts.size()) {
            case 0 -> "";
            case 1 -> shown(texts.get(0));
            default -> before + Wording.list(texts) + after;
        };
    }

    private String shown(String text) {
        if (text.isEmpty() || (before.isEmpty() && after.isEmpty())) {
            return text;
        }
        return text.equals("1") ? one() : before + text + after;
    }

    /** "1 files" is no English. */
    private String one() {
        if (after.equals(" times")) {
            return before + "once";
        }
        boolean isPlural = after.startsWith(" ") && after.endsWith("s") && after.indexOf(' ', 1) < 0;
        return before + "1" + (isPlural ? after.substring(0, after.length() - 1) : after);
    }

    private String word(String text) {
        return switch (kind) {
            case AS_IT_IS -> text;
            case ENUM -> Wording.enumWords(text);
            case TIME ->
                Finding.instantOf(text).map(time -> new Fact.Time(time).text()).orElse(text);
            case FLAG -> flag(text);
        };
    }

    private String flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> whenTrue;
            case "false" -> whenFalse;
            default -> text;
        };
    }
}
