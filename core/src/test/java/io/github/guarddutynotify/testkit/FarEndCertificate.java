package io.github.guarddutynotify.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with its key, made by the JDK's own {@code keytool} once a JVM: no key lies in a repository,
 * and none expires.
 *
 * @param pem what is to be trusted for it, a file that lasts as long as this JVM
 * @param context for a server that shows it
 */
public record FarEndCertificate(Path pem, SSLContext context) {
    private static final String PASSWORD = "changeit";
    private static final String LOOPBACK_NAMES = "dns:localhost,ip:127.0.0.1";

    /** Puts a key with its certificate, {@code far-end}, into a store. */
    private interface Making {
        void into(Path store, String name, String alternativeNames) throws IOException, InterruptedException;
    }

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

    /**
     * One that was good for {@code 127.0.0.1} and {@code localhost} until yesterday; {@link #pem()} is that of the authority
     * that signed it, because the JDK does not ask how old a certificate is that is itself trusted.
     *
     * @return the certificate, the same all the time
     */
    public static FarEndCertificate ofYesterday() {
        return Yesterday.CERTIFICATE;
    }

    private static final class Loopback {
        static final FarEndCertificate CERTIFICATE = make("localhost", LOOPBACK_NAMES, FarEndCertificate::selfSigned);
    }

    private static final class Elsewhere {
        static final FarEndCertificate CERTIFICATE =
                make("elsewhere.example", "dns:elsewhere.example", FarEndCertificate::selfSigned);
    }

    private static final class Yesterday {
        static final FarEndCertificate CERTIFICATE = make("localhost", LOOPBACK_NAMES, FarEndCertificate::expired);
    }

    private static FarEndCertificate make(String name, String alternativeNames, Making making) {
        try {
            Path folder = Files.createTempDirectory("far-end");
            Path store = folder.resolve("store.p12");
            making.into(store, name, alternativeNames);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Files.delete(store);
            Path pem = folder.resolve("certificate.pem");
            Certificate[] chain = keys.getCertificateChain("far-end");
            Files.writeString(pem, pem(chain[chain.length - 1].getEncoded()));
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

    private static void selfSigned(Path store, String name, String alternativeNames)
            throws IOException, InterruptedException {
        key(store, "far-end", name, "san=" + alternativeNames);
    }

    private static void expired(Path store, String name, String alternativeNames)
            throws IOException, InterruptedException {
        Path request = store.resolveSibling("request");
        Path certificate = store.resolveSibling("certificate");
        key(store, "authority", "An authority", "bc:c");
        key(store, "far-end", name, "san=" + alternativeNames);
        keytool(store, "far-end", "-certreq", "-file", request.toString());
        keytool(
                store,
                "authority",
                "-gencert",
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString(),
                "-ext",
                "san=" + alternativeNames,
                "-startdate",
                "-2d",
                "-validity",
                "1");
        keytool(store, "far-end", "-importcert", "-file", certificate.toString());
        keytool(store, "authority", "-delete"); // or a server would show that
        Files.delete(request);
        Files.delete(certificate);
    }

    private static void key(Path store, String alias, String name, String extension)
            throws IOException, InterruptedException {
        keytool(
                store,
                alias,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-validity",
                "2");
    }

    private static void keytool(Path store, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(more));
        command.addAll(List.of("-alias", alias, "-keystore", store.toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-noprompt"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
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
