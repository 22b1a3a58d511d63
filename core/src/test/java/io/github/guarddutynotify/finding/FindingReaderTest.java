package io.github.guarddutynotify.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.guarddutynotify.SharedFindings;
import io.github.guarddutynotify.finding.FindingRecord.Found;
import io.github.guarddutynotify.finding.FindingRecord.Unreadable;
import io.github.guarddutynotify.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingReaderTest {
    private static final String FINDING =
            "{\"id\":\"%s\",\"type\":\"Recon:EC2/Portscan\",\"severity\":5,\"accountId\":\"111122223333\"}";

    private static String finding(String id) {
        return FINDING.formatted(id);
    }

    private static String event(String id) {
        return "{\"detail-type\":\"GuardDuty Finding\",\"source\":\"aws.guardduty\",\"detail\":" + finding(id) + "}";
    }

    private static String quoted(String text) {
        return JsonWriter.write(text);
    }

    private static String sns(String message) {
        return "{\"Type\":\"Notification\",\"MessageId\":\"m\",\"TopicArn\":\"arn:aws:sns:eu-west-1:1:t\",\"Message\":"
                + quoted(message) + "}";
    }

    private static String sqsRecord(String body) {
        return "{\"messageId\":\"q\",\"eventSource\":\"aws:sqs\",\"body\":" + quoted(body) + "}";
    }

    private static String received(String body) {
        return "{\"MessageId\":\"q\",\"ReceiptHandle\":\"h\",\"MD5OfBody\":\"0\",\"Body\":" + quoted(body) + "}";
    }

    /** What Lambda gives the destination for failures of a function that was invoked asynchronously. */
    private static String failedInvocation(String event) {
        return "{\"version\":\"1.0\",\"timestamp\":\"2026-11-26T03:00:00.000Z\",\"requestContext\":{\"requestId\":\"r\","
                + "\"functionArn\":\"arn:aws:lambda:eu-west-1:111122223333:function:f:live\",\"condition\":\"RetriesExhausted\","
                + "\"approximateInvokeCount\":3},\"requestPayload\":" + event
                + ",\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"},"
                + "\"responsePayload\":{\"errorMessage\":\"1 of 4 destinations still owed\",\"errorType\":\"x\"}}";
    }

    private static String snsRecord(String message) {
        return "{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":" + quoted(message) + "}}";
    }

    private static List<String> told(List<FindingRecord> records) {
        return records.stream()
                .map(record -> record instanceof Found found
                        ? found.place() + " = " + found.finding().id()
                        : "! " + record)
                .toList();
    }

    private static List<String> read(String documents) {
        return told(FindingReader.readAll(documents));
    }

    @Test
    void readsWhatEndedInADeadLetterQueue() {
        String messages = "{\"Messages\":["
                + String.join(
                        ",",
                        received(event("of the rule")),
                        received(failedInvocation(event("of Lambda"))),
                        received(sns(event("of SNS"))),
                        received(failedInvocation("{\"Records\":[" + snsRecord(event("by SNS")) + "]}")),
                        received("free text"))
                + "]}";

        assertThat(read(messages))
                .containsExactly(
                        "Messages[0].Body.detail = of the rule",
                        "Messages[1].Body.requestPayload.detail = of Lambda",
                        "Messages[2].Body.Message.detail = of SNS",
                        "Messages[3].Body.requestPayload.Records[0].Sns.Message.detail = by SNS",
                        "! Messages[4].Body: free text, expected the event's JSON; an input transformer of the rule or a"
                                + " sender has replaced it: let the rule send the matched event");
        assertThat(read(failedInvocation(event("alone")))).containsExactly("requestPayload.detail = alone");
        assertThat(read(received(event("a")) + "\n" + received(event("b"))))
                .as("one message a line")
                .containsExactly("line 1, Body.detail = a", "line 2, Body.detail = b");
    }

    @Test
    void theOriginalOfAFailedInvocationIsTheEventThatFailed() {
        assertThat(FindingReader.read(
                                FindingReader.read(failedInvocation(event("a"))).original())
                        .id())
                .isEqualTo("a");
    }

    @Test
    void readsEverySharedDocumentThatIsAFindingAndRefusesTheOthersWithTheirReason() {
        List<String> refused = new ArrayList<>();
        SharedFindings.documents().forEach((name, text) -> {
            List<FindingRecord> records = FindingReader.readAll(text);
            assertThat(records).as(name).hasSize(1);
            if (records.get(0) instanceof Unreadable unreadable) {
                refused.add(name.split("--", -1)[1] + " | " + unreadable);
            }
        });
        assertThat(refused)
                .containsExactly(
                        "fragment-container | type: expected the finding's type, such as"
                                + " Recon:EC2/PortProbeUnprotectedPort",
                        "fragment-ecscluster | type: expected the finding's type, such as"
                                + " Recon:EC2/PortProbeUnprotectedPort",
                        "fragment-kubernetes-api-call | type: expected the finding's type, such as"
                                + " Recon:EC2/PortProbeUnprotectedPort",
                        "aws-api-call-via-cloudtrail | detail-type: this is \"AWS API Call via CloudTrail\" of"
                                + " aws.guardduty, CloudTrail's record of a call and no finding; expected \"GuardDuty"
                                + " Finding\" of aws.guardduty");
    }

    @Test
    void readsEveryWrapperAndSaysWhereEachRecordStood() {
        assertThat(read(finding("a"))).containsExactly(" = a");
        assertThat(read(event("a"))).containsExactly("detail = a");
        assertThat(read(sns(event("a")))).containsExactly("Message.detail = a");
        assertThat(read("{\"Records\":[" + snsRecord(event("a")) + "," + snsRecord(event("b")) + "]}"))
                .containsExactly("Records[0].Sns.Message.detail = a", "Records[1].Sns.Message.detail = b");
        assertThat(read("{\"Records\":[" + sqsRecord(event("a")) + "," + sqsRecord(sns(event("b"))) + "]}"))
                .containsExactly("Records[0].body.detail = a", "Records[1].body.Message.detail = b");
        assertThat(read("{\"Findings\":[" + finding("a") + "," + finding("b") + "]}"))
                .containsExactly("Findings[0] = a", "Findings[1] = b");
        assertThat(read("{\"findings\":[" + finding("a") + "]}")).containsExactly("findings[0] = a");
        assertThat(read("[" + event("a") + "," + finding("b") + "]")).containsExactly("[0].detail = a", "[1] = b");
    }

    @Test
    void oneBadRecordNeverCostsItsNeighbours() {
        String records = String.join(
                ",",
                sqsRecord(event("a")),
                sqsRecord("{\"detail-type\":"),
                sqsRecord("GuardDuty found something, please look"),
                sqsRecord("{\"detail-type\":\"GuardDuty Finding\",\"detail\":{\"id\":\"x\"}}"),
                sqsRecord("{\"detail-type\":\"GuardDuty Finding\",\"detail\":null}"),
                "{\"eventSource\":\"aws:dynamodb\",\"dynamodb\":{}}",
                "7",
                sqsRecord(event("b")));
        assertThat(read("{\"Records\":[" + records + "]}"))
                .containsExactly(
                        "Records[0].body.detail = a",
                        "! Records[1].body: not valid JSON (line 1, column 16)",
                        "! Records[2].body: free text, expected the event's JSON; an input transformer of the rule or a"
                                + " sender has replaced it: let the rule send the matched event",
                        "! Records[3].body.detail.type: expected the finding's type, such as"
                                + " Recon:EC2/PortProbeUnprotectedPort",
                        "! Records[4].body.detail: expected the finding, a JSON object",
                        "! Records[5]: this is a record of aws:dynamodb, expected SNS, SQS or an EventBridge event",
                        "! Records[6]: expected an EventBridge event or a finding, a JSON object",
                        "Records[7].body.detail = b");
    }

    @Test
    void linesOfAnExportAreRecordsOfTheirOwnWhateverIsWrongWithOne() throws IOException {
        String lines = String.join(
                "\n",
                finding("a"),
                "{\"id\":\"cut in the mid",
                finding("b"),
                "no JSON at all",
                "{\"id\":",
                finding("c"),
                "",
                finding("d") + " trailing",
                finding("e").replace("}", "}}"),
                finding("f"));
        List<String> told = readStream(lines.getBytes(StandardCharsets.UTF_8));
        assertThat(told)
                .filteredOn(line -> !line.startsWith("!"))
                .containsExactly("line 1 = a", "line 3 = b", "line 6 = c", "line 8 = d", "line 9 = e", "line 10 = f");
        assertThat(told).contains("! line 2: not valid JSON (line 1, column 22)");
        assertThat(told).anyMatch(line -> line.startsWith("! line 4: "));
        assertThat(told).anyMatch(line -> line.startsWith("! line 5: "));
        assertThat(read(lines)).isEqualTo(told);
    }

    @Test
    void readsPrettyPrintedDocumentsOneAfterTheOtherAndByteOrderMarks() throws IOException {
        String pretty = SharedFindings.document("detail--canary");
        assertThat(readStream(("\uFEFF" + pretty + "\n" + pretty).getBytes(StandardCharsets.UTF_8)))
                .hasSize(2)
                .allMatch(line -> !line.startsWith("!"));
        assertThat(readStream(pretty.getBytes(StandardCharsets.UTF_8))).hasSize(1);
        assertThat(readStream(new byte[0])).isEmpty();
        assertThat(readStream(pretty.replace("\"accountId\":", "\"accountId\"").getBytes(StandardCharsets.UTF_8)))
                .hasSize(1)
                .allMatch(line -> line.startsWith("! not valid JSON"));
    }

    @Test
    void readsGzipAndSaysWhereItsDamageBegins() throws IOException {
        byte[] zipped = gzip(finding("a") + "\n" + finding("b") + "\n");
        assertThat(readStream(zipped)).containsExactly("line 1 = a", "line 2 = b");
        byte[] cut = Arrays.copyOf(zipped, zipped.length - 9);
        assertThat(readStream(cut)).last().asString().startsWith("! the gzip data is damaged or ends too early");
        assertThat(told(FindingReader.readAll(zipped)))
                .containsExactly("! compressed by gzip, which only readAll of a stream reads");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> readStream(byte[] bytes) throws IOException {
        List<FindingRecord> records = new ArrayList<>();
        FindingReader.readAll(new ByteArrayInputStream(bytes), records::add);
        return told(records);
    }

    @Test
    void failsWithTheStreamThatFails() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is dead");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> FindingReader.readAll(broken, record -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the line is dead");
    }

    @Test
    void theOneFindingCallRefusesNoneAndSeveral() {
        assertThat(FindingReader.read(sns(event("a"))).id()).isEqualTo("a");
        assertThatThrownBy(() -> FindingReader.read(""))
                .isInstanceOf(UnreadableFindingException.class)
                .hasMessage("nothing here, expected a finding");
        assertThatThrownBy(() -> FindingReader.read(finding("a") + "\n" + finding("b")))
                .isInstanceOf(UnreadableFindingException.class)
                .hasMessage("holds 2 records, expected one finding; readAll reads them all");
        assertThatThrownBy(() -> FindingReader.read("{\"Records\":[]}")).isInstanceOf(UnreadableFindingException.class);
        assertThatThrownBy(() -> FindingReader.read("{\"a\":"))
                .isInstanceOf(UnreadableFindingException.class)
                .hasMessage("not valid JSON (line 1, column 6)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"detail-type\":\"EC2 Instance State-change Notification\",\"source\":\"aws.ec2\",\"detail\":{}}"
                        + "|detail-type: this is \"EC2 Instance State-change Notification\" of aws.ec2, expected",
                "{\"detail-type\":\"<b>x\",\"source\":\"evil\",\"detail\":{}}|this is \"(another kind)\" of evil",
                "{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"t\",\"Message\":\"You have chosen\"}"
                        + "|this is an SNS SubscriptionConfirmation, which holds no finding",
                "{\"s3\":{\"object\":{\"key\":\"k\"}}}|this is a notification about an S3 object",
                "{\"hello\":\"world\"}|no finding and nothing that is known to hold one",
                "{\"type\":\"alert\"}|no finding and nothing that is known to hold one",
                "{\"detail-type\":\"Security Hub Findings - Imported\",\"source\":\"aws.securityhub\",\"detail\":{}}"
                        + "|detail.findings: none of Security Hub's findings here is GuardDuty's",
            })
    void saysWhatAForeignDocumentIs(String document, String reason) {
        assertThat(read(document)).singleElement().asString().contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":null,\"type\":\"x\",\"severity\":null}", "{\"type\":\"x\",\"service\":{}}"})
    void reliesOnNothingButTheType(String document) {
        Finding finding = FindingReader.read(document.replace("\"x\"", "\"Invented:Thing/Never.Seen!Before\""));
        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.id()).startsWith("derived-");
        assertThat(finding.title()).isEqualTo("Invented:Thing/Never.Seen!Before");
    }

    @Test
    void readsPascalCaseWithItsExceptionsAndPackedAdditionalInfo() {
        Finding finding = FindingReader.read("""
                {"Findings":[{"Id":"p","Type":"Discovery:Kubernetes/TorIPCaller","Severity":5.0,
                  "Resource":{"InstanceDetails":{"ProductCodes":[{"Code":"c","ProductType":"t"}]},
                    "EcsClusterDetails":{"TaskDetails":{"TaskCreatedAt":1636625755.218}}},
                  "Service":{"Action":{"KubernetesApiCallAction":{"SourceIps":["203.0.113.9"]},
                    "RdsLoginAttemptAction":{"LoginAttributes":[{"User":"u"}]}},
                    "AdditionalInfo":{"Value":"{\\"sample\\":true,\\"threatListName\\":\\"L\\"}","Type":"default"}}}]}
                """);
        assertThat(finding.texts("/service/action/kubernetesApiCallAction/sourceIPs/*"))
                .containsExactly("203.0.113.9");
        assertThat(finding.text("/resource/instanceDetails/productCodes/0/productCodeId"))
                .contains("c");
        assertThat(finding.text("/resource/instanceDetails/productCodes/0/productCodeType"))
                .contains("t");
        assertThat(finding.time("/resource/ecsClusterDetails/taskDetails/createdAt"))
                .hasToString("Optional[2021-11-11T10:15:55.218Z]");
        assertThat(finding.text("/service/action/rdsLoginAttemptAction/LoginAttributes/0/user"))
                .contains("u");
        assertThat(finding.isSample()).isTrue();
        assertThat(finding.text("/service/additionalInfo/threatListName")).contains("L");
    }

    @Test
    void keepsEveryByteOfADocumentThatHoldsOneFindingAndItsPartOfOneThatHoldsMore() {
        String spaced = "  { \"type\" : \"Recon:EC2/Portscan\", \"severity\": 5.0 }\n";
        assertThat(FindingReader.read(spaced).original())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(spaced);
        assertThat(FindingReader.read(sns(event("a"))).original())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(event("a"));
        List<FindingRecord> two = FindingReader.readAll("[" + finding("a") + ",  " + finding("b") + "]");
        assertThat(((Found) two.get(1)).finding().original())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(finding("b"));
    }

    @Test
    void everyValueOfTheDocumentIsReachable() {
        Finding finding = FindingReader.read(
                "{\"detail-type\":\"GuardDuty Finding\",\"time\":\"2026-01-01T00:00:00Z\",\"resources\":[\"r\"],"
                        + "\"detail\":{\"type\":\"A:B/C\",\"quantum\":{\"states\":[{\"spin\":\"up\"}]}}}");
        assertThat(finding.text("/quantum/states/0/spin")).contains("up");
        assertThat(finding.envelope().at("/resources/0").text()).contains("r");
        assertThat(finding.envelope().member("time").text()).contains("2026-01-01T00:00:00Z");
    }

    @Test
    void spellsEveryTimeThatSendersWrite() {
        Map<String, String> times = Map.of(
                "2025-02-25 20:40:06.000000000", "2025-02-25T20:40:06Z",
                "2021-12-09 04:53:50+05:30", "2021-12-08T23:23:50Z",
                "1636625755.218", "2021-11-11T10:15:55.218Z",
                "1513609200000", "2017-12-18T15:00:00Z",
                "2024-01-01T00:00:00.5Z", "2024-01-01T00:00:00.500Z");
        times.forEach((text, time) -> assertThat(Finding.instantOf(text)).hasToString("Optional[" + time + "]"));
        for (String none :
                List.of("foo", "", "-5", "1e300", "+999999999-01-01T00:00:00Z", "2024-13-01T00:00:00Z", "1-2")) {
            assertThat(Finding.instantOf(none)).as(none).isEmpty();
        }
    }

    @Test
    void refusesWhatIsTooDeepOrTooLongAtLittleCost() throws IOException {
        byte[] deep = ("[".repeat(10_000) + "]".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
        assertThat(readStream(deep)).singleElement().asString().startsWith("! too deep or too long");

        long begin = System.nanoTime();
        List<FindingRecord> records = new ArrayList<>();
        FindingReader.readAll(endless("{\"type\":\"", 50_000_000, "\"}\n" + finding("after")), records::add);
        assertThat(told(records))
                .containsExactly("! line 1: too long for a record: more than 16777216 bytes", "line 2 = after");
        assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
    }

    /** A text, many letters, and another text, none of them kept. */
    private static InputStream endless(String head, int letters, String tail) {
        InputStream middle = new InputStream() {
            private int left = letters;

            @Override
            public int read() {
                return left-- > 0 ? 'a' : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                int count = Math.min(left, length);
                Arrays.fill(bytes, from, from + count, (byte) 'a');
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)),
                middle,
                new ByteArrayInputStream(tail.getBytes(StandardCharsets.UTF_8)))));
    }
}
