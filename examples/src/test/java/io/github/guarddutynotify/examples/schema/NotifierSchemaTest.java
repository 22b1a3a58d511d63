package io.github.guarddutynotify.examples.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.json.JsonWriter;
import io.github.guarddutynotify.testkit.GoldenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors is what the readers read, takes the examples and finds misspelt keys. */
class NotifierSchemaTest {
    private static final Path FILE = Path.of("notifier.schema.json");
    private static final Set<String> OF_OWN_KEYS = Set.of("destinations", "tags", "where", "accountNames", "addresses");
    private static final Pattern JSON_IN_MARKDOWN = Pattern.compile("```jsonc?\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theFileSaysWhatTheReadersOfCoreAndChannelsAskFor() throws IOException, JsonSyntaxException {
        String schema = new WatchedReading(completeDocuments()).schema();

        GoldenFile.assertJsonMatches(FILE, schema.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void knowsEachKeyOfCoreForEachChannel() throws IOException, JsonSyntaxException {
        JsonValue channels =
                JsonValue.parse(Files.readString(FILE)).at("/properties/destinations/additionalProperties");

        assertThat(channels.all("/allOf/*"))
                .hasSize(4)
                .allSatisfy(channel -> assertThat(channel.at("/then/properties").names())
                        .containsAll(DestinationConfig.RESERVED_KEYS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy/notifier.json",
                "src/main/resources/io/github/guarddutynotify/examples/demo/notifier.json",
                "src/it/lambda-copy/alerts.json"
            })
    void takesTheExamples(String file) throws IOException, JsonSyntaxException {
        assertThat(problems(plain(Files.readString(Path.of(file))))).isEmpty();
    }

    @Test
    void takesTheConfigurationsOfTheReadme() throws IOException, JsonSyntaxException {
        List<String> configurations = JSON_IN_MARKDOWN
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(match -> match.group(1))
                .filter(json -> json.strip().startsWith("{") && json.contains("\"destinations\""))
                .toList();

        assertThat(configurations).isNotEmpty();
        for (String configuration : configurations) {
            assertThat(problems(plain(configuration))).isEmpty();
        }
    }

    @Test
    void takesTheCompleteDocumentsAndADestinationOfAChannelThatItDoesNotKnow() throws IOException, JsonSyntaxException {
        for (Object document : completeDocuments()) {
            assertThat(problems(document)).isEmpty();
        }
        assertThat(problems(plain("""
                {"destinations": {"ours": {"channel": "pager", "number": 1}}, "routes": [{"to": "ours"}]}"""))).isEmpty();
    }

    @Test
    void findsAMisspeltKeyWhereverItStands() throws IOException, JsonSyntaxException {
        List<Object> misspelt = new ArrayList<>();
        for (Object document : completeDocuments()) {
            misspelt.addAll(misspelt(document, true));
        }

        assertThat(misspelt).hasSizeGreaterThan(100);
        assertThat(misspelt)
                .allSatisfy(document -> assertThat(problems(document)).isNotEmpty());
    }

    /** The value once for each of its keys, that one misspelt. */
    private static List<Object> misspelt(Object value, boolean isOfKnownKeys) {
        List<Object> all = new ArrayList<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, member) -> {
                if (isOfKnownKeys) {
                    Map<Object, Object> copy = new LinkedHashMap<>(object);
                    copy.put(key + "x", copy.remove(key));
                    all.add(copy);
                }
                for (Object wrong : misspelt(member, !OF_OWN_KEYS.contains(String.valueOf(key)))) {
                    Map<Object, Object> copy = new LinkedHashMap<>(object);
                    copy.put(key, wrong);
                    all.add(copy);
                }
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                for (Object wrong : misspelt(list.get(i), true)) {
                    List<Object> copy = new ArrayList<>(list);
                    copy.set(i, wrong);
                    all.add(copy);
                }
            }
        }
        return all;
    }

    private static List<String> problems(Object document) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(FILE));
        return schema.validate(JsonWriter.write(document), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static List<?> completeDocuments() throws IOException, JsonSyntaxException {
        try (InputStream in = NotifierSchemaTest.class.getResourceAsStream("complete.json")) {
            return (List<?>) plain(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Object plain(String json) throws JsonSyntaxException {
        return JsonValue.parseCommented(json).toJava();
    }
}
