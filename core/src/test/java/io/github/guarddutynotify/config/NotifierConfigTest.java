package io.github.guarddutynotify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document as a whole, and the files that it names. */
class NotifierConfigTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void readsAFileWithCommentsAndTrailingCommasAndAByteOrderMark() throws IOException {
        Path file = file("config.jsonc", "\uFEFF{ // who\n \"name\": \"ä\", /* no more */ }");

        assertThat(NotifierConfig.read(file).settings(problems).text("name")).isEqualTo("ä");
    }

    @Test
    void anUnreadableFileIsTheCallersToHandle() {
        assertThatIOException().isThrownBy(() -> NotifierConfig.read(folder.resolve("absent.json")));
    }

    @Test
    void aFileThatIsNoUtf8SaysHowToSaveIt() throws IOException {
        Path file = folder.resolve("config.json");
        Files.write(file, "{\"name\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> NotifierConfig.read(file))
                .withMessage("notifier config has 1 problem:\n  (document): is no UTF-8 text; save the file in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\": 1", "{\"a\": 1, \"a\": 2}", "{'a': 1}"})
    void aDocumentThatIsNoJsonSaysWhereAndWhatToLookFor(String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> NotifierConfig.parse(text))
                .withMessageMatching(
                        "(?s)notifier config has 1 problem:\n  \\(document\\): .* \\(line \\d+, column \\d+\\);"
                                + " look there for a missing comma, quote or bracket, or a key set twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"hidden\"", "7"})
    void aDocumentThatIsNoObjectSaysWhatBelongsThere(String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> NotifierConfig.parse(text))
                .withMessageContaining("(document): expected an object: { \"destinations\": { … }, \"routes\": [ … ] }")
                .withMessageNotContaining("hidden");
    }

    @Test
    void showsNothingOfTheDocument() {
        assertThat(NotifierConfig.parse("{\"key\": \"hidden\"}")).hasToString("NotifierConfig[1 keys]");
    }

    @Test
    void readsWhatEveryDestinationHas() {
        DestinationConfig config = DestinationSpec.of("slack")
                .with("timeout", "PT3S")
                .withProxy("http://proxy.example.com:3128")
                .named("soc", problems);

        assertThat(config.name()).isEqualTo("soc");
        assertThat(config.channel()).isEqualTo("slack");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.proxy().orElseThrow().isUnresolved()).isTrue();
        assertThat(config.proxy().orElseThrow().getHostString()).isEqualTo("proxy.example.com");
        assertThat(config.tls()).isEmpty();
        assertThat(config).hasToString("DestinationConfig[soc]");
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com:3128",
                "https://proxy.example.com:3128",
                "http://proxy.example.com",
                "http://user:hidden@proxy.example.com:3128",
                "http://proxy.example.com:3128/path",
                "http://hidden host:1",
                "mailto:hidden",
            })
    void refusesAProxyThatItCannotUseWithoutQuotingIt(String proxy) {
        assertThat(DestinationSpec.of("slack")
                        .withProxy(proxy)
                        .named("soc", problems)
                        .proxy())
                .isEmpty();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("destinations.soc.proxy: expected http://HOST:PORT"
                        + " (a proxy that asks for a login is not supported)");
    }

    @Test
    void trustsTheCertificatesOfAFile() throws IOException {
        assertThat(tls(file("ca.pem", "our own\n" + CERTIFICATE + "\n" + CERTIFICATE)))
                .isTrue();
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "hello",
        "-----BEGIN CERTIFICATE-----",
        "'-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'",
        "'-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----'",
    })
    void refusesAFileThatIsNoListOfCertificates(String text) throws IOException {
        Path pem = file("ca.pem", text);

        assertThat(tls(pem)).isFalse();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("destinations.soc.trustedCertificates: \"" + pem
                        + "\" is no list of certificates in PEM form (-----BEGIN CERTIFICATE----- …)");
    }

    @Test
    void refusesAFileThatHoldsSomethingBesidesCertificates() throws IOException {
        assertThat(tls(file("ca.pem", CERTIFICATE + "\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")))
                .isFalse();
        assertThat(problems.all()).hasSize(1);
    }

    @Test
    void saysWhichFileItCannotRead() {
        Path absent = folder.resolve("absent.pem");

        assertThat(tls(absent)).isFalse();
        assertThat(tls(folder)).isFalse();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "destinations.soc.trustedCertificates: can't read the file \"" + absent
                                + "\"; check the path and who may read it",
                        "destinations.soc.trustedCertificates: can't read the file \"" + folder
                                + "\"; check the path and who may read it");
    }

    private boolean tls(Path pem) {
        return DestinationSpec.of("slack")
                .withTrustedCertificates(pem)
                .named("soc", problems)
                .tls()
                .isPresent();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Self-signed, of CN=test-ca.example.com; made for this test, its key thrown away. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBVTCB/KADAgECAgkAhYly1nsu2tgwCgYIKoZIzj0EAwIwHjEcMBoGA1UEAxMT
            dGVzdC1jYS5leGFtcGxlLmNvbTAgFw0yNjExMjYxMDQ2MzFaGA8yMTI2MTEwMjEw
            NDYzMVowHjEcMBoGA1UEAxMTdGVzdC1jYS5leGFtcGxlLmNvbTBZMBMGByqGSM49
            AgEGCCqGSM49AwEHA0IABPPIxL7oO5mOKzj3OgWMWAgZLs/wuEnIJrQbvH94fydJ
            8+s78GfdCz/2p2JqwXJg8jZh3g38EnFwH1NZYylIRdyjITAfMB0GA1UdDgQWBBSG
            V2rVBgZrIC6aaXSV+B9WYrjusjAKBggqhkjOPQQDAgNIADBFAiEAscw3biwjIl0h
            8CbXlxrQ8AWsfA5B0rB0ArO1o+pV1OwCID7p5OkCG7yA+DKYIb0Z2hM8UzFsgNzQ
            NyCU+Ac5o8Jm
            -----END CERTIFICATE-----""";
}
