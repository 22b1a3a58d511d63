package io.github.guarddutynotify.channel.sns;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials of a role, assumed anew before they expire. The only class that touches the SDK's STS client, which need
 * not be on the class path as long as nobody assumes a role. Safe for use by many threads.
 */
final class AssumedRole implements AwsCredentialsProvider, SdkAutoCloseable {
    /** The longest that a role allows unless its owner has raised the limit. */
    private static final Duration SESSION = Duration.ofHours(1);

    private final AwsCredentialsProvider own;
    private final StsClient sts;
    private final StsAssumeRoleCredentialsProvider assumed;

    /**
     * A role that is assumed at first use.
     *
     * @param own the credentials that the role is assumed with
     */
    AssumedRole(RoleSettings role, AwsCredentialsProvider own, Connections connections, String region) {
        this.own = own;
        this.sts = connections.client(StsClient.builder().credentialsProvider(own), region, role.endpoint());
        this.assumed = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request(role))
                .build();
    }

    private static AssumeRoleRequest request(RoleSettings role) {
        return AssumeRoleRequest.builder()
                .roleArn(role.arn())
                .roleSessionName(role.sessionName())
                .externalId(role.externalId() == null ? null : role.externalId().reveal())
                .durationSeconds((int) SESSION.toSeconds())
                .build();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return assumed.resolveCredentials();
    }

    @Override
    public void close() {
        assumed.close();
        sts.close();
        Credentials.close(own);
    }
}
