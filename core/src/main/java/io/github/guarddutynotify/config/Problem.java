package io.github.guarddutynotify.config;

/**
 * One thing that is wrong with a configuration: where, and what to do about it.
 *
 * @param path the place, such as {@code destinations.soc-slack.webhookUrl}
 * @param message what is wrong there and the remedy, in a sentence that holds no secret
 */
public record Problem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
