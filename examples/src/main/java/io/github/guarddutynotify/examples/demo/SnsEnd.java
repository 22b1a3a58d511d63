package io.github.guarddutynotify.examples.demo;

import io.github.guarddutynotify.examples.demo.HttpEnd.Answer;
import io.github.guarddutynotify.examples.demo.HttpEnd.Reply;
import io.github.guarddutynotify.examples.demo.HttpEnd.Request;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SNS as far as its <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a> goes, over the Query
 * API. The id of the access key that signed is the tray's name; the signature itself is not verified.
 */
final class SnsEnd implements FarEnd {
    static final String FILE = "sns.json";

    private static final Pattern SIGNER =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/\\d{8}/[a-z0-9-]+/sns/aws4_request,.*");

    private final HttpEnd end;

    private SnsEnd(HttpEnd end) {
        this.end = end;
    }

    static SnsEnd start(Trouble trouble) throws IOException {
        return new SnsEnd(HttpEnd.start(new Vendor(), trouble));
    }

    private static final class Vendor implements HttpEnd.Vendor {
        @Override
        public Optional<String> tray(Request request) {
            Matcher signer = SIGNER.matcher(request.authorization());
            return signer.matches() ? Optional.of(signer.group(1)) : Optional.empty();
        }

        @Override
        public Reply reply(Request request) {
            PublishCall call = PublishCall.parse(request.body());
            Optional<PublishCall.Refusal> refusal =
                    tray(request).isPresent() ? call.refusal() : Optional.of(PublishCall.Refusal.UNSIGNED);
            return refusal.map(SnsEnd::error)
                    .map(Reply::refusal)
                    .orElseGet(() -> new Reply(xml(200, messageId()), call.toJson()));
        }

        @Override
        public Answer failure(int status) {
            String code = switch (status) {
                case 403 -> "AuthorizationError";
                case 404 -> "NotFound";
                case 429 -> "Throttled";
                case 503 -> "ServiceUnavailable";
                default -> status < 500 ? "InvalidParameter" : "InternalError";
            };
            return error(new PublishCall.Refusal(status, code, "The demo was asked to fail so"));
        }
    }

    private static String messageId() {
        return """
                <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <PublishResult><MessageId>%s</MessageId></PublishResult>
                  <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
                </PublishResponse>
                """.formatted(UUID.randomUUID(), UUID.randomUUID());
    }

    private static Answer error(PublishCall.Refusal refusal) {
        return xml(refusal.status(), """
                <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                  <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                  <RequestId>%s</RequestId>
                </ErrorResponse>
                """.formatted(refusal.code(), refusal.message(), UUID.randomUUID()));
    }

    private static Answer xml(int status, String body) {
        return new Answer(status, "text/xml", body);
    }

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public Map<String, String> environment(String tray) {
        return Map.of("SNS_ENDPOINT", end.origin(), "AWS_ACCESS_KEY_ID", tray, "AWS_SECRET_ACCESS_KEY", "demo");
    }

    @Override
    public Optional<byte[]> take(String tray) {
        return end.take(tray);
    }

    @Override
    public void close() {
        end.close();
    }
}
