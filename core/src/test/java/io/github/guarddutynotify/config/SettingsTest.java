package io.github.guarddutynotify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading an object key by key, in which nothing fails and everything wrong is gathered. */
class SettingsTest {
    private final Problems problems = new Problems();

    @Test
    void readsWhatIsThere() {
        Settings settings = settings("""
                {"text": "a", "number": 587, "flag": true, "duration": "PT1M", "one": "x", "many": ["x", 2],
                 "object": {"inner": "y"}, "objects": [{"inner": "z"}]}""");

        assertThat(settings.text("text")).isEqualTo("a");
        assertThat(settings.text("number")).isEqualTo("587");
        assertThat(settings.integer("number", 1, 1, 65535)).isEqualTo(587);
        assertThat(settings.flag("flag", false)).isTrue();
        assertThat(settings.duration("duration")).contains(Duration.ofMinutes(1));
        assertThat(settings.texts("one")).containsExactly("x");
        assertThat(settings.texts("many")).containsExactly("x", "2");
        assertThat(settings.object("object").text("inner")).isEqualTo("y");
        assertThat(settings.objects("objects").get(0).text("inner")).isEqualTo("z");
        settings.reportUnread();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void whatIsLeftOutOrNullGivesTheFallback() {
        Settings settings = settings("{\"null\": null}");

        for (String key : List.of("null", "absent")) {
            assertThat(settings.isSet(key)).isFalse();
            assertThat(settings.optionalText(key)).isEmpty();
            assertThat(settings.optionalSecret(key)).isEmpty();
            assertThat(settings.integer(key, 25, 1, 65535)).isEqualTo(25);
            assertThat(settings.flag(key, true)).isTrue();
            assertThat(settings.duration(key)).isEmpty();
            assertThat(settings.texts(key)).isEmpty();
            assertThat(settings.objects(key)).isEmpty();
            assertThat(settings.object(key).keys()).isEmpty();
        }
        settings.reportUnread();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void whatMustBeThereIsNamedWhereItIsMissing() {
        Settings settings = settings("{\"null\": null}").object("smtp");

        assertThat(settings.text("host")).isEmpty();
        assertThat(settings.secret("password").reveal()).isEmpty();

        assertThat(found())
                .containsExactly("smtp.host: is missing; it must be set", "smtp.password: is missing; it must be set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "587.5 | is \"587.5\", expected a whole number from 1 to 65535",
                "\"x\" | is \"x\", expected a whole number from 1 to 65535",
                "0 | is 0, expected a whole number from 1 to 65535",
                "65536 | is 65536, expected a whole number from 1 to 65535",
                "99999999999 | is \"99999999999\", expected a whole number from 1 to 65535",
                "[1] | expected a text, found a list",
                "{} | expected a text, found an object",
                "\" \" | is empty; set it, or leave the key out",
            })
    void saysWhatIsWrongWithANumber(String json, String message) {
        assertThat(settings("{\"port\": " + json + "}").integer("port", 25, 1, 65535))
                .isEqualTo(25);
        assertThat(found()).containsExactly("port: " + message);
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "-PT1S", "10", "10s", "P1Y"})
    void refusesWhatIsNoDurationOfMoreThanZero(String text) {
        assertThat(settings("{\"timeout\": \"" + text + "\"}").duration("timeout"))
                .isEmpty();
        assertThat(found())
                .containsExactly("timeout: is \"" + text
                        + "\", expected a duration of more than zero in ISO 8601, such as PT10S or PT1H");
    }

    @ParameterizedTest
    @CsvSource({"True", "yes", "1"})
    void refusesWhatIsNeitherTrueNorFalse(String text) {
        assertThat(settings("{\"tls\": \"" + text + "\"}").flag("tls", true)).isTrue();
        assertThat(found()).containsExactly("tls: is \"" + text + "\", expected true or false");
    }

    @Test
    void namesTheElementOfAListThatIsWrong() {
        Settings settings = settings("{\"to\": [\"a\", null, {}, \"\", \"b\"], \"routes\": [{}, 1], \"one\": {}}");

        assertThat(settings.texts("to", text -> Optional.of("is " + text).filter(fault -> text.equals("b"))))
                .containsExactly("a");
        assertThat(settings.objects("routes")).hasSize(2);
        assertThat(settings.texts("one")).isEmpty();
        assertThat(found())
                .containsExactly(
                        "to[1]: expected a text, found null",
                        "to[2]: expected a text, found an object",
                        "to[3]: is empty; set it, or leave the key out",
                        "to[4]: is b",
                        "routes[1]: expected an object, found a plain value",
                        "one: expected a text, found an object");
    }

    @Test
    void whatIsNoObjectOrListIsToldOnceAndNothingOfItIsMissed() {
        Settings settings = settings("{\"smtp\": [], \"routes\": {}}");

        assertThat(settings.object("smtp").isMalformed()).isTrue();
        assertThat(settings.object("smtp").text("host")).isEmpty();
        assertThat(settings.objects("routes")).isEmpty();
        assertThat(found())
                .containsExactly("smtp: expected an object, found a list", "routes: expected a list, found an object");
    }

    @Test
    void guessesWhatAnUnknownKeyMeant() {
        Settings settings = settings("{\"webhokUrl\": \"x\", \"other\": 1, \"inner\": {\"hosst\": 1}}");
        settings.optionalText("webhookUrl");
        settings.object("inner").optionalText("host");

        settings.reportUnread();

        assertThat(found())
                .containsExactly(
                        "webhokUrl: unknown key (did you mean webhookUrl?)",
                        "other: unknown key",
                        "inner.hosst: unknown key (did you mean host?)");
    }

    @Test
    void aKeyThatIsMissingBecauseItIsMisspeltIsToldOnce() {
        Settings settings = settings("{\"webhokUrl\": \"x\"}");
        settings.secret("webhookUrl");

        settings.reportUnread();

        assertThat(found()).containsExactly("webhokUrl: unknown key (did you mean webhookUrl?)");
    }

    @Test
    void doesNotGuessAtAKeyThatIsSetAlready() {
        Settings settings = settings("{\"host\": \"a\", \"hots\": \"b\"}");
        settings.text("host");

        settings.reportUnread();

        assertThat(found()).containsExactly("hots: unknown key");
    }

    @Test
    void leavesUnreportedWhatNobodyCouldRead() {
        Settings settings = settings("{\"x\": 1, \"inner\": {\"y\": 1}}");
        settings.object("inner");

        settings.skipUnread();
        settings.reportUnread();

        assertThat(found()).isEmpty();
    }

    @Test
    void keepsTheKeysThatAreCoresFromAChannel() {
        DestinationConfig config =
                DestinationSpec.of("smtp").with("prefix", "SOC").named("mail", problems);

        assertThatIllegalStateException()
                .isThrownBy(() -> config.settings().optionalText("prefix"))
                .withMessageContaining("read by core for every destination");
        config.settings().reportUnread();
        assertThat(found()).containsExactly("destinations.mail.prefix: unknown key");
    }

    @Test
    void codeGivesTheSameKeysAsAFileAndItsTextStandsForItself() {
        Settings settings = DestinationSpec.of("smtp")
                .withTimeout(Duration.ofSeconds(3))
                .with("text", "${NOT_A_REFERENCE}")
                .with("password", Secret.of("hidden"))
                .with("recipients", Set.of("a@example.com"))
                .with("left", null)
                .named("mail", problems)
                .settings();

        assertThat(settings.text("text")).isEqualTo("${NOT_A_REFERENCE}");
        assertThat(settings.secret("password").reveal()).isEqualTo("hidden");
        assertThat(settings.texts("recipients")).containsExactly("a@example.com");
        assertThat(settings.optionalText("left")).isEmpty();
        settings.reportUnread();
        assertThat(found()).isEmpty();
    }

    @Test
    void aSpecificationIsNotChangedBehindItsBack() {
        List<String> to = new ArrayList<>(List.of("a"));
        DestinationSpec spec = DestinationSpec.of("smtp").with("to", to).with("map", Map.of("list", to));
        to.add("b");

        Settings settings = spec.named("mail", problems).settings();
        assertThat(settings.texts("to")).containsExactly("a");
        assertThat(settings.object("map").texts("list")).containsExactly("a");
    }

    @Test
    void aSecretWhereATextBelongsIsNotShown() {
        Settings settings = DestinationSpec.of("smtp")
                .with("host", Secret.of("hidden"))
                .named("mail", problems)
                .settings();

        assertThat(settings.text("host")).isEmpty();
        assertThat(found()).containsExactly("destinations.mail.host: expected a text, found a secret");
    }

    @Test
    void keepsTheSameProblemOnceAndInItsOrder() {
        problems.add("b", "x");
        problems.add("a", "x");
        problems.add("b", "x");

        assertThat(found()).containsExactly("b: x", "a: x");
        assertThat(new ConfigException(problems.all())).hasMessage("notifier config has 2 problems:\n  b: x\n  a: x");
        assertThat(new ConfigException(List.of(new Problem("a", "x"))))
                .hasMessage("notifier config has 1 problem:\n  a: x");
    }

    @ParameterizedTest
    @CsvSource({
        "webhokUrl, webhookUrl",
        "WEBHOOKURL, webhookUrl",
        "hst, host",
        "ost, host",
        "hots, host",
        "prot, port",
        "xyz, ''",
        "'', ''",
    })
    void suggestsTheNearestNameAndNoneThatIsFar(String typed, String meant) {
        assertThat(Suggestion.forTypo(typed, List.of("webhookUrl", "host", "port"))
                        .orElse(""))
                .isEqualTo(meant);
        assertThat(Suggestion.after(typed, List.of("webhookUrl", "host", "port")))
                .isEqualTo(meant.isEmpty() ? "" : " (did you mean " + meant + "?)");
    }

    @Test
    void suggestsNoLetterForAnother() {
        assertThat(Suggestion.after("b", List.of("a", "B1", "c"))).isEmpty();
        assertThat(Suggestion.after("B", List.of("a", "b"))).isEqualTo(" (did you mean b?)");
        assertThat(Suggestion.after("ab", List.of("ac"))).isEqualTo(" (did you mean ac?)");
    }

    @Test
    void aMisspeltKeyIsRecognizedBesideTheRightOneThatIsNull() {
        Settings settings = settings("{\"webhookUrl\": null, \"webhokUrl\": \"x\"}");

        settings.text("webhookUrl");
        settings.reportUnread();

        assertThat(found()).containsExactly("webhokUrl: unknown key (did you mean webhookUrl?)");
    }

    @Test
    void aSecretShowsItselfOnlyToWhoAsks() {
        AtomicInteger asked = new AtomicInteger();
        Secret fetched = Secret.from(() -> "hidden-" + asked.incrementAndGet());

        assertThat(fetched.known()).isEmpty();
        assertThat(asked).hasValue(0);
        assertThat(fetched.reveal()).isEqualTo("hidden-1");
        assertThat(fetched.reveal()).isEqualTo("hidden-2");
        assertThat(Secret.of("hidden").known()).contains("hidden");
        assertThat(fetched).hasToString("Secret[hidden]");
        assertThat(Secret.of("value")).hasToString("Secret[hidden]");
        assertThat(DestinationSpec.of("smtp").with("password", "value")).hasToString("DestinationSpec[smtp]");
        assertThat(settings("{\"password\": \"value\"}")).hasToString("Settings[]");
    }

    private List<String> found() {
        return problems.all().stream().map(Problem::toString).toList();
    }

    private Settings settings(String json) {
        return NotifierConfig.reader().environment(Map.of()).parse(json).settings(problems);
    }
}
