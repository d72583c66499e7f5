package dev.giveback.loyalty.seal;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.v1.SealedRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The Ed25519 key that signs seals, in two files of the seals' directory. Whoever replaces both gives later seals another key. */
final class SealKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "seal-key.pem";
    private static final String PUBLIC = "seal-key.pub.pem";
    private static final int ID_BYTES = 8;

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private SealKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Reads the key, or makes one if there is none; the private one can be read by its owner only. */
    static SealKey in(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
            if (!Files.exists(directory.resolve(PRIVATE))) {
                make(directory);
            }
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            PrivateKey own = keys.generatePrivate(new PKCS8EncodedKeySpec(pem(directory.resolve(PRIVATE))));
            byte[] shared = pem(directory.resolve(PUBLIC));
            SealKey key = new SealKey(own, shared);
            byte[] probe = {1, 2, 3};
            if (!isSignedBy(shared, probe, key.sign(probe))) {
                throw new IOException(directory.resolve(PUBLIC) + ": is not the public key of " + PRIVATE);
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IOException(directory.resolve(PRIVATE) + ": is no Ed25519 key in PKCS #8 as PEM", e);
        }
    }

    private static void make(Path directory) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        PublicKey shared = pair.getPublic();
        Files.writeString(directory.resolve(PUBLIC), text("PUBLIC KEY", shared.getEncoded()));
        Path file = directory.resolve(PRIVATE);
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException other) {
            throw new IOException(file + ": another process made a key at the same time", other);
        }
        Files.writeString(
                file,
                text("PRIVATE KEY", pair.getPrivate().getEncoded()),
                StandardOpenOption.SYNC,
                StandardOpenOption.WRITE);
    }

    private static String text(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }

    private static byte[] pem(Path file) throws IOException {
        String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException garbled) {
            throw new IOException(file + ": is no PEM", garbled);
        }
    }

    /** The public key as X.509 SubjectPublicKeyInfo. */
    byte[] publicKey() {
        return publicKey.clone();
    }

    /** The seal with key and signature. */
    SealedRoot signed(SealedRoot.Builder seal) {
        seal.setKeyId(idOf(publicKey));
        return seal.setSignature(ByteString.copyFrom(sign(textOf(seal.build()))))
                .build();
    }

    private byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs any text", e);
        }
    }

    /** Whether a seal was signed by the key that it names. */
    static boolean isSigned(SealedRoot seal, byte[] publicKey) {
        return seal.getKeyId().equals(idOf(publicKey))
                && isSignedBy(publicKey, textOf(seal), seal.getSignature().toByteArray());
    }

    private static boolean isSignedBy(byte[] publicKey, byte[] text, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey)));
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException garbled) {
            return false;
        }
    }

    private static String idOf(byte[] publicKey) {
        return HexFormat.of().formatHex(MerkleTree.sha256().digest(publicKey), 0, ID_BYTES);
    }

    /** The hash by which the next seal follows this one. */
    static ByteString hashOf(SealedRoot seal) {
        return ByteString.copyFrom(MerkleTree.sha256().digest(textOf(seal)));
    }

    /** What is signed, line by line. */
    private static byte[] textOf(SealedRoot seal) {
        String text = String.join(
                "\n",
                "giveback seal 1",
                Long.toString(seal.getNumber()),
                Timestamps.toString(seal.getSealTime()),
                Long.toString(seal.getCut()),
                Long.toString(seal.getJournalCount()),
                Long.toString(seal.getEventCount()),
                HexFormat.of().formatHex(seal.getRootHash().toByteArray()),
                HexFormat.of().formatHex(seal.getPreviousHash().toByteArray()),
                seal.getKeyId(),
                "");
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
