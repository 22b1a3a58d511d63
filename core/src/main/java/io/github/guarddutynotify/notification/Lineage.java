package io.github.guarddutynotify.notification;

import io.github.guarddutynotify.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which process started which: {@code bash ← sshd ← systemd}. */
final class Lineage {
    /** A chain that is longer is cut in the middle of nowhere anyway. */
    private static final int MAX_PROCESSES = 10;

    private static final Path LINEAGE = Path.of("lineage");

    private Lineage() {}

    /** Of a process's block. */
    static List<Fact> facts(JsonValue process, String label) {
        List<JsonValue> ancestors = LINEAGE.from(process);
        if (ancestors.isEmpty()) {
            return List.of();
        }
        List<String> chain = new ArrayList<>();
        add(chain, process);
        ordered(ancestors, process).forEach(ancestor -> add(chain, ancestor));
        if (chain.size() < 2) {
            return List.of();
        }
        String shown = String.join(" ← ", chain.subList(0, Math.min(chain.size(), MAX_PROCESSES)));
        int more = chain.size() - MAX_PROCESSES;
        String text = more > 0 ? shown + " and " + more + " more" : shown;
        return List.of(new Fact(label + " started by", new Fact.Code(text)));
    }

    private static void add(List<String> chain, JsonValue process) {
        for (String name : List.of("name", "ancestorName", "executablePath")) {
            String text = Wording.text(process.member(name));
            if (!text.isEmpty()) {
                chain.add(text);
                return;
            }
        }
    }

    /** The order of the list, unless ids say that it begins at the other end. */
    private static List<JsonValue> ordered(List<JsonValue> ancestors, JsonValue process) {
        String parent = Wording.text(process.member("parentUuid"));
        String last = Wording.text(ancestors.get(ancestors.size() - 1).member("uuid"));
        String first = Wording.text(ancestors.get(0).member("uuid"));
        if (parent.isEmpty() || !parent.equals(last) || parent.equals(first)) {
            return ancestors;
        }
        List<JsonValue> reversed = new ArrayList<>(ancestors);
        Collections.reverse(reversed);
        return reversed;
    }
}
