package io.github.guarddutynotify.examples.lambda;

import io.github.guarddutynotify.testkit.HttpAnswer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Answers in the AWS Query protocol. */
final class AwsAnswers {
    private AwsAnswers() {}

    /** The answer to <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>. */
    static HttpAnswer published() {
        return xml("""
                <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <PublishResult>
                    <MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId>
                  </PublishResult>
                  <ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata>
                </PublishResponse>
                """);
    }

    /** The answer to <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>. */
    static HttpAnswer assumed(String accessKeyId) {
        return xml("""
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>secret-of-the-role</SecretAccessKey>
                      <SessionToken>token-of-the-role</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleResult>
                  <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
                </AssumeRoleResponse>
                """.formatted(accessKeyId, Instant.now().plus(1, ChronoUnit.HOURS)));
    }

    private static HttpAnswer xml(String body) {
        return HttpAnswer.of(200, body).with("Content-Type", "text/xml");
    }
}
