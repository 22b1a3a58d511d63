package io.github.guarddutynotify.channel.sns;

import io.github.guarddutynotify.config.DestinationConfig;
import io.github.guarddutynotify.config.Secret;
import io.github.guarddutynotify.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The ways to credentials, as the settings have them: the first that is set of profile, role and static keys; else the
 * SDK's default chain. Immutable and safe for use by many threads.
 */
final class Credentials {
    private static final String PROFILE = "profile";
    private static final String PROFILE_FILE = "profileFile";
    private static final String ACCESS_KEY_ID = "accessKeyId";
    private static final String SECRET_ACCESS_KEY = "secretAccessKey";
    private static final String SESSION_TOKEN = "sessionToken";

    private final @Nullable String profile;
    private final @Nullable ProfileFile profileFile;
    private final @Nullable RoleSettings role;
    private final @Nullable Secret accessKeyId;
    private final @Nullable Secret secretAccessKey;
    private final @Nullable Secret sessionToken;

    private Credentials(Settings settings) {
        this.profile = settings.optionalText(PROFILE).orElse(null);
        this.profileFile = settings.optionalText(PROFILE_FILE)
                .flatMap(text -> file(text, settings))
                .orElse(null);
        this.role = RoleSettings.read(settings).orElse(null);
        this.accessKeyId = settings.optionalSecret(ACCESS_KEY_ID).orElse(null);
        this.secretAccessKey = settings.optionalSecret(SECRET_ACCESS_KEY).orElse(null);
        this.sessionToken = settings.optionalSecret(SESSION_TOKEN).orElse(null);
        checkProfile(settings);
        needs(settings, PROFILE_FILE, profileFile, PROFILE, profile);
        needs(settings, ACCESS_KEY_ID, accessKeyId, SECRET_ACCESS_KEY, secretAccessKey);
        needs(settings, SECRET_ACCESS_KEY, secretAccessKey, ACCESS_KEY_ID, accessKeyId);
        needs(settings, SESSION_TOKEN, sessionToken, ACCESS_KEY_ID, accessKeyId);
    }

    /** Reads the settings; what does not go together becomes a problem. */
    static Credentials read(DestinationConfig config) {
        return new Credentials(config.settings());
    }

    /** That a key is set and means nothing without another that is not set is a problem. */
    static void needs(
            Settings settings, String key, @Nullable Object value, String other, @Nullable Object otherValue) {
        if (value != null && otherValue == null) {
            settings.problem(key, "means nothing without " + other + "; set both, or neither");
        }
    }

    private static Optional<ProfileFile> file(String text, Settings settings) {
        try (InputStream in = Files.newInputStream(Path.of(text))) {
            return Optional.of(ProfileFile.builder()
                    .content(in)
                    .type(ProfileFile.Type.CREDENTIALS)
                    .build());
        } catch (IOException | InvalidPathException unreadable) {
            settings.problem(PROFILE_FILE, "can't read the file \"" + text + "\"; check the path and who may read it");
        } catch (IllegalArgumentException malformed) {
            settings.problem(PROFILE_FILE, "\"" + text + "\" has not the form of ~/.aws/credentials ([NAME] …)");
        }
        return Optional.empty();
    }

    private void checkProfile(Settings settings) {
        if (profile != null
                && profileFile != null
                && profileFile.profile(profile).isEmpty()) {
            settings.problem(
                    PROFILE,
                    "no profile named \"" + profile + "\" in the file; it has: "
                            + String.join(
                                    ", ", new TreeSet<>(profileFile.profiles().keySet())));
        }
    }

    /** Opens the way that the settings name; nothing is fetched before the first use. */
    AwsCredentialsProvider provider(Connections connections, String region) {
        if (profile != null) {
            return ofProfile(profile);
        }
        return role == null ? ownKeys() : new AssumedRole(role, ownKeys(), connections, region);
    }

    private AwsCredentialsProvider ofProfile(String name) {
        ProfileCredentialsProvider.Builder provider =
                ProfileCredentialsProvider.builder().profileName(name);
        if (profileFile != null) {
            provider.profileFile(profileFile);
        }
        return provider.build();
    }

    private AwsCredentialsProvider ownKeys() {
        if (accessKeyId == null || secretAccessKey == null) {
            return new AmbientCredentials();
        }
        Secret id = accessKeyId;
        Secret key = secretAccessKey;
        Secret token = sessionToken;
        return () -> token == null
                ? AwsBasicCredentials.create(id.reveal(), key.reveal())
                : AwsSessionCredentials.create(id.reveal(), key.reveal(), token.reveal());
    }

    /** Frees what a provider holds, such as a connection to a container's or an instance's metadata. */
    static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
