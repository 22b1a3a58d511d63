package io.github.guarddutynotify.channel.sns;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * What the SDK's default chain finds, without building the chain where its second link, the environment, has the answer:
 * the links behind it (profile files, containers' and instances' metadata) cost every cold start of a Lambda function
 * their loading.
 */
final class AmbientCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    private @Nullable AwsCredentialsProvider found;

    @Override
    public AwsCredentials resolveCredentials() {
        return found().resolveCredentials();
    }

    private synchronized AwsCredentialsProvider found() {
        AwsCredentialsProvider current = found;
        if (current == null) {
            current = isEnvironmentFirst()
                    ? EnvironmentVariableCredentialsProvider.create()
                    : DefaultCredentialsProvider.builder().build();
            found = current;
        }
        return current;
    }

    /** The chain's first link is the system properties. */
    private static boolean isEnvironmentFirst() {
        return isSet(System.getenv("AWS_ACCESS_KEY_ID"))
                && isSet(System.getenv("AWS_SECRET_ACCESS_KEY"))
                && System.getProperty("aws.accessKeyId") == null;
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    @Override
    public synchronized void close() {
        if (found instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
