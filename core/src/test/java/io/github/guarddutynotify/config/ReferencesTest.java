package io.github.guarddutynotify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What <code>${…}</code> stands for, and that nothing secret shows when it stands for nothing. */
class ReferencesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOST", "mail.example.com", "PORT", "587", "DOLLAR", "a$b\\${HOST}", "BLANK", " ");

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "${HOST} | mail.example.com",
                "https://${HOST}:${PORT}/x | https://mail.example.com:587/x",
                "$${HOST} | ${HOST}",
                "$$${HOST} | $${HOST}",
                "$HOST $ {HOST} | $HOST $ {HOST}",
                "${DOLLAR} | a$b\\${HOST}",
                "$${open | ${open",
                "${vault:path/to:it} | <path/to:it>",
                "a-${vault:x}-${HOST} | a-<x>-mail.example.com",
            })
    void standsForTheEnvironmentsOrAResolversValue(String text, String value) {
        Settings settings = settings(text, ref -> "<" + ref + ">");

        assertThat(settings.text("key")).isEqualTo(value);
        assertThat(settings.secret("key").reveal()).isEqualTo(value);
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${UNSET} | the environment variable UNSET is not set",
                "${BLANK} | the environment variable BLANK is not set",
                "a ${HOST} ${UNSET} | the environment variable UNSET is not set",
                "${valt:x} | no resolver is registered for ${valt:…}; registered: vault",
                "${HOST | a reference lacks its closing brace; write ${NAME}, or $${ for the text itself",
            })
    void whatStandsForNothingIsAProblem(String text, String problem) {
        Settings settings = settings(text, ref -> "x");

        assertThat(settings.text("key")).isEmpty();
        assertThat(settings.secret("key").reveal()).isEmpty();
        assertThat(settings.texts("key")).isEmpty();
        assertThat(problems.all()).extracting(Problem::toString).containsExactly("key: " + problem);
    }

    @Test
    void aSecretAsksItsResolverWhenItIsUsed() {
        AtomicInteger asked = new AtomicInteger();
        Secret secret =
                settings("${vault:x}", ref -> "v" + asked.incrementAndGet()).secret("key");

        assertThat(asked).hasValue(0);
        assertThat(secret.known()).isEmpty();
        assertThat(secret.reveal()).isEqualTo("v1");
        assertThat(secret.reveal()).isEqualTo("v2");
    }

    @Test
    void aSecretOfTheEnvironmentIsKnownSoThatItsFormCanBeChecked() {
        assertThat(settings("${HOST}", ref -> "x").secret("key").known()).contains("mail.example.com");
    }

    @Test
    void aResolverThatFailsIsAProblemWhereTheValueIsNeededAtOnce() {
        Settings settings = settings("${vault:x}", ref -> {
            throw new IllegalStateException("no such secret: hidden");
        });

        assertThat(settings.optionalText("key")).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("key: the resolver of ${vault:…} threw java.lang.IllegalStateException;"
                        + " make it answer, or write the value itself here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aResolverThatGivesNothingIsAProblem(String nothing) {
        assertThat(settings("${vault:x}", ref -> nothing).text("key")).isEmpty();
        assertThat(settings("${vault:x}", ref -> null).text("key")).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("key: the resolver of ${vault:…} gave nothing;"
                        + " make it answer, or write the value itself here");
    }

    @Test
    void aSecretThatCannotBeHadSaysSoWithoutTheResolversWords() {
        Secret failing = settings("${vault:x}", ref -> {
                    throw new IllegalStateException("hidden");
                })
                .secret("key");
        Secret own = Secret.from(() -> {
            throw new IllegalStateException("hidden");
        });

        for (Secret secret : List.of(failing, own, Secret.from(() -> null))) {
            assertThatExceptionOfType(Secret.UnavailableException.class)
                    .isThrownBy(secret::reveal)
                    .withNoCause()
                    .withMessageNotContaining("hidden");
        }
        assertThat(problems.all()).isEmpty();
    }

    private Settings settings(String value, UnaryOperator<String> vault) {
        return NotifierConfig.reader()
                .environment(ENVIRONMENT)
                .resolver("vault", vault)
                .parse("{\"key\": \"" + value.replace("\\", "\\\\") + "\"}")
                .settings(problems);
    }
}
