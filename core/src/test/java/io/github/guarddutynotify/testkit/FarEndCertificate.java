package io.github.guarddutynotify.testkit;

import java.io.IOException;
import java.io.InputStream;
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
 * A self-signed certificate with its key, made by the JDK's own {@code keytool} once a JVM: no key lies in a repository,
 * and none expires.
 *
 * @param pem the certificate, a file that lasts as long as this JVM
 * @param context for a server that shows it
 */
public record FarEndCertificate(Path pem, SSLContext context) {
    private static final String PASSWORD = "changeit";

    /**
     * One that is good for {@code 127.0.0.1} and {@code localhost}.
     *
     * @return the certificate, the same all the time
     */
    public static FarEndCertificate ofLoopback() {
        return Loopback.CERTIFICATE;
    }

    /**
     * One that is good for another host.
     *
     * @return the certificate, the same all the time
     */
    public static FarEndCertificate ofElsewhere() {
        return Elsewhere.CERTIFICATE;
    }

    private static final class Loopback {
        static final FarEndCertificate CERTIFICATE = make("localhost", "dns:localhost,ip:127.0.0.1");
    }

    private static final class Elsewhere {
        static final FarEndCertificate CERTIFICATE = make("elsewhere.example", "dns:elsewhere.example");
    }

    private static FarEndCertificate make(String name, String alternativeNames) {
        try {
            Path folder = Files.createTempDirectory("far-end");
            Path store = folder.resolve("store.p12");
            keytool(name, alternativeNames, store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Files.delete(store);
            Path pem = folder.resolve("certificate.pem");
            Files.writeString(pem, pem(keys.getCertificate("far-end").getEncoded()));
            folder.toFile().deleteOnExit(); // in the reverse order: the file goes first
            pem.toFile().deleteOnExit();
            return new FarEndCertificate(pem, context(keys));
        } catch (IOException failed) {
            throw new UncheckedIOException("can't make a certificate", failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("can't make a certificate", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a certificate was made", interrupted);
        }
    }

    private static void keytool(String name, String alternativeNames, Path store)
            throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "far-end",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + alternativeNames,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
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
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
