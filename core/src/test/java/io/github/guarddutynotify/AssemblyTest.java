package io.github.guarddutynotify;

import static io.github.guarddutynotify.routing.Filters.any;
import static io.github.guarddutynotify.routing.Filters.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.guarddutynotify.channel.Delivery;
import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Destination;
import io.github.guarddutynotify.channel.NotificationChannel;
import io.github.guarddutynotify.config.ConfigException;
import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.DestinationSpec;
import io.github.guarddutynotify.config.NotifierConfig;
import io.github.guarddutynotify.config.Problem;
import io.github.guarddutynotify.routing.Suppression;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How code and configuration become a notifier, and what is said when they do not. */
class AssemblyTest {
    private static final String ROUTES = "\"routes\": [{\"to\": [\"soc\"]}]";

    private final List<String> closed = new ArrayList<>();
    private final NotificationChannel pager = new TestChannel("pager", config -> {
        config.settings().secret("url");
        return closing(config.name());
    });

    @TempDir
    Path folder;

    @Test
    void aConfigWithFiveMistakesPrintsFiveProblemsWithPathAndRemedy() throws IOException {
        NotifierConfig config = config("""
                {
                  "destinations": {
                    "soc":    { "channel": "test-pager", "webhokUrl": "https://example.com" },
                    "oncall": { "channel": "smpt", "host": "mail.example.com" },
                    "audit":  { "channel": "test-pager", "webhookUrl": "${UNSET}", "timeout": "10s" }
                  },
                  "routes": [ { "minSeverity": "HIGH", "to": ["soc", "on-call"] } ]
                }""");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> onClassPath(List.of(PagerChannel.class.getName()), () -> FindingNotifier.of(config)))
                .withMessage("""
                        notifier config has 5 problems:
                          destinations.soc.webhokUrl: unknown key (did you mean webhookUrl?)
                          destinations.oncall.channel: no channel named "smpt"; on the class path: test-pager
                          destinations.audit.timeout: is "10s", expected a duration of more than zero in ISO 8601, such as PT10S or PT1H
                          destinations.audit.webhookUrl: the environment variable UNSET is not set
                          routes[0].to[1]: no destination named "on-call" (did you mean oncall?); defined: audit, oncall, soc""");
    }

    @Test
    void anEmptyDocumentSaysWhatANotifierNeeds() {
        assertThat(problemsOf("{}"))
                .containsExactly(
                        "destinations: there is none; a notifier needs at least one",
                        "routes: there is none, so nothing would ever be told; { \"to\": [ … ] } takes every finding");
    }

    @Test
    void whatIsOfTheWrongKindIsToldOnce() {
        assertThat(problemsOf("{\"destinations\": [], \"routes\": {}, \"suppress\": 1}"))
                .containsExactly(
                        "destinations: expected an object, found a list",
                        "routes: expected a list, found an object",
                        "suppress: expected a list, found a plain value");
        assertThat(problemsOf("{\"destinations\": {\"soc\": \"x\"}, \"routes\": [1], \"suppress\": [2]}"))
                .containsExactly(
                        "destinations.soc: expected an object, found a plain value",
                        "routes[0]: expected an object, found a plain value",
                        "suppress[0]: expected an object, found a plain value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'minSeverity': 'SEVERE', 'to': 'soc' | .minSeverity: is \"SEVERE\", expected LOW, MEDIUM, HIGH, CRITICAL or a number from 0 to 10",
                "'minSeverity': 11, 'to': 'soc' | .minSeverity: is \"11\", expected LOW, MEDIUM, HIGH, CRITICAL or a number from 0 to 10",
                "'minSeverity': 'UNKNOWN', 'to': 'soc' | .minSeverity: is \"UNKNOWN\", expected LOW, MEDIUM, HIGH, CRITICAL or a number from 0 to 10",
                "'minSeverity': 'HIGH', 'maxSeverity': 'low', 'to': 'soc' | .minSeverity: is above maxSeverity, so no finding has both; lower it, or leave one of them out",
                "'types': [], 'to': 'soc' | .types: is an empty list, which nothing fits; leave it out to accept all",
                "'types': [''], 'to': 'soc' | .types[0]: is empty; set it, or leave the key out",
                "'sample': 'no', 'to': 'soc' | .sample: is \"no\", expected true or false",
                "'except': {}, 'to': 'soc' | .except: names no condition; leave it out, or say what the route does not take",
                "'except': {'types': null}, 'to': 'soc' | .except: names no condition; leave it out, or say what the route does not take",
                "'except': {'type': 'x'}, 'to': 'soc' | .except.type: unknown key (did you mean types?)",
                "'except': 1, 'to': 'soc' | .except: expected an object, found a plain value",
                "'continue': true, 'to': 'soc' | .continue: unknown key",
                "'to': [] | .to: names no destination; a route needs at least one",
                "'name': 'x' | .to: names no destination; a route needs at least one",
                "'to': ['', 'soc'] | .to[0]: is empty; set it, or leave the key out",
                "'to': 'sock' | .to: no destination named \"sock\" (did you mean soc?); defined: soc",
            })
    void aRouteSaysWhatIsWrongWithIt(String members, String problem) {
        assertThat(problemsOf("{" + soc() + ", \"routes\": [{" + members.replace('\'', '"') + "}]}"))
                .containsExactly("routes[0]" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name': 'x' | : suppresses every finding; say which by minSeverity, maxSeverity, types, purposes, categories, events, accounts, regions, resourceTypes, resources, tags, where, sample, archived",
                "'name': 'x', 'type': 'y' | .type: unknown key (did you mean types?)",
                "'types': 'y' | .name: is missing; it must be set",
                "'name': 'x', 'types': 'y', 'until': '2027-13-01' | .until: is \"2027-13-01\", expected a date such as 2027-01-31, the last day on which it holds",
            })
    void aSuppressionSaysWhatIsWrongWithIt(String members, String problem) {
        assertThat(problemsOf("{" + soc() + ", " + ROUTES + ", \"suppress\": [{" + members.replace('\'', '"') + "}]}"))
                .containsExactly("suppress[0]" + problem);
    }

    @Test
    void twoDestinationsWithOneNameAreAProblemWhereverTheyStand() {
        NotifierBuilder inCode = FindingNotifier.builder()
                .channel(pager)
                .destination("soc", spec())
                .destination("soc", closing("second"))
                .route(any(), "soc");
        assertThat(problemsOf(inCode))
                .containsExactly("destinations.soc: is defined twice; give each destination a name of its own");

        NotifierBuilder inBoth = FindingNotifier.builder()
                .channel(pager)
                .destination("soc", spec())
                .config(config("{" + soc() + ", " + ROUTES + "}"));
        assertThat(problemsOf(inBoth))
                .containsExactly("destinations.soc: is defined twice; give each destination a name of its own");
    }

    @Test
    void codeAndFileAddUp() {
        List<String> told = new ArrayList<>();
        try (FindingNotifier notifier = FindingNotifier.builder()
                .channel(new TestChannel("pager", config -> {
                    config.settings().secret("url");
                    return delivery -> told(told, config.name());
                }))
                .config(config(
                        "{" + soc() + ", " + ROUTES + ", \"suppress\": [{\"name\": \"samples\", \"sample\": true}]}"))
                .destination("code", spec())
                .destination("own", delivery -> told(told, "own"))
                .route(types("Recon:*"), "code", "own")
                .suppress(new Suppression("never", types("Nothing:*"), null))
                .executor(new DirectExecutor())
                .build()) {
            assertThat(notifier.process(event("")).isComplete()).isTrue();
            assertThat(notifier.process(event(", \"service\": {\"additionalInfo\": {\"sample\": true}}"))
                            .decision()
                            .suppressedBy())
                    .contains("samples");
        }
        assertThat(told).containsExactlyInAnyOrder("soc", "code", "own");
    }

    @Test
    void aRouteInCodeIsCheckedLikeOneInAFile() {
        assertThat(problemsOf(FindingNotifier.builder()
                        .channel(pager)
                        .destination("soc", spec())
                        .route(any())
                        .route(types("x"), "sock")))
                .containsExactly(
                        "route \"any\": names no destination; a route needs at least one",
                        "route \"types x\": no destination named \"sock\" (did you mean soc?); defined: soc");
    }

    @ParameterizedTest
    @CsvSource({"''", "a b", "-a", "a/b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aDestinationsNameIsPlain(String name) {
        assertThat(problemsOf(FindingNotifier.builder()
                        .channel(pager)
                        .destination(name, spec())
                        .route(any(), name)))
                .containsExactly("destinations." + name
                        + ": a destination's name is up to 64 letters, digits, dots, dashes and underscores");
    }

    @Test
    void aChannelThatThrowsIsNamedAndTheOthersAreRead() {
        NotificationChannel broken = new TestChannel("broken", config -> {
            throw new NoClassDefFoundError("hidden");
        });
        NotificationChannel nothing = new TestChannel("nothing", config -> null);

        assertThat(problemsOf(FindingNotifier.builder()
                        .channel(broken)
                        .channel(nothing)
                        .channel(pager)
                        .destination("a", DestinationSpec.of("broken"))
                        .destination("b", DestinationSpec.of("nothing"))
                        .destination("c", DestinationSpec.of("pager"))
                        .route(any(), "a", "b", "c")))
                .containsExactly(
                        "destinations.a: the channel broken could not open it: it threw java.lang.NoClassDefFoundError,"
                                + " which is a bug of the channel or a library it lacks",
                        "destinations.b: the channel nothing could not open it: it threw java.lang.NullPointerException,"
                                + " which is a bug of the channel or a library it lacks",
                        "destinations.c.url: is missing; it must be set");
    }

    @Test
    void aChannelThatThrowsOverASettingThatIsAProblemAlreadyIsNotToldTwice() {
        NotificationChannel strict = new TestChannel("strict", config -> {
            if (config.settings().text("host").isEmpty()) {
                throw new IllegalArgumentException("no host");
            }
            return closing(config.name());
        });

        assertThat(problemsOf(FindingNotifier.builder()
                        .channel(strict)
                        .destination("a", DestinationSpec.of("strict"))
                        .route(any(), "a")))
                .containsExactly("destinations.a.host: is missing; it must be set");
    }

    @Test
    void everythingThatWasOpenedIsClosedWhenTheBuildFails() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(FindingNotifier.builder()
                        .channel(pager)
                        .destination("stubborn", new Destination() {
                            @Override
                            public DeliveryResult deliver(Delivery delivery) {
                                return DeliveryResult.accepted();
                            }

                            @Override
                            public void close() {
                                throw new IllegalStateException("not now");
                            }
                        })
                        .destination("own", closing("own"))
                        .destination("own", closing("second"))
                        .destination("soc", spec())
                        .route(any(), "nowhere")::build)
                .satisfies(wrong -> assertThat(wrong.getSuppressed()).hasSize(1));

        assertThat(closed).containsExactlyInAnyOrder("own", "second", "soc");
    }

    @Test
    void aChannelThatCannotBeLoadedIsNamedOnlyWhereItIsMissed() throws IOException {
        List<String> classPath =
                List.of("io.example.Absent", BrokenChannel.class.getName(), PagerChannel.class.getName());
        NotifierBuilder present = FindingNotifier.builder()
                .destination("soc", DestinationSpec.of("test-pager").with("webhookUrl", "x"))
                .route(any(), "soc");
        NotifierBuilder absent = FindingNotifier.builder()
                .destination("soc", DestinationSpec.of("absent"))
                .route(any(), "soc");

        onClassPath(classPath, present::build).close();

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> onClassPath(classPath, absent::build))
                .withMessageContaining(
                        "destinations.soc.channel: no channel named \"absent\"; on the class path: test-pager;"
                                + " could not be loaded: java.util.ServiceConfigurationError: ")
                .withMessageContaining("Provider io.example.Absent not found")
                .withMessageContaining(BrokenChannel.class.getName());
    }

    @Test
    void guessesTheChannelThatWasMeant() throws IOException {
        NotifierBuilder misspelt = FindingNotifier.builder()
                .destination("soc", DestinationSpec.of("tset-pager"))
                .route(any(), "soc");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> onClassPath(List.of(PagerChannel.class.getName()), misspelt::build))
                .withMessageContaining("no channel named \"tset-pager\" (did you mean test-pager?); on the class path:"
                        + " test-pager");
    }

    @Test
    void aChannelOfCodeStandsBeforeOneOfTheClassPath() throws IOException {
        List<String> opened = new ArrayList<>();
        NotificationChannel ours = new TestChannel("test-pager", config -> {
            opened.add(config.name());
            return closing(config.name());
        });

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> onClassPath(
                        List.of(PagerChannel.class.getName()),
                        FindingNotifier.builder()
                                .channel(ours)
                                .destination("soc", DestinationSpec.of("test-pager"))
                                .destination("other", DestinationSpec.of("absent"))
                                .route(any(), "soc", "other")::build))
                .withMessageContaining("1 problem");
        assertThat(opened).containsExactly("soc");
    }

    @Test
    void twoChannelsOfCodeWithOneNameAreAProblem() {
        assertThat(problemsOf(FindingNotifier.builder()
                        .channel(pager)
                        .channel(new TestChannel("pager", config -> closing("other")))
                        .destination("soc", spec())
                        .route(any(), "soc")))
                .singleElement()
                .asString()
                .startsWith("(code): two channels are named \"pager\"");
    }

    /** Builds while the class path names these channels. */
    private <T> T onClassPath(List<String> channels, Supplier<T> build) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(NotificationChannel.class.getName()), channels);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader with = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(with);
            return build.get();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private List<String> problemsOf(String json) {
        return problemsOf(FindingNotifier.builder().channel(pager).config(config(json)));
    }

    private static List<String> problemsOf(NotifierBuilder builder) {
        try (FindingNotifier built = builder.build()) {
            throw new AssertionError("built although something is wrong: " + built.getClass());
        } catch (ConfigException wrong) {
            return wrong.problems().stream().map(Problem::toString).toList();
        }
    }

    private static NotifierConfig config(String json) {
        return NotifierConfig.reader().environment(Map.of()).parse(json);
    }

    private static String soc() {
        return "\"destinations\": {\"soc\": {\"channel\": \"pager\", \"url\": \"https://example.com\"}}";
    }

    private static DestinationSpec spec() {
        return DestinationSpec.of("pager").with("url", "https://example.com");
    }

    private Destination closing(String name) {
        return new Destination() {
            @Override
            public DeliveryResult deliver(Delivery delivery) {
                return DeliveryResult.accepted();
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    private static DeliveryResult told(List<String> told, String name) {
        told.add(name);
        return DeliveryResult.accepted();
    }

    private static String event(String more) {
        return """
                {"detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": {
                  "id": "f1", "type": "Recon:EC2/Portscan", "severity": 8%s}}""".formatted(more);
    }

    /** Found by ServiceLoader where a test's class path names it. */
    public static final class PagerChannel implements NotificationChannel {
        @Override
        public String name() {
            return "test-pager";
        }

        @Override
        public Destination open(DestinationConfig config) {
            config.settings().secret("webhookUrl");
            return delivery -> DeliveryResult.accepted();
        }
    }

    /** Fails where ServiceLoader makes it. */
    public static final class BrokenChannel implements NotificationChannel {
        public BrokenChannel() {
            throw new NoClassDefFoundError("jakarta/mail/Session");
        }

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Destination open(DestinationConfig config) {
            throw new UnsupportedOperationException();
        }
    }
}
