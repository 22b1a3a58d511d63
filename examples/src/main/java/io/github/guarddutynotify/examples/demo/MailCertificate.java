package io.github.guarddutynotify.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A self-signed certificate for {@code localhost} with its key, made by the JDK's own {@code keytool} once a process: no
 * key lies in a repository, and none outlives the demo.
 *
 * @param pem the certificate, for those who are to trust it
 * @param context for the server that shows it
 */
record MailCertificate(String pem, SSLContext context) {
    private static final String ALIAS = "mail";
    private static final char[] PASSWORD = "changeit".toCharArray();

    static MailCertificate ofLoopback() {
        return Loopback.CERTIFICATE;
    }

    private static final class Loopback {
        static final MailCertificate CERTIFICATE = make();
    }

    private static MailCertificate make() {
        try {
            Path folder = Files.createTempDirectory("guardduty-notify-demo");
            Path store = folder.resolve("mail.p12");
            try {
                keytool(store);
                KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
                return new MailCertificate(pem(keys.getCertificate(ALIAS).getEncoded()), context(keys));
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("can't make a certificate", failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("can't make a certificate", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a certificate was made", interrupted);
        }
    }

    private static void keytool(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA", // as Amazon SES and Exchange Online have
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }

    private static String pem(byte[] certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
