package io.github.guarddutynotify.examples.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in the zip, and nothing else. */
class LambdaZipIT {
    private static final String EXAMPLES = "io/github/guarddutynotify/examples/";
    private static final String CLASSES = EXAMPLES + "lambda/";

    /** Without versions. */
    private static final List<String> JARS = List.of(
            "angus-activation",
            "angus-mail",
            "annotations",
            "auth",
            "aws-core",
            "aws-json-protocol",
            "aws-lambda-java-core",
            "aws-query-protocol",
            "checksums",
            "checksums-spi",
            "crac",
            "dynamodb",
            "endpoints-spi",
            "eventstream",
            "guardduty-notify-channel-gchat",
            "guardduty-notify-channel-slack",
            "guardduty-notify-channel-smtp",
            "guardduty-notify-channel-sns",
            "guardduty-notify-core",
            "guardduty-notify-ledger-dynamodb",
            "http-auth",
            "http-auth-aws",
            "http-auth-aws-eventstream",
            "http-auth-spi",
            "http-client-spi",
            "identity-spi",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jakarta.activation-api",
            "jakarta.mail-api",
            "json-utils",
            "metrics-spi",
            "profiles",
            "protocol-core",
            "reactive-streams",
            "regions",
            "retries",
            "retries-spi",
            "sdk-core",
            "slf4j-api",
            "slf4j-simple",
            "sns",
            "sts",
            "third-party-jackson-core",
            "url-connection-client",
            "utils",
            "utils-lite");

    @Test
    void holdsTheseJarsAndNoOther() throws IOException {
        List<String> jars = LambdaZip.names().stream()
                .filter(name -> name.startsWith("lib/"))
                .map(name -> name.substring("lib/".length()).replaceFirst("-\\d[\\w.-]*\\.jar$", ""))
                .sorted()
                .toList();

        assertThat(jars).containsExactlyElementsOf(JARS);
    }

    @Test
    void holdsTheFunctionsClassesAtItsRoot() throws IOException {
        List<String> files = LambdaZip.names().stream()
                .filter(name -> !name.startsWith("lib/"))
                .toList();

        assertThat(files)
                .contains(
                        CLASSES + "GuardDutyHandler.class",
                        CLASSES + "GuardDutyQueueHandler.class",
                        EXAMPLES + "metrics/FindingMetrics.class",
                        EXAMPLES + "secrets/SecretsExtension.class",
                        "simplelogger.properties");
        assertThat(files)
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.matches(EXAMPLES + "(lambda|metrics|secrets)/[^/]+"), "is of the function")
                .noneMatch(name -> name.endsWith("Test.class") || name.endsWith("IT.class"), "is a test");
    }

    /** 50 MB is what Lambda takes by direct upload; a third of it would already be a mistake. */
    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(Path.of(System.getProperty("lambda.zip")))).isLessThan(16_000_000);
    }
}
