package io.github.guarddutynotify.channel.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.channel.sns.SnsChannel.Format;
import io.github.guarddutynotify.config.DestinationSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with settings is told when they are read, with the key and the remedy. */
class SnsSettingsTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/notify";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sns:eu-west-1:111122223333:guardduty",
                "arn:aws-cn:sns:cn-northwest-1:111122223333:guardduty",
                "arn:aws-us-gov:sns:us-gov-east-1:111122223333:a_B-9",
                "arn:aws-iso-b:sns:us-isob-east-1:111122223333:x",
                "arn:aws:sns:eu-west-1:111122223333:guardduty.fifo"
            })
    void takesATopicOfAnyPartition(String arn) {
        assertThat(Bench.problemsOf(SnsChannel.toTopic(arn))).isEmpty();
        assertThat(TopicArn.parse(arn).orElseThrow().isFifo()).isEqualTo(arn.endsWith(".fifo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "guardduty",
                "arn:aws:sqs:eu-west-1:111122223333:guardduty",
                "arn:aws:sns::111122223333:guardduty",
                "arn:aws:sns:eu-west-1:1111:guardduty",
                "arn:aws:sns:eu-west-1:111122223333:guardduty:9a1b2c3d-subscription",
                "arn:aws:sns:eu-west-1:111122223333:guard duty",
                "arn:gcp:sns:eu-west-1:111122223333:guardduty",
                "arn:aws:sns:evil.example#:111122223333:guardduty"
            })
    void refusesWhatIsNoTopic(String arn) {
        assertThat(Bench.problemsOf(SnsChannel.toTopic(arn)))
                .containsExactly("topicArn: is not the ARN of a topic; copy it from the topic's page, such as"
                        + " arn:aws:sns:eu-west-1:111122223333:guardduty");
    }

    @Test
    void namesAMissingTopicOnce() {
        assertThat(Bench.problemsOf(SnsChannel.toTopic(null))).containsExactly("topicArn: is missing; it must be set");
    }

    @Test
    void refusesAFormatThatThereIsNot() {
        assertThat(Bench.problemsOf(topic().with("format", "Text")))
                .containsExactly("format: is \"Text\", expected text, json or amazon-q");
    }

    @Test
    void refusesAFifoTopicForAmazonQ() {
        assertThat(Bench.problemsOf(SnsChannel.toTopic(Bench.TOPIC + ".fifo", Format.AMAZON_Q)))
                .containsExactly(
                        "format: is amazon-q, but Amazon Q can't subscribe to a FIFO topic; take a standard topic,"
                                + " or another format");
    }

    @ParameterizedTest
    @CsvSource({
        "secretAccessKey, accessKeyId",
        "accessKeyId, secretAccessKey",
        "sessionToken, accessKeyId",
        "sessionName, roleArn",
        "externalId, roleArn"
    })
    void refusesHalfOfWhatGoesTogether(String key, String missing) {
        assertThat(Bench.problemsOf(topic().with(key, "value")))
                .containsExactly(key + ": means nothing without " + missing + "; set both, or neither");
    }

    @Test
    void refusesTheRestOfWhatGoesTogether(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("credentials"), "[soc]\n");

        assertThat(Bench.problemsOf(
                        topic().with("stsEndpoint", "https://sts.example").with("profileFile", file)))
                .containsExactlyInAnyOrder(
                        "stsEndpoint: means nothing without roleArn; set both, or neither",
                        "profileFile: means nothing without profile; set both, or neither");
    }

    @Test
    void treatsASecretThatIsNotSetInCodeAsMissing() {
        assertThat(Bench.problemsOf(Bench.withKeys(topic()).with("accessKeyId", null)))
                .containsExactly("secretAccessKey: means nothing without accessKeyId; set both, or neither");
    }

    @Test
    void tellsWhichProfilesAFileHas(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("credentials"), "[soc]\nx = y\n[admin]\nx = y\n");

        assertThat(Bench.problemsOf(topic().with("profile", "sox").with("profileFile", file)))
                .containsExactly("profile: no profile named \"sox\" in the file; it has: admin, soc");
    }

    @Test
    void refusesAProfileFileThatCannotBeRead(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "[soc\n");

        assertThat(Bench.problemsOf(topic().with("profile", "soc").with("profileFile", folder.resolve("none"))))
                .singleElement()
                .asString()
                .startsWith("profileFile: can't read the file \"")
                .endsWith("\"; check the path and who may read it");
        assertThat(Bench.problemsOf(topic().with("profile", "soc").with("profileFile", broken)))
                .singleElement()
                .asString()
                .startsWith("profileFile: \"")
                .endsWith("has not the form of ~/.aws/credentials ([NAME] …)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://sns.example", "ftp://127.0.0.1", "localhost:4566", "https://", "https://a:b@x.example"})
    void refusesAnUnsafeEndpoint(String endpoint) {
        DestinationSpec spec =
                topic().with("roleArn", ROLE).with("stsEndpoint", endpoint).with("endpoint", endpoint);

        assertThat(Bench.problemsOf(spec))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem)
                        .contains("is none; expected an address such as https://HOST:PORT")
                        .doesNotContain("a:b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:4566", "http://[::1]:4566", "https://vpce-1.sns.eu-west-1.vpce.amazonaws.com"})
    void takesASafeEndpoint(String endpoint) {
        assertThat(Bench.problemsOf(topic().with("endpoint", endpoint))).isEmpty();
    }

    @Test
    void refusesWhatAwsWouldRefuse() {
        Map<String, String> wrong = Map.of(
                "region", "Europe",
                "roleArn", "arn:aws:iam::111122223333:user/me",
                "externalId", "a b",
                "sessionName", "x");
        DestinationSpec spec = topic();
        for (Map.Entry<String, String> setting : wrong.entrySet()) {
            spec = spec.with(setting.getKey(), setting.getValue());
        }

        assertThat(Bench.problemsOf(spec))
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem).contains(": is ").contains("expected "));
    }

    @Test
    void takesAllThatGoesTogether() {
        DestinationSpec spec = Bench.withKeys(topic())
                .with("profile", "soc")
                .with("roleArn", ROLE)
                .with("externalId", "agreed:1")
                .with("sessionName", "soc@example")
                .with("sessionToken", "token");

        assertThat(Bench.problemsOf(spec)).isEmpty();
    }

    private static DestinationSpec topic() {
        return SnsChannel.toTopic(Bench.TOPIC);
    }
}
