package io.github.guarddutynotify.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain Java values as one line of JSON.
 *
 * <p>Maps become objects (in their order), collections arrays, numbers, booleans and {@code null} themselves, every other
 * value its {@code toString()}. Safe for use by many threads.
 */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonWriter() {}

    /**
     * Writes a value.
     *
     * @param value the value
     * @return its JSON
     */
    public static String write(@Nullable Object value) {
        // As Jackson's own mapper does; by default the buffers are the thread's.
        SegmentedStringWriter text = new SegmentedStringWriter(FACTORY._getBufferRecycler());
        try {
            try (JsonGenerator generator = FACTORY.createGenerator(text)) {
                write(generator, value);
            }
            return text.getAndClear();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a writer of text does not fail", impossible);
        }
    }

    /**
     * An object for {@link #write}, its members in the order given: {@code Map.of} has another order in each JVM.
     *
     * @param namesAndValues a name, its value, the next name, its value, and so on
     * @return the members
     * @throws IllegalArgumentException if a value is missing
     */
    public static Map<String, Object> object(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value");
        }
        Map<String, Object> object = new LinkedHashMap<>(namesAndValues.length);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return object;
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                generator.writeFieldName(String.valueOf(member.getKey()));
                write(generator, member.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Collection<?> elements) {
            generator.writeStartArray();
            for (Object element : elements) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Number number) {
            write(generator, number);
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else {
            generator.writeString(value.toString());
        }
    }

    private static void write(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (number instanceof BigInteger integer) {
            generator.writeNumber(integer);
        } else if (number instanceof Double || number instanceof Float) {
            generator.writeNumber(number.doubleValue());
        } else {
            generator.writeNumber(number.longValue());
        }
    }
}
