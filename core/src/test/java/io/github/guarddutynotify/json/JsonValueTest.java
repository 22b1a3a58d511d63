package io.github.guarddutynotify.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

    @ParameterizedTest
    @CsvSource({
        "'', 'nothing here, expected a JSON document (line 1, column 1)'",
        "' ', 'nothing here, expected a JSON document (line 1, column 1)'",
        "'{} {}', 'more text after the JSON document (line 1, column 4)'",
        "'[1,]', 'not valid JSON (line 1, column 4)'",
    })
    void saysWhereATextStopsBeingJson(String text, String message) {
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> JsonValue.parse(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{secret: 1}",
                "{\"a\": secret}",
                "{\"secret\"",
                "[\"secret",
                "\"sec\\qret\"",
                "{\"a\": 1 // secret\n}",
                "{\"a\": 'secret'}",
                "NaN",
                "01",
                "1e99999999999",
                "{\"a\": \"sec\u0001ret\"}",
            })
    void refusesWhatIsNoJsonWithoutQuotingIt(String text) {
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> JsonValue.parse(text))
                .satisfies(thrown -> assertThat(thrown).hasStackTraceContaining("JsonSyntaxException"))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("sec"))
                .withNoCause();
    }

    @Test
    void refusesNestingThatWouldCostTheStack() throws JsonSyntaxException {
        assertThat(JsonValue.parse("[".repeat(JsonParsing.MAX_DEPTH) + "]".repeat(JsonParsing.MAX_DEPTH))
                        .isArray())
                .isTrue();
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> JsonValue.parse("[".repeat(100_000)))
                .withMessageContaining("too deep or too long");
    }

    @Test
    void refusesADocumentThatIsTooLong() {
        byte[] endless = new byte[17 * 1024 * 1024];
        Arrays.fill(endless, (byte) ' ');

        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> JsonValue.parse(endless))
                .withMessageContaining("too deep or too long");
    }

    @Test
    void refusesANumberWithoutEnd() {
        assertThatExceptionOfType(JsonSyntaxException.class).isThrownBy(() -> JsonValue.parse("9".repeat(100_000)));
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] latin1 = "{\"a\": \"\u00e4\u00f6\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> JsonValue.parse(latin1))
                .withMessageContaining("not valid JSON");
    }

    @Test
    void skipsAByteOrderMark() throws JsonSyntaxException {
        String marked = "\uFEFF{\"a\": 1}";

        assertThat(JsonValue.parse(marked.getBytes(StandardCharsets.UTF_8))
                        .at("/a")
                        .text())
                .contains("1");
        assertThat(JsonValue.parse(marked).at("/a").text()).contains("1");
        assertThat(JsonValue.parseCommented(marked).at("/a").text()).contains("1");
    }

    @Test
    void takesTheLaterOfTwoMembersWithOneName() throws JsonSyntaxException {
        assertThat(JsonValue.parse("{\"a\": 1, \"a\": 2}").at("/a").text()).contains("2");
    }

    @Test
    void keepsNumbersAsTheyWereWritten() throws JsonSyntaxException {
        JsonValue numbers = JsonValue.parse("[0.1, 1636625755.218, 12345678901234567890, 4.0, -0]");

        assertThat(numbers.elements())
                .extracting(number -> number.text().orElseThrow())
                .containsExactly("0.1", "1636625755.218", "12345678901234567890", "4.0", "0");
    }

    @Test
    void readsNumbersAlsoFromTextAndNothingThatIsNotFinite() throws JsonSyntaxException {
        JsonValue values =
                JsonValue.parse("{\"n\": 8.5, \"t\": \" 8.5 \", \"big\": 1e9999, \"nan\": \"NaN\", \"x\": \"x\"}");

        assertThat(values.at("/n").number()).hasValue(8.5);
        assertThat(values.at("/t").number()).hasValue(8.5);
        assertThat(values.at("/big").number()).isEmpty();
        assertThat(values.at("/nan").number()).isEmpty();
        assertThat(values.at("/x").number()).isEmpty();
        assertThat(values.number()).isEmpty();
    }

    @Test
    void whatIsNotThereIsAbsentAndNeverAnError() throws JsonSyntaxException {
        JsonValue value = JsonValue.parse("{\"a\": null, \"b\": [1]}");

        for (String pointer :
                List.of("/a", "/c", "/a/x", "/b/1", "/b/x", "/b/-1", "/b/99999999999", "/b/0/x", "/*/*/*")) {
            assertThat(value.at(pointer).isPresent()).as(pointer).isFalse();
            assertThat(value.at(pointer).text()).as(pointer).isEmpty();
            assertThat(value.at(pointer).elements()).as(pointer).isEmpty();
            assertThat(value.at(pointer).names()).as(pointer).isEmpty();
            assertThat(value.at(pointer).isTrue()).as(pointer).isFalse();
        }
        assertThat(value.member("c").isPresent()).isFalse();
        assertThat(value.member("b").member("x").isPresent()).isFalse();
    }

    @Test
    void followsPointersAsRfc6901WritesThemAndStarsToEveryChild() throws JsonSyntaxException {
        JsonValue value = JsonValue.parse("""
                {"a/b": 1, "m~n": 2, "~1": 3, "": 4, "list": [{"x": 5}, {"x": null}, {"y": 6}, {"x": 7}], "o": {"p": {"x": 8}}}""");

        assertThat(value.at("/a~1b").text()).contains("1");
        assertThat(value.at("/m~0n").text()).contains("2");
        assertThat(value.at("/~01").text()).contains("3");
        assertThat(value.at("/").text()).contains("4");
        assertThat(value.at("")).isEqualTo(value);
        assertThat(value.all("/list/*/x"))
                .extracting(JsonValue::text)
                .containsExactly(Optional.of("5"), Optional.of("7"));
        assertThat(value.at("/list/*/x").text()).contains("5");
        assertThat(value.all("/o/*/x")).extracting(JsonValue::text).containsExactly(Optional.of("8"));
        assertThatIllegalArgumentException().isThrownBy(() -> value.at("list"));
    }

    @Test
    void readsWhatAPersonWrote() throws JsonSyntaxException {
        JsonValue value = JsonValue.parseCommented("""
                // a comment
                { /* another */ "a": [1, 2,], // and one more
                  "url": "https://example.com", }
                """);

        assertThat(value.at("/a").elements()).hasSize(2);
        assertThat(value.at("/url").text()).contains("https://example.com");
    }

    @Test
    void refusesAMemberThatAPersonWroteTwice() {
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> JsonValue.parseCommented("{\n  \"to\": 1,\n  \"to\": 2\n}"))
                .satisfies(thrown -> assertThat(thrown.line()).isEqualTo(3))
                .satisfies(thrown -> assertThat(thrown.column()).isPositive());
    }

    @Test
    void renamesMembersByTheNewNameOfTheirHolderAndKeepsTheFirstOfTwo() throws JsonSyntaxException {
        JsonValue value = JsonValue.parse("{\"Tags\": [{\"Key\": 1}], \"A\": 1, \"a\": 2}");

        JsonValue renamed = value.renamed((holder, name) ->
                holder.equals("tags") ? holder + "." + name : name.toLowerCase(java.util.Locale.ROOT));

        assertThat(renamed).isEqualTo(JsonValue.parse("{\"tags\": [{\"tags.Key\": 1}], \"a\": 1}"));
    }

    @Test
    void becomesPlainJavaAndJsonAgain() throws JsonSyntaxException {
        String json = "{\"z\":[1,2.50,true,null,\"\\u2028\\\"\"],\"a\":{\"b\":12345678901234567890}}";
        JsonValue value = JsonValue.parse(json);

        Object plain = value.toJava();

        assertThat(JsonValue.parse(JsonWriter.write(plain))).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(((Map<?, ?>) plain).keySet().toString()).isEqualTo("[z, a]");
    }

    @Test
    void showsItsKindAndNotItsText() throws JsonSyntaxException {
        assertThat(JsonValue.parse("\"secret\"")).hasToString("JsonValue[STRING]");
    }

    @Test
    void givesNothingThatCouldBeChanged() throws JsonSyntaxException {
        JsonValue value = JsonValue.parse("{\"a\": [1]}");

        assertThat(value.names()).isUnmodifiable();
        assertThat(value.elements()).isUnmodifiable();
        assertThat(value.all("/a")).isUnmodifiable();
    }

    @Test
    void writesPlainValuesInTheirOrder() {
        Object value = JsonWriter.object(
                "text",
                "a\"\n",
                "int",
                1,
                "long",
                2L,
                "double",
                0.5,
                "decimal",
                new BigDecimal("1.10"),
                "flag",
                true,
                "other",
                Optional.empty(),
                "list",
                Arrays.asList(1, null));

        assertThat(JsonWriter.write(value))
                .isEqualTo("{\"text\":\"a\\\"\\n\",\"int\":1,\"long\":2,\"double\":0.5,\"decimal\":1.10,\"flag\":true,"
                        + "\"other\":\"Optional.empty\",\"list\":[1,null]}");
        assertThatIllegalArgumentException().isThrownBy(() -> JsonWriter.object("name"));
    }

    @Test
    void aMembersNameMayHoldHalfOfASurrogatePair() throws JsonSyntaxException {
        String json = "{\"a\\ud800b\": 1, \"\\ud83d\\ude00\": 2, \"\\\\ud800\": 3}";

        assertThat(JsonValue.parse(json.getBytes(StandardCharsets.UTF_8)).names())
                .containsExactly("a\uFFFDb", "\ud83d\ude00", "\\ud800");
    }
}
