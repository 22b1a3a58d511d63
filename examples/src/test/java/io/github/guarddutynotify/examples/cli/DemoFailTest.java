package io.github.guarddutynotify.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.Findings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person watches who lets the demo's far ends fail: retries, the report, the exit code, and the second run. */
class DemoFailTest {
    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();
    private Path out;
    private Path event;

    @BeforeEach
    void writeEvent() throws IOException {
        out = folder.resolve("out");
        event = event("event.json", "finding-1");
    }

    private Path event(String name, String id) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                Findings.builder("Recon:EC2/Portscan", 8).id(id).event());
    }

    private int demo(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("demo", "--out", out.toString()));
        Stream.of(arguments).map(Object::toString).forEach(all::add);
        PrintWriter writer = new PrintWriter(printed, true);
        return Main.commandLine(writer, writer).execute(all.toArray(String[]::new));
    }

    /** Destination, outcome, reason and attempts of each line about the one finding. */
    private List<String> lines() throws Exception {
        return lines(0);
    }

    private List<String> lines(int entry) throws Exception {
        return JsonValue.parse(Files.readString(out.resolve("report.json")))
                .elements()
                .get(entry)
                .all("/destinations/*")
                .stream()
                .map(line -> text(line, "destination") + " " + text(line, "outcome") + " " + text(line, "reason") + " "
                        + text(line, "attempts"))
                .toList();
    }

    private static String text(JsonValue line, String member) {
        return line.member(member).text().orElse("-");
    }

    @Test
    void showsRetriesTheReportTheExitCodeAndTheSecondRunThatTellsOnlyThoseStillOwed() throws Exception {
        Path ledger = folder.resolve("told.jsonl");

        assertThat(demo("--ledger", ledger, "--fail", "slack=500,gchat=429:1,mail=timeout", event))
                .isOne();
        assertThat(lines())
                .containsExactly(
                        "soc-slack deferred server-error 3",
                        "soc-chat accepted - 2",
                        "oncall-mail deferred timeout 3",
                        "audit-sns accepted - 1");
        assertThat(out.resolve("event/gchat.json")).isNotEmptyFile();
        assertThat(out.resolve("event/slack.json")).doesNotExist();
        assertThat(out.resolve("event/answer.json")).as("a call that failed").doesNotExist();
        assertThat(printed.toString())
                .contains(
                        "slack answers 500, attempt 3",
                        "gchat answers 429, attempt 1",
                        "mail keeps silent, attempt 3",
                        "soc-slack deferred (server-error) HTTP 500",
                        "1 of 1 read, 0 delivered everywhere");

        assertThat(demo("--ledger", ledger, event)).isZero();
        assertThat(lines())
                .containsExactly(
                        "soc-slack accepted - 1",
                        "soc-chat skipped already-told 0",
                        "oncall-mail accepted - 1",
                        "audit-sns skipped already-told 0");
        assertThat(out.resolve("event/slack.json")).isNotEmptyFile();
        assertThat(out.resolve("event/gchat.json")).as("told in the first run").doesNotExist();

        assertThat(demo("--ledger", ledger, event))
                .as("everybody has been told")
                .isZero();
        assertThat(lines()).allMatch(line -> line.endsWith("skipped already-told 0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slack=404     | soc-slack rejected not-found 1
            slack=410     | soc-slack rejected not-found 1
            slack=reset   | soc-slack deferred unreachable 3
            slack=refused | soc-slack deferred unreachable 3
            slack=timeout:1 | soc-slack accepted - 2
            gchat=403     | soc-chat rejected auth 2
            gchat=reset:1 | soc-chat accepted - 2
            mail=550      | oncall-mail rejected not-found 1
            mail=451:1    | oncall-mail accepted - 2
            mail=421      | oncall-mail deferred server-error 3
            mail=reset:2  | oncall-mail accepted - 3
            mail=refused  | oncall-mail deferred unreachable 3
            sns=429:2     | audit-sns accepted - 3
            sns=403       | audit-sns rejected auth 2
            sns=reset     | audit-sns deferred unreachable 3
            sns=refused   | audit-sns deferred unreachable 3
            """)
    void failsAsItIsTold(String fail, String line) throws Exception {
        assertThat(demo("--fail", fail, event)).isEqualTo(line.contains("accepted") ? 0 : 1);

        assertThat(lines()).contains(line);
        assertThat(lines())
                .as("the siblings")
                .filteredOn(other -> !other.equals(line))
                .hasSize(3)
                .allMatch(other -> other.endsWith("accepted - 1"));
    }

    @Test
    void failsTheFirstAttemptsOfEachFinding() throws Exception {
        assertThat(demo("--fail", "slack=503:1", event, event("second.json", "finding-2")))
                .isZero();

        assertThat(lines(0)).contains("soc-slack accepted - 2");
        assertThat(lines(1)).contains("soc-slack accepted - 2");
    }

    @Test
    void tellsTheCopyOfAFindingNobodyWithALedger() throws Exception {
        assertThat(demo("--ledger", folder.resolve("l"), event, event("copy.json", "finding-1")))
                .isZero();

        assertThat(lines(0)).allMatch(line -> line.endsWith("accepted - 1"));
        assertThat(lines(1)).allMatch(line -> line.endsWith("skipped already-told 0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slack              | "slack": expected DEST=FAULT[:TIMES], such as slack=500, gchat=429:1 or mail=timeout
            sms=500            | "sms=500": there is no destination "sms"; there are slack, gchat, mail and sns
            slack=broken       | "slack=broken": there is no fault "broken"; say a code, timeout, reset or refused
            slack=200          | "slack=200": no failure of slack is 200; say an HTTP status from 300 to 599
            mail=250           | "mail=250": no failure of mail is 250; say an SMTP reply from 400 to 599
            slack=500:0        | "slack=500:0": "0" is not how often; say a whole number from 1 to 999, or nothing for always
            slack=500:x        | "slack=500:x": "x" is not how often
            sns=refused:2      | "sns=refused:2": who is not there counts no attempts; leave out :2, or say reset
            slack=500,slack=404 | "slack=404": a second fault of slack; say one for each destination
            """)
    void saysWhatIsWrongWithAFaultAndTheRemedy(String fail, String message) {
        assertThat(demo("--fail", fail, event)).isEqualTo(2);

        assertThat(printed.toString()).contains("--fail " + message, "Try: guardduty-notify demo --help");
        assertThat(out).as("nobody was told").doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithALedgerBeforeAnybodyIsTold() throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});

        assertThat(demo("--ledger", folder.resolve("missing/l"), event)).isEqualTo(2);
        assertThat(demo("--ledger", binary, event)).isEqualTo(2);

        assertThat(printed.toString().lines().toList())
                .anyMatch(line -> line.endsWith("missing/l: there is no such folder; choose another file by --ledger"))
                .anyMatch(line -> line.contains("is no UTF-8 text"));
        assertThat(out).doesNotExist();
    }

    @Test
    void helpTellsOfBoth() {
        assertThat(demo("--help")).isZero();

        assertThat(printed.toString())
                .contains("--fail=DEST=FAULT[:TIMES]", "--ledger=FILE", "refused", "mail=timeout");
    }

    @Test
    void noFaultReachesTheConfigurationThatIsLeft() throws Exception {
        demo("--fail", "slack=404", event);

        assertThat(out.resolve("notifier.json"))
                .content(UTF_8)
                .contains("${ATTEMPT_TIMEOUT}")
                .doesNotContain("404");
    }
}
