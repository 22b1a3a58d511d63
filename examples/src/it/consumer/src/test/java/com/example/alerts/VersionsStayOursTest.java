package com.example.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The library's BOM manages the library's artifacts; every other version is this project's own choice. */
class VersionsStayOursTest {
    @Test
    void jacksonIsTheOneWeChose() {
        assertThat(new ObjectMapper().version()).hasToString(System.getProperty("chosen.jackson.version"));
    }

    @Test
    void slf4jIsTheOneWeChose() {
        assertThat(LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation())
                .asString()
                .endsWith("slf4j-api-" + System.getProperty("chosen.slf4j.version") + ".jar");
    }

    @Test
    void theBomNamesNothingButTheLibrary() throws Exception {
        String bom = Files.readString(Path.of(System.getProperty("bom.file")));

        assertThat(bom).doesNotContain("<parent>", "<properties>", "<build>");
        assertThat(Pattern.compile("<groupId>(.*?)</groupId>").matcher(bom).results())
                .extracting(match -> match.group(1))
                .hasSizeGreaterThan(2)
                .containsOnly("io.github.guarddutynotify");
    }

    @Test
    void theTestKitCarriesNothingElseOfTheLibrarysTests() throws Exception {
        URL kit = getClass().getResource("/io/github/guarddutynotify/testkit");
        try (JarFile jar = ((JarURLConnection) kit.openConnection()).getJarFile()) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName))
                    .isNotEmpty()
                    .allMatch(name ->
                            name.startsWith("META-INF/") || name.startsWith("io/github/guarddutynotify/testkit/"));
        }
    }
}
