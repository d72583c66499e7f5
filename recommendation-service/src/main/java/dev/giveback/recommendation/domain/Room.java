package dev.giveback.recommendation.domain;

/** How many of one category a list still takes. For one list and thread. */
final class Room {
    private final PurchaseModel model;
    private final Tally perCategory;
    private final int most;

    /**
     * For an empty list.
     *
     * @param perCategory of the calling thread, overwritten
     * @param most 0 for any number
     */
    Room(PurchaseModel model, Tally perCategory, int most) {
        this.model = model;
        this.perCategory = perCategory;
        this.most = most;
        perCategory.clear();
    }

    /** Whether the product's category may have one more, which is then counted. */
    boolean takes(int product) {
        int category = most == 0 ? -1 : model.category(product);
        if (category < 0) {
            return true;
        }
        boolean room = perCategory.get(category) < most;
        if (room) {
            perCategory.add(category, 1);
        }
        return room;
    }
}
