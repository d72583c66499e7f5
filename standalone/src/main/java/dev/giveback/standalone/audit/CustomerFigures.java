package dev.giveback.standalone.audit;

/**
 * What one customer's account must come to, or has come to.
 *
 * @param orders number of orders completed
 * @param earned points earned
 * @param takenBack points taken back by refunds
 * @param spent points spent on rewards
 * @param balance total of points
 */
public record CustomerFigures(long orders, long earned, long takenBack, long spent, long balance) {
    /** Nothing: the figures of a customer who is not known. */
    public static final CustomerFigures NONE = new CustomerFigures(0, 0, 0, 0, 0);

    CustomerFigures plus(CustomerFigures other) {
        return new CustomerFigures(
                orders + other.orders,
                earned + other.earned,
                takenBack + other.takenBack,
                spent + other.spent,
                balance + other.balance);
    }
}
