package io.github.guarddutynotify.examples.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.finding.Finding;
import io.github.guarddutynotify.json.JsonSyntaxException;
import io.github.guarddutynotify.json.JsonValue;
import io.github.guarddutynotify.testkit.Findings;
import io.github.guarddutynotify.testkit.HostileText;
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

class DemoCommandTest {
    private static final String EVENT = """
            {"detail-type": "GuardDuty Finding", "source": "aws.guardduty", "account": "111122223333",
             "region": "eu-west-1", "detail": {"id": "%s", "type": "%s", "severity": 8, "title": "%s"}}
            """;

    @TempDir
    Path folder;

    private Path out;
    private final StringWriter printed = new StringWriter();

    @BeforeEach
    void chooseOut() {
        out = folder.resolve("out");
    }

    private int demo(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("demo", "--out", out.toString()));
        Stream.of(arguments).map(Object::toString).forEach(all::add);
        PrintWriter writer = new PrintWriter(printed, true);
        return Main.commandLine(writer, writer).execute(all.toArray(String[]::new));
    }

    private Path event(String name, String title) throws IOException {
        return file(name, EVENT.formatted(name, "Recon:EC2/PortProbeUnprotectedPort", title));
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private List<JsonValue> report() throws IOException, JsonSyntaxException {
        return JsonValue.parse(Files.readString(out.resolve("report.json"))).elements();
    }

    private static String text(JsonValue value, String pointer) {
        return value.at(pointer).text().orElse("(missing)");
    }

    @Test
    void deliversTheFindingsThatItShipsToEveryDestination() throws Exception {
        assertThat(demo()).isZero();

        assertThat(report()).hasSize(10).allSatisfy(entry -> {
            assertThat(entry.all("/destinations/*/destination"))
                    .extracting(name -> name.text().orElseThrow())
                    .containsExactly("soc-slack", "soc-chat", "oncall-mail", "audit-sns");
            assertThat(entry.all("/destinations/*/outcome"))
                    .extracting(outcome -> outcome.text().orElseThrow())
                    .containsOnly("accepted");
            assertThat(entry.at("/destinations/0/attempts").number()).hasValue(1);
            Path messages = out.resolve(text(entry, "/folder"));
            assertThat(text(entry, "/input")).isEqualTo(messages.getFileName() + ".json");
            assertThat(JsonValue.parse(Files.readAllBytes(messages.resolve("slack.json")))
                            .member("attachments")
                            .isArray())
                    .isTrue();
            assertThat(JsonValue.parse(Files.readAllBytes(messages.resolve("gchat.json")))
                            .member("cardsV2")
                            .isArray())
                    .isTrue();
            assertThat(messages.resolve("mail.eml"))
                    .content(US_ASCII)
                    .contains(
                            "\r\nFrom: GuardDuty <guardduty@example.com>\r\n",
                            "\r\nContent-Type: multipart/alternative;",
                            "\r\nX-GuardDuty-Finding-Id: " + text(entry, "/findingId") + "\r\n");
            JsonValue publish = JsonValue.parse(Files.readAllBytes(messages.resolve("sns.json")));
            assertThat(publish.names())
                    .containsExactly("TopicArn", "Message", "Subject", "MessageStructure", "MessageAttributes");
            assertThat(text(publish, "/MessageAttributes/severityLabel/StringValue"))
                    .isEqualTo(text(entry, "/severity"));
        });
        assertThat(report())
                .extracting(entry -> text(entry, "/severity"))
                .contains("CRITICAL", "HIGH", "MEDIUM", "LOW");
        assertThat(report()).extracting(entry -> text(entry, "/findingId")).doesNotHaveDuplicates();
        assertThat(out.resolve("index.html")).isNotEmptyFile();
        assertThat(out.resolve("notifier.json")).isNotEmptyFile();
        assertThat(printed.toString()).contains("10 of 10 read, 10 delivered everywhere");
    }

    @Test
    void reportsWhatTheLambdaFunctionAnswered() throws Exception {
        demo(event("one.json", "One"), event("two.json", "Two"));

        List<String> lines = Files.readAllLines(out.resolve("report.json"));
        for (String folder : List.of("one", "two")) {
            String answer = Files.readString(out.resolve(folder + "/answer.json"));
            assertThat(text(JsonValue.parse(answer), "/findingId")).isEqualTo(folder + ".json");
            assertThat(lines).anyMatch(line -> line.contains("\"" + folder + "\"," + answer.substring(1)));
        }
    }

    @Test
    void everyMessageLiesWithItsOwnFinding() throws Exception {
        for (int i = 0; i < 20; i++) {
            event("events/e" + i + ".json", "Title number " + i + " of twenty");
        }

        assertThat(demo(folder.resolve("events"))).isZero();

        for (int i = 0; i < 20; i++) {
            for (String file : List.of("slack.json", "gchat.json", "mail.eml", "sns.json")) {
                assertThat(out.resolve("e" + i).resolve(file))
                        .content(UTF_8)
                        .contains("Title number " + i + " of twenty");
            }
        }
    }

    @Test
    void tellsBothOfTwoFilesAboutTheSameFinding() throws Exception {
        Path event = event("first.json", "The same");
        Path again = Files.copy(event, folder.resolve("second.json"));

        assertThat(demo(event, again)).isZero();

        assertThat(out.resolve("second/slack.json")).hasSameBinaryContentAs(out.resolve("first/slack.json"));
        assertThat(out.resolve("second/sns.json")).hasSameBinaryContentAs(out.resolve("first/sns.json"));
    }

    @Test
    void unreadableInputsAreNamedAndCostTheOthersNothing() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("nothing-here"));
        Path missing = folder.resolve("missing.json");
        Path noJson = file("no-json.json", "{\"detail");
        Path noFinding = file("scan.json", "{\"detail-type\": \"GuardDuty Malware Protection Object Scan Result\"}");
        Path good = event("good.json", "Good");

        assertThat(demo(missing, noJson, empty, noFinding, good)).isEqualTo(1);

        assertThat(report()).hasSize(5);
        assertThat(report().subList(0, 4)).allSatisfy(entry -> {
            assertThat(text(entry, "/unreadable")).isNotBlank();
            assertThat(printed.toString()).contains(text(entry, "/unreadable").substring(0, 20));
        });
        assertThat(text(report().get(0), "/unreadable")).isEqualTo("there is no such file");
        assertThat(text(report().get(2), "/unreadable")).isEqualTo("holds no file that ends in .json");
        assertThat(text(report().get(3), "/unreadable")).contains("Object Scan Result");
        assertThat(out.resolve("good/slack.json")).isNotEmptyFile();
        assertThat(printed.toString()).contains("missing.json", "no-json.json", "nothing-here", "scan.json");
        assertThat(printed.toString()).contains("1 of 5 read, 1 delivered everywhere");
    }

    @Test
    void everyFindingOfAFileLiesInAFolderOfItsOwn() throws Exception {
        String line = "{\"id\": \"%s\", \"type\": \"Recon:EC2/Portscan\", \"title\": \"%s\"}\n";
        Path lines =
                file("lines.json", line.formatted("a", "FirstOne") + "{broken\n" + line.formatted("b", "SecondOne"));
        Path api = file(
                "api.json",
                "{\"Findings\": [" + line.formatted("c", "ThirdOne") + "," + line.formatted("d", "FourthOne") + "]}");

        assertThat(demo(lines, api)).isOne();

        assertThat(report())
                .extracting(entry -> entry.member("folder").text().orElse("none"))
                .containsExactly("lines/1", "none", "lines/3", "api/1", "api/2");
        assertThat(text(report().get(1), "/unreadable")).startsWith("line 2");
        assertThat(report())
                .extracting(entry -> text(entry, "/findingId"))
                .containsExactly("a", "(missing)", "b", "c", "d");
        for (String file : List.of("slack.json", "gchat.json", "mail.eml", "sns.json")) {
            assertThat(out.resolve("lines/1").resolve(file)).content(UTF_8).contains("FirstOne");
            assertThat(out.resolve("lines/3").resolve(file)).content(UTF_8).contains("SecondOne");
            assertThat(out.resolve("api/1").resolve(file)).content(UTF_8).contains("ThirdOne");
            assertThat(out.resolve("api/2").resolve(file)).content(UTF_8).contains("FourthOne");
        }
    }

    @Test
    void anEmptyFileIsNamed() throws Exception {
        assertThat(demo(file("empty.json", ""), event("good.json", "a"))).isOne();

        assertThat(text(report().get(0), "/unreadable")).contains("nothing here");
        assertThat(text(report().get(1), "/complete")).isEqualTo("true");
    }

    @Test
    void readsAFolderInTheOrderOfItsNames() throws Exception {
        event("events/b.json", "B");
        event("events/a.json", "A");
        file("events/notes.txt", "no event");
        event("events/inner/c.json", "C");

        assertThat(demo(folder.resolve("events"))).isZero();

        assertThat(report()).extracting(entry -> text(entry, "/folder")).containsExactly("a", "b");
    }

    @Test
    void inputsOfTheSameNameGetFoldersOfTheirOwn() throws Exception {
        Path first = event("one/x.json", "From one");
        Path second = event("two/x.json", "From two");
        Path third = event("three/X.json", "From three");
        Path fourth = event("four/x-2.json", "From four");
        Path report = event("five/report.json.json", "From five");

        assertThat(demo(first, second, third, fourth, report)).isZero();

        assertThat(report())
                .extracting(entry -> text(entry, "/folder"))
                .containsExactly("x", "x-2", "X-3", "x-2-2", "report.json-2");
        assertThat(out.resolve("x/slack.json")).content(UTF_8).contains("From one");
        assertThat(out.resolve("x-2/slack.json")).content(UTF_8).contains("From two");
        assertThat(out.resolve("x-2-2/slack.json")).content(UTF_8).contains("From four");
    }

    @Test
    void noNameOfAFileLeadsOutOfTheFolder() throws Exception {
        Path event = event("...json", "Dots");

        assertThat(demo(event)).isZero();

        assertThat(text(report().get(0), "/folder")).isEqualTo("input");
        assertThat(folder.resolve("slack.json")).doesNotExist();
    }

    @Test
    void clearsWhatAnEarlierRunLeftAndNothingElse() throws Exception {
        demo(event("old.json", "Old"), event("older.json", "Older"));
        Path note = Files.writeString(out.resolve("old/note.txt"), "mine");
        Path other = Files.writeString(out.resolve("todo.txt"), "mine too");

        assertThat(demo(event("new.json", "New"))).isZero();

        assertThat(out.resolve("old/slack.json")).doesNotExist();
        assertThat(out.resolve("older")).doesNotExist();
        assertThat(note).content().isEqualTo("mine");
        assertThat(other).content().isEqualTo("mine too");
        assertThat(report()).hasSize(1);
    }

    @Test
    void neverOverwritesAFileOfSomebodyElse() throws Exception {
        Files.createDirectory(out);
        Path page = Files.writeString(out.resolve("index.html"), "mine");

        assertThat(demo()).isEqualTo(2);

        assertThat(page).content().isEqualTo("mine");
        assertThat(printed.toString()).contains("index.html", "--out");
        assertThat(out.resolve("report.json")).doesNotExist();
    }

    @Test
    void aListThatWasTamperedWithDeletesNothingOutside() throws Exception {
        Path victim = file("victim.txt", "still here");
        Files.createDirectory(out);
        Files.createSymbolicLink(out.resolve("way-out"), folder);
        Files.writeString(out.resolve(".guardduty-notify-demo"), "../victim.txt\nway-out/victim.txt\n" + victim + "\n");

        assertThat(demo(event("event.json", "Event"))).isZero();

        assertThat(victim).content().isEqualTo("still here");
    }

    @Test
    void theTableFitsAndHoldsNoControlCharacter() throws Exception {
        String hostile =
                EVENT.formatted("id\\u001b[2J", "Recon:EC2/\\u001b[31mRed\\nnext line\\u202e" + "long".repeat(50), "T");
        Path event = file("\u001b]0;owned\u0007" + "\u4e2d\u6587".repeat(20) + ".json", hostile);
        Path broken = file("\u001b[2Jbroken" + "x".repeat(150) + ".json", "{");

        demo(event, broken);

        assertThat(printed.toString().lines()).allSatisfy(line -> {
            assertThat(line.codePoints().filter(Character::isISOControl)).isEmpty();
            assertThat(line).doesNotContain("\u202e");
            long ideographs = line.codePoints().filter(Character::isIdeographic).count();
            boolean isPath = line.contains(" read, ");
            assertThat(isPath || line.codePointCount(0, line.length()) + ideographs <= 120)
                    .as(line)
                    .isTrue();
        });
        assertThat(printed.toString().lines().skip(1).limit(4)).allMatch(line -> line.contains("accepted"));
    }

    @Test
    void deliversTheMostHostileFindingsToo() throws Exception {
        List<Finding> hostile = Findings.hostile();
        Files.createDirectory(folder.resolve("hostile"));
        for (int i = 0; i < hostile.size(); i++) {
            Files.write(folder.resolve("hostile/" + i + ".json"), hostile.get(i).original());
        }

        assertThat(demo(folder.resolve("hostile"))).isZero();

        assertThat(report()).hasSameSizeAs(hostile);
        String page = Files.readString(out.resolve("index.html"));
        assertThat(page.split("</script>", -1))
                .as("the data's end and the script's")
                .hasSize(3);
        assertThat(page).doesNotContain(HostileText.HOST + "/a\">", "onerror=alert(1)>");
    }

    @Test
    void wrongUsageIsTold() throws IOException {
        Path file = file("a-file", "");
        out = file;

        assertThat(demo()).as("out is a file").isEqualTo(2);
        assertThat(printed.toString()).contains("a-file");
        assertThat(demo("--color")).as("no such option").isEqualTo(2);
        assertThat(demo("--serve", "70000")).as("no such port").isEqualTo(2);
        assertThat(printed.toString()).contains("Try: guardduty-notify demo --help");
        PrintWriter writer = new PrintWriter(printed, true);
        assertThat(Main.commandLine(writer, writer).execute()).as("no command").isEqualTo(2);
        assertThat(Main.commandLine(writer, writer).execute("dmeo"))
                .as("no such command")
                .isEqualTo(2);
    }

    @Test
    void helpHasAnExampleAndTheVersionIsTheBuilds() {
        assertThat(demo("--help")).isZero();
        assertThat(printed.toString()).contains("Examples:", "examples/guardduty-notify demo", "--serve[=PORT]");
        assertThat(demo("--version")).isZero();
        assertThat(printed.toString()).containsPattern("guardduty-notify \\d+\\.\\d+\\.\\d+");
        assertThat(out).doesNotExist();
    }
}
