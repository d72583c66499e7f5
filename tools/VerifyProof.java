import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.spec.X509EncodedKeySpec;
import java.util.*;
import java.util.regex.*;

/**
 * Checks without Giveback that an event stood in a sealed journal: java VerifyProof.java proof.json roots.jsonl seal-key.pub.pem
 *
 * proof.json is what "giveback journal prove" wrote. Take roots.jsonl and the public key from where they were copied to when the seal was made, not
 * from whoever gives you the proof. Exit code 0: the event is proved; 1: it is not; 2: wrong use. The trees are those of RFC 6962, with SHA-256.
 */
public final class VerifyProof {
    public static void main(String[] files) throws Exception {
        if (files.length != 3) {
            System.err.println("usage: java VerifyProof.java proof.json roots.jsonl seal-key.pub.pem");
            System.exit(2);
        }
        try {
            String proof = Files.readString(Path.of(files[0]));
            String seal = sealOf(Files.readAllLines(Path.of(files[1])), number(proof, "seal_number"));
            expectSigned(seal, pem(Files.readString(Path.of(files[2]))));
            expect(Arrays.equals(rootOf(proof), bytes(seal, "root_hash")), "the event does not lead to the root of the seal");
            expect(number(proof, "journal_count") == number(seal, "journal_count"), "the seal is of another number of journals");
            System.out.println("Proved: " + text(proof, "persistence_id") + " event " + number(proof, "sequence_number")
                    + " stood in the journal with these bytes at " + text(seal, "seal_time") + " (seal "
                    + number(seal, "number") + ").");
        } catch (NoSuchFileException missing) {
            System.err.println("there is no file " + missing.getMessage());
            System.exit(2);
        } catch (Exception broken) {
            System.err.println("NOT proved: " + broken.getMessage());
            System.exit(1);
        }
    }

    /** From the record to the root of its journal, and from the journal's leaf to the root of all. */
    private static byte[] rootOf(String proof) throws Exception {
        byte[] journal = climb(hash(0, bytes(proof, "record")), number(proof, "sequence_number") - 1,
                number(proof, "record_count"), list(proof, "record_path"));
        byte[] id = text(proof, "persistence_id").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream leaf = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(leaf);
        out.writeShort(id.length);
        out.write(id);
        out.writeLong(number(proof, "record_count"));
        out.write(journal);
        return climb(hash(0, leaf.toByteArray()), number(proof, "journal_index"),
                number(proof, "journal_count"), list(proof, "journal_path"));
    }

    /** The root that a leaf and its audit path come to, as in RFC 9162 section 2.1.3.2. */
    private static byte[] climb(byte[] leaf, long index, long size, List<byte[]> path) throws Exception {
        expect(index >= 0 && index < size, "a place is outside its tree");
        byte[] node = leaf;
        long place = index;
        long last = size - 1;
        for (byte[] sibling : path) {
            expect(last > 0 && sibling.length == 32, "an audit path is too long or no path");
            if (place % 2 == 1 || place == last) {
                node = hash(1, sibling, node);
                while (place % 2 == 0 && place > 0) {
                    place /= 2;
                    last /= 2;
                }
            } else {
                node = hash(1, node, sibling);
            }
            place /= 2;
            last /= 2;
        }
        expect(last == 0, "an audit path is too short");
        return node;
    }

    private static void expectSigned(String seal, byte[] publicKey) throws Exception {
        expect(text(seal, "key_id").equals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey), 0, 8)),
                "the seal was signed by another key");
        String signed = String.join("\n", "giveback seal 1", text(seal, "number"), text(seal, "seal_time"), text(seal, "cut"),
                text(seal, "journal_count"), text(seal, "event_count"), HexFormat.of().formatHex(bytes(seal, "root_hash")),
                HexFormat.of().formatHex(bytes(seal, "previous_hash")), text(seal, "key_id"), "");
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey)));
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        expect(signature.verify(bytes(seal, "signature")), "the signature of the seal does not hold");
    }

    private static String sealOf(List<String> lines, long number) throws Exception {
        for (String line : lines) {
            if (number(line, "number") == number) {
                return line;
            }
        }
        throw new Exception("the seals hold no number " + number);
    }

    private static byte[] hash(int kind, byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((byte) kind);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static byte[] pem(String text) {
        return Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    /** The text of a field: all fields are texts, or lists of texts. */
    private static String text(String json, String field) throws Exception {
        Matcher found = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(json);
        expect(found.find(), "there is no " + field);
        return found.group(1);
    }

    private static long number(String json, String field) throws Exception {
        return Long.parseLong(text(json, field));
    }

    private static byte[] bytes(String json, String field) throws Exception {
        return Base64.getDecoder().decode(text(json, field));
    }

    private static List<byte[]> list(String json, String field) throws Exception {
        Matcher found = Pattern.compile("\"" + field + "\"\\s*:\\s*\\[([^\\]]*)\\]").matcher(json);
        expect(found.find(), "there is no " + field);
        List<byte[]> list = new ArrayList<>();
        Matcher item = Pattern.compile("\"([^\"]*)\"").matcher(found.group(1));
        while (item.find()) {
            list.add(Base64.getDecoder().decode(item.group(1)));
        }
        return list;
    }

    private static void expect(boolean holds, String otherwise) throws Exception {
        if (!holds) {
            throw new Exception(otherwise);
        }
    }
}
