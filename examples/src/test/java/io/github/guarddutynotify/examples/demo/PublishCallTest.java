package io.github.guarddutynotify.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.guarddutynotify.json.JsonValue;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishCallTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:guardduty";

    private static String form(String subject, String message, String type, String value) {
        return "Action=Publish&Version=2010-03-31&TopicArn=" + TOPIC + "&Subject=" + URLEncoder.encode(subject, UTF_8)
                + "&Message=" + URLEncoder.encode(message, UTF_8) + "&MessageAttributes.entry.1.Name=severity"
                + "&MessageAttributes.entry.1.Value.DataType=" + type + "&MessageAttributes.entry.1.Value.StringValue="
                + URLEncoder.encode(value, UTF_8);
    }

    private static PublishCall call(String subject, String message, String type, String value) {
        return PublishCall.parse(form(subject, message, type, value));
    }

    @Test
    void takesWhatSnsTakes() {
        assertThat(call("A subject", "Ünïcode", "Number", "8.5").refusal()).isEmpty();
        assertThat(call("x".repeat(99), "x".repeat(262_100), "String", "x").refusal())
                .isEmpty();
    }

    @Test
    void refusesWhatSnsRefuses() {
        assertThat(call("a\nb", "m", "String", "x").refusal()).contains(PublishCall.Refusal.SUBJECT);
        assertThat(call("é", "m", "String", "x").refusal()).contains(PublishCall.Refusal.SUBJECT);
        assertThat(call("x".repeat(100), "m", "String", "x").refusal()).contains(PublishCall.Refusal.SUBJECT);
        assertThat(call("s", "", "String", "x").refusal()).contains(PublishCall.Refusal.EMPTY);
        assertThat(call("s", "é".repeat(131_072), "String", "x").refusal()).contains(PublishCall.Refusal.TOO_LONG);
        assertThat(call("s", "m", "String", "").refusal()).contains(PublishCall.Refusal.ATTRIBUTE);
        assertThat(call("s", "m", "Number", "high").refusal()).contains(PublishCall.Refusal.ATTRIBUTE);
        assertThat(PublishCall.parse("Action=Subscribe").refusal()).contains(PublishCall.Refusal.ACTION);
        assertThat(PublishCall.parse("Action=Publish&TopicArn=topic&Message=m").refusal())
                .contains(PublishCall.Refusal.TOPIC_ARN);
    }

    @Test
    void asksForADefaultWhereEachProtocolHasItsOwnMessage() {
        String json = "&MessageStructure=json";

        assertThat(PublishCall.parse(form("s", "{\"default\":\"m\",\"sms\":\"s\"}", "String", "x") + json)
                        .refusal())
                .isEmpty();
        for (String message : List.of("{\"sms\":\"s\"}", "m")) {
            assertThat(PublishCall.parse(form("s", message, "String", "x") + json)
                            .refusal())
                    .contains(PublishCall.Refusal.STRUCTURE);
        }
    }

    @Test
    void isThePublishRequestAsJson() throws Exception {
        String json = call("A & B", "line 1\nline 2 + \"more\"", "Number", "8").toJson();

        JsonValue request = JsonValue.parse(json);
        assertThat(request.names()).containsExactly("TopicArn", "Subject", "Message", "MessageAttributes");
        assertThat(request.at("/Message").text()).hasValue("line 1\nline 2 + \"more\"");
        assertThat(request.at("/MessageAttributes/severity/DataType").text()).hasValue("Number");
        assertThat(request.at("/MessageAttributes/severity/StringValue").text()).hasValue("8");
        assertThat(json.lines()).hasSize(8).first().isEqualTo("{");
    }
}
