package dev.giveback.torture.process;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes that are looked for on the disk.
 *
 * @param owner whose they are
 * @param what they are, in words
 * @param bytes at least {@value DiskSearch#SHORTEST} of them
 */
record Needle(String owner, String what, ByteString bytes) {
    /** Checks the length. */
    Needle {
        if (bytes.size() < DiskSearch.SHORTEST) {
            throw new IllegalArgumentException(
                    what + ": " + bytes.size() + " bytes (expected: >= " + DiskSearch.SHORTEST + ")");
        }
    }

    /** A value of ASCII characters in every form in which a program may have written it: as it is, in UTF-16, in base64 and in hexadecimal digits. */
    static List<Needle> ofText(String owner, String what, String value) {
        byte[] plain = value.getBytes(StandardCharsets.US_ASCII);
        Map<String, byte[]> forms = new LinkedHashMap<>();
        forms.put("", plain);
        forms.put(" in UTF-16, the high byte first", value.getBytes(StandardCharsets.UTF_16BE));
        forms.put(" in UTF-16, the low byte first", value.getBytes(StandardCharsets.UTF_16LE));
        forms.put(" in hexadecimal digits", HexFormat.of().formatHex(plain).getBytes(StandardCharsets.US_ASCII));
        for (int before = 0; before < 3; before++) {
            forms.put(" in base64, after " + before + " bytes", base64(plain, before));
        }
        List<Needle> needles = new ArrayList<>();
        forms.forEach((form, bytes) -> needles.add(new Needle(owner, what + form, ByteString.copyFrom(bytes))));
        return needles;
    }

    /** The characters that follow from the value alone when this many bytes of something else stand before it. */
    private static byte[] base64(byte[] value, int before) {
        byte[] longer = new byte[before + value.length];
        System.arraycopy(value, 0, longer, before, value.length);
        String all = Base64.getEncoder().withoutPadding().encodeToString(longer);
        int from = (before * 8 + 5) / 6;
        int to = longer.length * 8 / 6;
        return all.substring(from, to).getBytes(StandardCharsets.US_ASCII);
    }
}
