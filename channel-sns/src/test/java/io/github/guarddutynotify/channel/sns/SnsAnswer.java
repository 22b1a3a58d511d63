package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.sns.SnsRules.SnsError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What SNS and STS say, as their Query APIs spell it.
 *
 * @param headers further lines of the head, each with its end
 */
record SnsAnswer(int status, String headers, String body) {
    static SnsAnswer of(int status, String body) {
        return new SnsAnswer(status, "", body);
    }

    byte[] bytes() {
        String head = "HTTP/1.1 %d Said\r\nContent-Type: text/xml\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(status, headers, SnsRules.utf8(body));
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    static SnsAnswer messageId(int number) {
        return of(200, """
                <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <PublishResult><MessageId>message-%d</MessageId></PublishResult>
                  <ResponseMetadata><RequestId>f187a3c1-376f-11df-8963-01868b7c937a</RequestId></ResponseMetadata>
                </PublishResponse>
                """.formatted(number));
    }

    static SnsAnswer topic(Map<String, String> attributes) {
        String entries = attributes.entrySet().stream()
                .map(entry -> "<entry><key>" + entry.getKey() + "</key><value>" + entry.getValue() + "</value></entry>")
                .collect(Collectors.joining());
        return of(200, """
                <GetTopicAttributesResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <GetTopicAttributesResult><Attributes>%s</Attributes></GetTopicAttributesResult>
                  <ResponseMetadata><RequestId>057f074c-33a7-11df-9540-99d0768312d3</RequestId></ResponseMetadata>
                </GetTopicAttributesResponse>
                """.formatted(entries));
    }

    static SnsAnswer credentials(int number, Duration session) {
        return of(200, """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleResult>
                    <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/x/y</Arn><AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser>
                    <Credentials>
                      <AccessKeyId>ASIAROLE%1$d</AccessKeyId>
                      <SecretAccessKey>role-secret-%1$d</SecretAccessKey>
                      <SessionToken>role-token-%1$d</SessionToken>
                      <Expiration>%2$s</Expiration>
                    </Credentials>
                  </AssumeRoleResult>
                  <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
                </AssumeRoleResponse>
                """.formatted(number, Instant.now().plus(session).truncatedTo(ChronoUnit.SECONDS)));
    }

    static SnsAnswer error(SnsError error, String headers) {
        return new SnsAnswer(error.status(), headers, """
                <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error>
                  <RequestId>9dd01905-5012-5f99-8663-4b3ecd0dfaef</RequestId>
                </ErrorResponse>
                """.formatted(
                        error.status() < 500 ? "Sender" : "Receiver", error.code(), error.message()));
    }
}
