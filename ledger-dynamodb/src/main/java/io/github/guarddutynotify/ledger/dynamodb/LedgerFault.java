package io.github.guarddutynotify.ledger.dynamodb;

import io.github.guarddutynotify.delivery.LedgerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the SDK throws, as a {@code LedgerException} that names the table and the remedy. The SDK's own messages are left out:
 * some hold the text that was signed, headers with session tokens included.
 */
final class LedgerFault {
    private static final String CREDENTIALS = "see that the credentials are valid and not expired";
    private static final String CAPACITY = "give the table more capacity, or bill it on demand";

    /** By the <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">codes</a>. */
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry(
                    "ResourceNotFoundException", "there is no such table here; create it, or set its name and region"),
            Map.entry(
                    "ValidationException",
                    "its keys must be the strings finding and destination, each within its limit"),
            Map.entry(
                    "AccessDeniedException",
                    "allow dynamodb:UpdateItem and dynamodb:PutItem on it, for a digest dynamodb:Query and"
                            + " dynamodb:DeleteItem too"),
            Map.entry("ExpiredTokenException", CREDENTIALS),
            Map.entry("IncompleteSignatureException", CREDENTIALS),
            Map.entry("InvalidSignatureException", CREDENTIALS),
            Map.entry("MissingAuthenticationTokenException", CREDENTIALS),
            Map.entry("UnrecognizedClientException", CREDENTIALS),
            Map.entry("ProvisionedThroughputExceededException", CAPACITY),
            Map.entry("RequestLimitExceeded", CAPACITY),
            Map.entry("ThrottlingException", CAPACITY));

    private LedgerFault() {}

    static IOException of(String table, SdkException thrown) {
        String where = "DynamoDB table \"" + table + "\": ";
        if (thrown instanceof AwsServiceException answer) {
            return new LedgerException(where + answer(answer), null);
        }
        if (thrown instanceof AbortedException) {
            Thread.currentThread().interrupt();
            return new InterruptedIOException(where + "interrupted");
        }
        if (thrown instanceof ApiCallTimeoutException || thrown instanceof ApiCallAttemptTimeoutException) {
            return new LedgerException(where + "no answer in time", null);
        }
        return unreachable(thrown)
                .map(cause -> new LedgerException(
                        where + "can't be reached (" + cause.getClass().getSimpleName() + ")", cause))
                .orElseGet(() -> new LedgerException(
                        where + "can't be asked; see that a region and credentials are found ("
                                + thrown.getClass().getSimpleName() + ")",
                        null));
    }

    private static String answer(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "an error without a code" : details.errorCode();
        String remedy = REMEDIES.get(code);
        return (remedy == null ? "" : remedy + " ") + "(" + code + ", HTTP " + answer.statusCode() + ", request "
                + answer.requestId() + ")";
    }

    private static Optional<IOException> unreachable(Throwable thrown) {
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return Optional.of(io);
            }
        }
        return Optional.empty();
    }
}
