package io.github.guarddutynotify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void aFileStandsForItsTextAndIsReadOnEachUse(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "first\n");
        Settings settings = settings("${file:" + file + "}", ref -> "x");
        Secret secret = settings.secret("key");

        assertThat(settings.text("key")).isEqualTo("first");
        assertThat(secret.known()).isEmpty();
        Files.writeString(file, "second\r\n");
        assertThat(secret.reveal()).isEqualTo("second");
        Files.delete(file);
        assertThatExceptionOfType(Secret.UnavailableException.class)
                .isThrownBy(secret::reveal)
                .withMessage("the file of ${file:…} can't be read");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsAProblemAtOnce() {
        settings("${file:/no/such/file}", ref -> "x").secret("key");

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("key: can't read the file \"/no/such/file\"; check the path and who may read it");
    }

    @ParameterizedTest
    @CsvSource({"password, 1", "${HOST}, 0", "https://${HOST}/x, 0", "${vault:x}, 0", "$${HOST}, 1"})
    void onlyASecretWrittenInClearIsAWarning(String text, int warnings) {
        settings(text, ref -> "x").secret("key");

        assertThat(problems.warnings()).hasSize(warnings).allSatisfy(warning -> {
            assertThat(warning.path()).isEqualTo("key");
            assertThat(warning.message())
                    .startsWith("is a secret written in clear")
                    .doesNotContain(text);
        });
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aTextFromCodeIsNoSecretWrittenInClear() {
        NotifierConfig.of(Map.of("key", "password")).settings(problems).secret("key");

        assertThat(problems.warnings()).isEmpty();
    }

    @Test
    void aWatcherIsToldEachKeyThatIsAskedFor() {
        List<ReadKey> keys = new ArrayList<>();
        Settings settings = NotifierConfig.reader()
                .watcher(keys::add)
                .parse("{\"list\": [{}]}")
                .settings(problems);
        settings.objects("list").get(0).secret("token");
        settings.integer("port", 25, 1, 65535);

        assertThat(keys)
                .containsExactly(
                        new ReadKey("", "list", ReadKey.Kind.OBJECTS, "", false),
                        new ReadKey("list[0]", "token", ReadKey.Kind.SECRET, "", false),
                        new ReadKey("list[0]", "token", ReadKey.Kind.SECRET, "", true),
                        new ReadKey("", "port", ReadKey.Kind.NUMBER, "a whole number from 1 to 65535", false));
    }

    private Settings settings(String value, UnaryOperator<String> vault) {
        return NotifierConfig.reader()
                .environment(ENVIRONMENT)
                .resolver("vault", vault)
                .parse("{\"key\": \"" + value.replace("\\", "\\\\") + "\"}")
                .settings(problems);
    }
}
