package io.github.guarddutynotify.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Says which version was built. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties built = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
            if (stream != null) {
                built.load(stream);
            }
        }
        return new String[] {"guardduty-notify " + built.getProperty("version", "(unknown version)")};
    }
}
