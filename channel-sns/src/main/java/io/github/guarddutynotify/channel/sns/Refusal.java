package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.channel.DeliveryResult;
import io.github.guarddutynotify.channel.Reason;
import io.github.guarddutynotify.channel.http.RetryAfter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What an AWS service's refusal means, by its error code and status; see <a
 * href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors">Publish</a> and <a
 * href="https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html">common errors</a>.
 *
 * <p>Not by the SDK's {@code retryable()}, which is false for all of them, nor by {@code isThrottlingException()}, which
 * does not know KMS. The words are ours: the service's message quotes ARNs and parameters.
 */
record Refusal(
        String service,
        String code,
        String message,
        int status,
        @Nullable Duration retryWait) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");

    /** What a publisher to an encrypted topic needs of its key. */
    static final String KEY_RIGHTS = "kms:GenerateDataKey* and kms:Decrypt";

    /** Who we are is known then, and that we may not. */
    private static final Set<String> FORBIDDEN = Set.of("accessdenied", "authorizationerror", "notauthorized");

    private static final Set<String> AUTH_CODES = Set.of(
            "accessdenied",
            "authfailure",
            "authorizationerror",
            "expiredtoken",
            "incompletesignature",
            "invalidaccesskeyid",
            "invalidclienttokenid",
            "invalidsecurity",
            "missingauthenticationtoken",
            "notauthorized",
            "optinrequired",
            "requestexpired",
            "requesttimetooskewed",
            "signaturedoesnotmatch",
            "tokenrefreshrequired",
            "unrecognizedclient");

    static Refusal of(AwsServiceException thrown) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(thrown.awsErrorDetails());
        String service = details.map(AwsErrorDetails::serviceName).orElse("AWS").toUpperCase(Locale.ROOT);
        String code = details.map(AwsErrorDetails::errorCode)
                .filter(text -> CODE.matcher(text).matches())
                .map(text -> text.replaceFirst("(?<=.)Exception$", ""))
                .orElse("");
        Optional<Duration> retryWait =
                details.map(AwsErrorDetails::sdkHttpResponse).flatMap(Refusal::retryWait);
        return new Refusal(
                service,
                code,
                details.map(AwsErrorDetails::errorMessage).orElse(""),
                thrown.statusCode(),
                retryWait.orElse(null));
    }

    /** AWS asks for none; a gateway or an emulator in between may. */
    private static Optional<Duration> retryWait(SdkHttpResponse response) {
        return response.firstMatchingHeader("Retry-After")
                .flatMap(header -> RetryAfter.parse(
                        header, response.firstMatchingHeader("Date").orElse("")));
    }

    /** The answer to a publish. */
    DeliveryResult ofPublish() {
        return deferral().orElseGet(this::rejectionOfPublish);
    }

    /** The answer to a look at the topic, which whoever may publish need not be allowed. */
    DeliveryResult ofProbe() {
        return FORBIDDEN.contains(lowerCode())
                ? DeliveryResult.accepted()
                        .noting("AWS knows the credentials, but they may not look at the topic: whether it is there and"
                                + " whether sns:Publish is allowed is not known; allow sns:GetTopicAttributes to have it"
                                + " looked at, or send a test message")
                : ofPublish();
    }

    /** The answer to assuming a role: whatever is not temporary is a matter of who we are. */
    DeliveryResult ofLogin() {
        return deferral()
                .orElseGet(
                        () -> rejected(
                                Reason.AUTH,
                                "check roleArn and externalId, the role's trust policy, and the credentials it is assumed with"));
    }

    private Optional<DeliveryResult> deferral() {
        if (is("throttl") || is("toomanyrequests") || is("requestlimitexceeded") || status == 429 || status == 425) {
            return deferred(Reason.RATE_LIMITED);
        }
        if (status == 408) {
            return deferred(Reason.TIMEOUT);
        }
        return status >= 500 ? deferred(Reason.SERVER_ERROR) : Optional.empty();
    }

    private DeliveryResult rejectionOfPublish() {
        if (is("kms")) {
            return ofKey();
        }
        if (AUTH_CODES.contains(lowerCode()) || status == 401 || status == 403 || status == 407) {
            return rejected(Reason.AUTH, authRemedy());
        }
        if (is("notfound") || status == 404 || status == 410) {
            return rejected(
                    Reason.NOT_FOUND,
                    "there is no such topic, or no longer; check topicArn, or create the topic and its subscriptions anew");
        }
        if (message.startsWith("Invalid parameter: TopicArn")) {
            return rejected(
                    Reason.NOT_FOUND,
                    "the topic is not of the region that was asked; check topicArn, and leave region out unless it differs");
        }
        if (message.toLowerCase(Locale.ROOT).contains("too long") || status == 413) {
            return rejected(Reason.TOO_LARGE, "the message is too long");
        }
        if (status < 400) {
            return rejected(Reason.REDIRECTED, "the far end sends us elsewhere; check region and endpoint");
        }
        return rejected(Reason.INVALID_MESSAGE, "the message is not accepted");
    }

    /** The topic is encrypted and the key is not ours to use, or is not usable. */
    private DeliveryResult ofKey() {
        boolean isForbidden = is("accessdenied") || is("optinrequired");
        return isForbidden
                ? rejected(
                        Reason.AUTH,
                        "the topic's KMS key is not ours to use; its key policy must allow " + KEY_RIGHTS
                                + " (the key alias/aws/sns can't be shared with another account)")
                : rejected(
                        Reason.NOT_FOUND,
                        "the topic's KMS key is missing, disabled or pending deletion; enable it, or give the topic"
                                + " another key whose policy allows " + KEY_RIGHTS);
    }

    private String authRemedy() {
        return switch (lowerCode()) {
            case "expiredtoken" ->
                "the session token has expired; renew it, or set a profile or a roleArn, which renew themselves";
            case "invalidclienttokenid", "invalidaccesskeyid", "unrecognizedclient" ->
                "the access key is not known;" + " check the credentials and that they are of the topic's partition";
            case "signaturedoesnotmatch", "incompletesignature" ->
                "check the secret access key, and this machine's clock";
            case "requestexpired", "requesttimetooskewed" -> "check this machine's clock";
            default ->
                "the credentials may not publish here; allow sns:Publish on the topic, by a policy of theirs and, if the"
                        + " topic is another account's, by the topic's policy too";
        };
    }

    private boolean is(String part) {
        return lowerCode().contains(part);
    }

    private String lowerCode() {
        return code.toLowerCase(Locale.ROOT);
    }

    private Optional<DeliveryResult> deferred(Reason reason) {
        DeliveryResult deferred = DeliveryResult.deferred(reason, answer());
        return Optional.of(retryWait == null ? deferred : deferred.retryAfter(retryWait));
    }

    private DeliveryResult rejected(Reason reason, String remedy) {
        return DeliveryResult.rejected(reason, answer() + ": " + remedy);
    }

    private String answer() {
        return service + " answered " + (code.isEmpty() ? "HTTP " + status : code);
    }

    /** Without the message, which may quote the request. */
    @Override
    public String toString() {
        return "Refusal[" + answer() + "]";
    }
}
