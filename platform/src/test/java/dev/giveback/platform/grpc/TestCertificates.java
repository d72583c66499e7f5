package dev.giveback.platform.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and what it certifies, made by the JDK's keytool. */
public final class TestCertificates {
    private static final String PASSWORD = "of-a-test";

    private final Path directory;
    private final String authority;

    /** Makes the authority. */
    public TestCertificates(Path directory, String authority) throws Exception {
        this.directory = directory;
        this.authority = authority;
        run("-genkeypair", authority, "-dname", "CN=" + authority, "-ext", "bc:c");
        Files.writeString(ca(), run("-exportcert", authority, "-rfc"));
    }

    /** The authority's certificate. */
    Path ca() {
        return directory.resolve(authority + ".pem");
    }

    /** A certificate for 127.0.0.1, written over one of the same name. */
    public TlsFiles certify(String name, String subject) throws Exception {
        Files.deleteIfExists(store(subject));
        run("-genkeypair", subject, "-dname", "CN=" + subject);
        Path request = directory.resolve(subject + ".csr");
        Files.writeString(request, run("-certreq", subject));
        String certificate = run(
                "-gencert", authority, "-rfc", "-infile", request.toString(), "-ext", "san=ip:127.0.0.1,dns:localhost");
        Path certificateFile = directory.resolve(name + ".crt");
        Path keyFile = directory.resolve(name + ".key");
        Files.writeString(keyFile, privateKey(subject));
        Files.writeString(certificateFile, certificate);
        return new TlsFiles(certificateFile, keyFile, ca());
    }

    private String privateKey(String subject) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store(subject))) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey(subject, PASSWORD.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private Path store(String alias) {
        return directory.resolve(alias + ".p12");
    }

    private String run(String verb, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                // It ends before it would be worth to be compiled well.
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                verb,
                "-alias",
                alias,
                "-keystore",
                store(alias).toString(),
                "-storepass",
                PASSWORD,
                "-storetype",
                "PKCS12"));
        if (verb.equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("keytool " + verb + ": " + output);
        }
        return output;
    }
}
