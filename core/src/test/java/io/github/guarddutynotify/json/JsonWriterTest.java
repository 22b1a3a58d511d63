package io.github.guarddutynotify.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void writesMapsListsAndScalarsInTheirOrder() {
        assertThat(JsonWriter.write(JsonWriter.object(
                        "text", "a \"b\"\n", "number", 3, "exact", new BigDecimal("0.10"), "list", List.of(true, 1.5))))
                .isEqualTo("{\"text\":\"a \\\"b\\\"\\n\",\"number\":3,\"exact\":0.10,\"list\":[true,1.5]}");
    }

    @Test
    void writesNullAsNull() {
        assertThat(JsonWriter.write(Arrays.asList("a", null))).isEqualTo("[\"a\",null]");
    }

    /** A path is an iterable of itself. */
    @Test
    void writesWhateverElseThereIsByItsText() {
        assertThat(JsonWriter.write(Path.of("a", "b"))).isEqualTo("\"" + Path.of("a", "b") + "\"");
    }

    @Test
    void refusesANameWithoutAValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonWriter.object("a", 1, "b"));
    }
}
