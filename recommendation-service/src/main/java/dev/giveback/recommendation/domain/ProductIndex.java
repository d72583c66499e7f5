package dev.giveback.recommendation.domain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products of the catalogue by category and by word, each list by sales of 28 days, ties by id. Immutable. */
final class ProductIndex {
    private static final int[] NONE = {};

    private final int[][] byCategory;
    private final int[][] byWord;

    ProductIndex(PurchaseModel model, ShopTrends trends) {
        List<Integer> order = Arrays.stream(model.products.inOrder())
                .filter(product -> product < trends.size && model.entries.get(product) != null)
                .boxed()
                .sorted(Comparator.comparingInt((Integer product) -> trends.sold28[product])
                        .reversed())
                .toList();
        byCategory = new int[model.categories.size()][];
        byWord = new int[model.words.size()][];
        int[] categorySizes = new int[byCategory.length];
        int[] wordSizes = new int[byWord.length];
        for (int product : order) {
            @Nullable Entry entry = model.entries.get(product);
            if (entry != null) {
                add(byCategory, categorySizes, entry.category(), product);
                for (int word : entry.words()) {
                    add(byWord, wordSizes, word, product);
                }
            }
        }
        cut(byCategory, categorySizes);
        cut(byWord, wordSizes);
    }

    private static void add(int[][] lists, int[] sizes, int list, int product) {
        if (list < 0 || list >= lists.length) {
            return;
        }
        int[] held = lists[list];
        int size = sizes[list]++;
        if (held == null) {
            lists[list] = new int[] {product, 0};
        } else {
            int[] fit = size < held.length ? held : Arrays.copyOf(held, size * 2);
            fit[size] = product;
            lists[list] = fit;
        }
    }

    private static void cut(int[][] lists, int[] sizes) {
        for (int i = 0; i < lists.length; i++) {
            lists[i] = sizes[i] == 0 ? NONE : Arrays.copyOf(lists[i], sizes[i]);
        }
    }

    int[] ofCategory(int category) {
        return category >= 0 && category < byCategory.length ? byCategory[category] : NONE;
    }

    int[] ofWord(int word) {
        return word < byWord.length ? byWord[word] : NONE;
    }
}
