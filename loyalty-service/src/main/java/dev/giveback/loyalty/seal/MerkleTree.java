package dev.giveback.loyalty.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A Merkle tree as in RFC 6962, leaf by leaf from the left: its root at any time, and the audit path of one leaf. It holds one
 * hash a level, so a tree of a million leaves takes about a kilobyte.
 */
final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final int HASH_BYTES = 32;

    /** Roots of complete subtrees, the smallest first. */
    private final Deque<Subtree> subtrees = new ArrayDeque<>();

    private final List<byte[]> path = new ArrayList<>();
    private long leaves;

    @SuppressWarnings("ArrayRecordComponent") // None is compared.
    private record Subtree(int height, byte[] hash, boolean holdsTarget) {}

    /** Hash of a leaf with this content. */
    static byte[] leaf(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(content);
    }

    /** Hash of the leaf of a journal: whose, how many records, and the root over them. */
    static byte[] journalLeaf(String persistenceId, long records, byte[] root) {
        byte[] id = persistenceId.getBytes(StandardCharsets.UTF_8);
        return leaf(ByteBuffer.allocate(Short.BYTES + id.length + Long.BYTES + HASH_BYTES)
                .putShort((short) id.length)
                .put(id)
                .putLong(records)
                .put(root)
                .array());
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** Adds the next leaf. */
    void add(byte[] leaf) {
        add(leaf, false);
    }

    /** Adds the next leaf; the tree remembers the audit path of the one that is wanted. */
    void add(byte[] leaf, boolean isWanted) {
        Subtree last = new Subtree(0, leaf, isWanted);
        leaves++;
        while (!subtrees.isEmpty() && subtrees.peek().height() == last.height()) {
            last = joined(subtrees.pop(), last, path);
        }
        subtrees.push(last);
    }

    private static Subtree joined(Subtree left, Subtree right, List<byte[]> path) {
        if (left.holdsTarget()) {
            path.add(right.hash());
        }
        if (right.holdsTarget()) {
            path.add(left.hash());
        }
        return new Subtree(
                left.height() + 1, node(left.hash(), right.hash()), left.holdsTarget() || right.holdsTarget());
    }

    /** How many leaves it has. */
    long leaves() {
        return leaves;
    }

    /** The root over the leaves so far. */
    byte[] root() {
        return whole(new ArrayList<>());
    }

    /** The audit path of the leaf that was wanted, its sibling first. */
    List<byte[]> path() {
        List<byte[]> whole = new ArrayList<>(path);
        whole(whole);
        return whole;
    }

    private byte[] whole(List<byte[]> path) {
        Iterator<Subtree> fromTheRight = subtrees.iterator();
        if (!fromTheRight.hasNext()) {
            return sha256().digest();
        }
        Subtree whole = fromTheRight.next();
        while (fromTheRight.hasNext()) {
            whole = joined(fromTheRight.next(), whole, path);
        }
        return whole.hash();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
