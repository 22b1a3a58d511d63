package io.github.guarddutynotify.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A document that something else has read. */
class DocumentFromCodeTest {
    private final Problems problems = new Problems();

    @Test
    void takesTextAsItIs() {
        Settings settings = NotifierConfig.of(Map.of("password", "a${HOME}b", "to", List.of("${x:y}")))
                .settings(problems);

        assertThat(settings.secret("password").known()).contains("a${HOME}b");
        assertThat(settings.texts("to")).containsExactly("${x:y}");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void readsObjectsListsAndNullAsAFileDoes() {
        Map<String, Object> members = new HashMap<>();
        members.put("mail", Map.of("port", 25));
        members.put("left-out", null);
        members.put("to", Arrays.asList("a", null));
        Settings settings = NotifierConfig.of(members).settings(problems);

        assertThat(settings.object("mail").integer("port", 1, 1, 100)).isEqualTo(25);
        assertThat(settings.optionalText("left-out")).isEmpty();
        assertThat(settings.texts("to")).containsExactly("a");
        assertThat(problems.all()).extracting(Problem::toString).containsExactly("to[1]: expected a text, found null");
    }

    @Test
    void keepsACopyOfTheMembers() {
        Map<String, Object> members = new HashMap<>(Map.of("key", "before"));
        NotifierConfig config = NotifierConfig.of(members);
        members.put("key", "after");

        assertThat(config.settings(problems).text("key")).isEqualTo("before");
    }
}
