package dev.giveback.loyalty.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tree that grows leaf by leaf against the recursive definitions of RFC 6962, section 2.1. */
final class MerkleTreeTest {
    private static final int MOST = 70;

    private static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(MerkleTree.leaf(new byte[] {(byte) i}));
        }
        return leaves;
    }

    /** MTH. */
    private static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return MerkleTree.sha256().digest();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return MerkleTree.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** PATH. */
    private static List<byte[]> path(int index, List<byte[]> leaves) {
        List<byte[]> path = new ArrayList<>();
        if (leaves.size() > 1) {
            int split = Integer.highestOneBit(leaves.size() - 1);
            List<byte[]> left = leaves.subList(0, split);
            List<byte[]> right = leaves.subList(split, leaves.size());
            path.addAll(index < split ? path(index, left) : path(index - split, right));
            path.add(root(index < split ? right : left));
        }
        return path;
    }

    @Test
    void theRootIsThatOfTheDefinitionAtEverySize() {
        MerkleTree tree = new MerkleTree();
        for (int size = 0; size <= MOST; size++) {
            assertThat(tree.root()).isEqualTo(root(leaves(size)));
            assertThat(tree.leaves()).isEqualTo(size);
            tree.add(MerkleTree.leaf(new byte[] {(byte) size}));
        }
    }

    @Test
    void thePathIsThatOfTheDefinitionForEveryLeaf() {
        for (int size = 1; size <= MOST; size++) {
            List<byte[]> leaves = leaves(size);
            for (int wanted = 0; wanted < size; wanted++) {
                MerkleTree tree = new MerkleTree();
                for (int i = 0; i < size; i++) {
                    tree.add(leaves.get(i), i == wanted);
                }
                assertThat(tree.path()).containsExactlyElementsOf(path(wanted, leaves));
            }
        }
    }

    @Test
    void anotherLeafAnotherOrderAndAnotherKindOfNodeHaveAnotherRoot() {
        MerkleTree tree = new MerkleTree();
        MerkleTree swapped = new MerkleTree();
        List<byte[]> leaves = leaves(2);
        leaves.forEach(tree::add);
        leaves.reversed().forEach(swapped::add);
        MerkleTree pretended = new MerkleTree();
        pretended.add(tree.root());
        pretended.add(leaves.getFirst());

        assertThat(tree.root()).isNotEqualTo(swapped.root());
        assertThat(MerkleTree.leaf(new byte[0]))
                .isNotEqualTo(MerkleTree.sha256().digest());
        assertThat(pretended.root()).isNotEqualTo(tree.root());
    }
}
